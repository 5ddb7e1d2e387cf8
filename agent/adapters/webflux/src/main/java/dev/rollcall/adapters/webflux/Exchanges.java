package dev.rollcall.adapters.webflux;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;

/** What is beneath the decorators that filters put around an exchange. */
final class Exchanges {
    private Exchanges() {}

    /** The exchange that Spring created, the same object all through a request. */
    static ServerWebExchange innermost(ServerWebExchange exchange) {
        ServerWebExchange innermost = exchange;
        while (innermost instanceof ServerWebExchangeDecorator) {
            innermost = ((ServerWebExchangeDecorator) innermost).getDelegate();
        }
        return innermost;
    }

    /** Whether the exchange and all beneath it are Spring's own classes, whose getters are known to have no effects. */
    static boolean isSpringsOwn(ServerWebExchange exchange) {
        ServerWebExchange layer = exchange;
        while (layer.getClass().getName().startsWith("org.springframework.")) {
            if (!(layer instanceof ServerWebExchangeDecorator)) {
                return true;
            }
            layer = ((ServerWebExchangeDecorator) layer).getDelegate();
        }
        return false;
    }

    /** The server's own request beneath Spring's, or null when there is none. */
    static @Nullable Object nativeRequest(ServerHttpRequest request) {
        ServerHttpRequest innermost = request;
        while (innermost instanceof ServerHttpRequestDecorator) {
            innermost = ((ServerHttpRequestDecorator) innermost).getDelegate();
        }
        try {
            return innermost instanceof AbstractServerHttpRequest
                    ? ((AbstractServerHttpRequest) innermost).getNativeRequest()
                    : null;
        } catch (IllegalStateException mock) {
            // Applications test themselves with Spring's mock requests, which throw.
            return null;
        }
    }
}
