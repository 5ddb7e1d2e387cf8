package dev.rollcall.overhead;

import dev.rollcall.conformance.process.App;
import java.util.List;

/** A real server that is measured: one of the test applications. */
enum ServerApp {
    // Tomcat would close each connection after a hundred requests, and connecting is not what is measured.
    SPRING_MVC(
            "spring-mvc",
            "Spring MVC on Tomcat",
            "spring-mvc-3",
            80_000,
            40_000,
            "-Dserver.tomcat.max-keep-alive-requests=-1"),
    WEBFLUX("webflux", "WebFlux on Reactor Netty", "webflux-3", 80_000, 40_000),
    NETTY("netty", "Plain Netty", "netty-4.1", 400_000, 300_000);

    private final String key;
    private final String title;
    private final String module;
    private final int warmUp;
    private final int requests;
    private final List<String> options;

    ServerApp(String key, String title, String module, int warmUp, int requests, String... options) {
        this.key = key;
        this.title = title;
        this.module = module;
        this.warmUp = warmUp;
        this.requests = requests;
        this.options = List.of(options);
    }

    /** Its name on the command line. */
    String key() {
        return key;
    }

    /** Its name in tables. */
    String title() {
        return title;
    }

    App app() {
        return App.ofModule(module);
    }

    /** How many requests it takes until its compilers have little left to do, by measurement. */
    int warmUp() {
        return warmUp;
    }

    /** How many requests are several seconds of work for it. */
    int requests() {
        return requests;
    }

    /** Options of its JVM. */
    List<String> options() {
        return options;
    }
}
