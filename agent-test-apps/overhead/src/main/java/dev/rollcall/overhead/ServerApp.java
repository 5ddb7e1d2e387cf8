package dev.rollcall.overhead;

import dev.rollcall.conformance.process.App;
import java.util.List;

/** A real server that is measured: one of the test applications. */
enum ServerApp {
    // Tomcat would close each connection after a hundred requests, and connecting is not what is measured.
    SPRING_MVC("spring-mvc", "Spring MVC on Tomcat", "spring-mvc-3", "-Dserver.tomcat.max-keep-alive-requests=-1"),
    WEBFLUX("webflux", "WebFlux on Reactor Netty", "webflux-3"),
    NETTY("netty", "Plain Netty", "netty-4.1");

    private final String key;
    private final String title;
    private final String module;
    private final List<String> options;

    ServerApp(String key, String title, String module, String... options) {
        this.key = key;
        this.title = title;
        this.module = module;
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

    /** Options of its JVM. */
    List<String> options() {
        return options;
    }
}
