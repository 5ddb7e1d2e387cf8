package dev.rollcall.apps.webflux;

import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.netty.DisposableServer;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** What only Reactor Netty can do. */
final class ServerSpecifics {
    private ServerSpecifics() {}

    static Map<String, Object> properties() {
        return Map.of();
    }

    /**
     * Boot's server speaks HTTP/1.1 only, as most do; a second one serves the same application the way
     * {@code server.http2.enabled} would: HTTP/1.1, and HTTP/2 in clear text by upgrade or prior knowledge.
     */
    static String furtherPorts(ConfigurableApplicationContext context, String httpPort) {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .protocol(HttpProtocol.H2C, HttpProtocol.HTTP11)
                .compress(Streams.COMPRESSED_FROM)
                .handle(new ReactorHttpHandlerAdapter(context.getBean(HttpHandler.class)))
                .bindNow();
        Runtime.getRuntime().addShutdownHook(new Thread(server::dispose));
        return "h2c=" + server.port();
    }

    /** As sent; Spring 5 knows no method that is not in its list. */
    static String method(ServerHttpRequest request) {
        HttpServerRequest nettys = ServerHttpRequestDecorator.getNativeRequest(request);
        return nettys.method().name();
    }

    static void trailer(ServerHttpResponse response, String name, String value) {
        HttpServerResponse nettys = ServerHttpResponseDecorator.getNativeResponse(response);
        nettys.trailerHeaders(trailers -> trailers.set(name, value));
    }

    /** The names of the handlers in the request's pipeline. */
    static List<String> attributeNames(ServerHttpRequest request) {
        ChannelOperations<?, ?> operations = ServerHttpRequestDecorator.getNativeRequest(request);
        return operations.channel().pipeline().names();
    }
}
