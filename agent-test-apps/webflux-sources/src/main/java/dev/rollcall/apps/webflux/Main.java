package dev.rollcall.apps.webflux;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import sun.misc.Signal;

/** Starts the application on a free port of the loopback interface, until its input ends or it is told to terminate. */
@SpringBootApplication(proxyBeanMethods = false)
public class Main {
    public static void main(String[] args) {
        // Reactor Netty waits two seconds for stragglers when it stops.
        System.setProperty("reactor.netty.ioShutdownQuietPeriod", "0");
        SpringApplication application = new SpringApplication(Main.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(properties());
        ConfigurableApplicationContext context = application.run(args);
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        System.out.println("READY http=" + port + " " + ServerSpecifics.furtherPorts(context, port));
        Signal.handle(new Signal("TERM"), signal -> System.exit(0));
        Thread watcher = new Thread(Main::exitAtEndOfInput, "end-of-input");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.address", "127.0.0.1");
        properties.put("server.port", "0");
        properties.put("server.shutdown", "immediate");
        properties.put("server.compression.enabled", "true");
        properties.put("server.compression.mime-types", "text/plain");
        properties.put("server.compression.min-response-size", String.valueOf(Streams.COMPRESSED_FROM));
        properties.put("spring.main.lazy-initialization", "true");
        // Spring's own error handling answers the same bytes every time; Boot's adds the time and an id.
        properties.put(
                "spring.autoconfigure.exclude",
                "org.springframework.boot.autoconfigure.web.reactive.error.ErrorWebFluxAutoConfiguration,"
                        + "org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration");
        properties.put("logging.level.root", "error");
        // Errors are what half of this application is for.
        properties.put("logging.level.org.springframework.web", "off");
        properties.put("logging.level.org.springframework.http", "off");
        properties.put("logging.level.reactor", "off");
        properties.put("logging.level.org.apache", "off");
        properties.putAll(ServerSpecifics.properties());
        return properties;
    }

    private static void exitAtEndOfInput() {
        try {
            InputStream in = System.in;
            while (in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            System.err.println("cannot read the input: " + e);
        }
        System.exit(0);
    }
}
