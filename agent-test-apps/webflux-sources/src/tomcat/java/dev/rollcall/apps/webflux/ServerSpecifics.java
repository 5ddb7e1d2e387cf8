package dev.rollcall.apps.webflux;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/** What only Tomcat can do. */
final class ServerSpecifics {
    private ServerSpecifics() {}

    static Map<String, Object> properties() {
        return Map.of("server.http2.enabled", "true");
    }

    static String furtherPorts(ConfigurableApplicationContext context, String httpPort) {
        return "h2c=" + httpPort;
    }

    static String method(ServerHttpRequest request) {
        HttpServletRequest tomcats = ServerHttpRequestDecorator.getNativeRequest(request);
        return tomcats.getMethod();
    }

    static void trailer(ServerHttpResponse response, String name, String value) {
        HttpServletResponse tomcats = ServerHttpResponseDecorator.getNativeResponse(response);
        tomcats.setTrailerFields(() -> Map.of(name, value));
    }

    /** The names of the servlet request's attributes. */
    static List<String> attributeNames(ServerHttpRequest request) {
        HttpServletRequest tomcats = ServerHttpRequestDecorator.getNativeRequest(request);
        return Collections.list(tomcats.getAttributeNames());
    }
}
