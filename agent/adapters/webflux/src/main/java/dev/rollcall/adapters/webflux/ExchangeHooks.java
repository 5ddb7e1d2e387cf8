package dev.rollcall.adapters.webflux;

import dev.rollcall.core.exchange.Recorder;
import java.security.Principal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.HttpWebHandlerAdapter;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

/** The hooks around an exchange, the same on every server. */
public abstract class ExchangeHooks {
    private final Recorder recorder;
    private final ServerLink server;

    ExchangeHooks(Recorder recorder, ServerLink server) {
        this.recorder = recorder;
        this.server = server;
    }

    /** Spring has created the exchange, before any filter. */
    public void created(
            HttpWebHandlerAdapter adapter,
            ServerHttpRequest request,
            ServerHttpResponse response,
            @Nullable ServerWebExchange exchange) {
        if (exchange != null) {
            server.link(request, new ExchangeView(Exchanges.innermost(exchange), recorder));
        }
    }

    /**
     * The exchange has passed the filters. The principal that they gave it is read when it is there already, as after
     * {@code exchange.mutate().principal(Mono.just(..))}; one that would have to be fetched is none of our business,
     * because to subscribe would be to do the application's work a second time.
     */
    public void dispatched(DispatcherHandler handler, ServerWebExchange exchange) {
        if (!recorder.wanted().principal() || !Exchanges.isSpringsOwn(exchange)) {
            return;
        }
        Mono<Principal> principal = exchange.getPrincipal();
        if (principal instanceof Fuseable.ScalarCallable) {
            Principal known = value((Callable<?>) principal);
            if (known != null) {
                ServerWebExchange innermost = Exchanges.innermost(exchange);
                server.link(innermost.getRequest(), new KnownPrincipal(innermost, known));
            }
        }
    }

    /** A scalar callable holds its value, or the error it was made of, which it throws. */
    private static @Nullable Principal value(Callable<?> scalar) {
        try {
            Object value = scalar.call();
            return value instanceof Principal ? (Principal) value : null;
        } catch (Throwable errorOfTheApplication) {
            return null;
        }
    }
}
