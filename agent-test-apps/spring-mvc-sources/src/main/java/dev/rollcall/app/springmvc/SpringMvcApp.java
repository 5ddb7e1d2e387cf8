package dev.rollcall.app.springmvc;

import dev.rollcall.app.lifecycle.Lifecycle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The Spring MVC test application, on the Tomcat that Spring Boot brings. */
@SpringBootApplication
public class SpringMvcApp {
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(SpringMvcApp.class);
        Properties properties = new Properties();
        properties.put("server.port", "0");
        properties.put("server.address", "127.0.0.1");
        properties.put("server.shutdown", "graceful");
        properties.put("server.compression.enabled", "true");
        properties.put("server.compression.mime-types", "text/plain");
        properties.put("server.http2.enabled", "true");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "1s");
        properties.put("spring.main.banner-mode", "off");
        properties.put("spring.mvc.async.request-timeout", "-1");
        properties.put("logging.level.root", "off");
        properties.put("management.endpoints.web.exposure.include", "health");
        application.setDefaultProperties(properties);
        ConfigurableApplicationContext context = application.run(arguments);
        Map<String, Integer> ports = new LinkedHashMap<>();
        int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
        ports.put("http", port);
        ports.put("h2c", port);
        Lifecycle.ready(ports);
        Lifecycle.awaitStop(context::close);
    }
}
