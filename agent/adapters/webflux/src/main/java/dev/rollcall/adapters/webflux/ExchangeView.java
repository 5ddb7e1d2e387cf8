package dev.rollcall.adapters.webflux;

import dev.rollcall.core.exchange.ApplicationView;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.exchange.RouteTable;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;

/** What Spring knows of an exchange at its end: matched routes and attributes stay in the exchange that it created. */
final class ExchangeView implements ApplicationView {
    /** The constants of these names are made when Spring's classes are initialised; a plain WebHandler has none of them. */
    static final String BEST_MATCHING_PATTERN = "org.springframework.web.reactive.HandlerMapping.bestMatchingPattern";

    static final String FUNCTIONAL_PATTERN =
            "org.springframework.web.reactive.function.server.RouterFunctions.matchingPattern";

    private final ServerWebExchange exchange;
    private final Recorder recorder;
    /** Written on the thread that authenticates; the response that ends the exchange comes after it. */
    private volatile @Nullable Principal principal;

    ExchangeView(ServerWebExchange exchange, Recorder recorder) {
        this.exchange = exchange;
        this.recorder = recorder;
    }

    /** The last principal wins: it is the innermost. One of another exchange is not taken. */
    @Override
    public void add(ApplicationView addition) {
        if (addition instanceof KnownPrincipal && ((KnownPrincipal) addition).isOf(exchange)) {
            principal = ((KnownPrincipal) addition).person();
        }
    }

    @Override
    public @Nullable String route() {
        String pattern = pattern(BEST_MATCHING_PATTERN);
        if (pattern == null) {
            pattern = pattern(FUNCTIONAL_PATTERN);
        }
        return pattern == null ? null : contextPath().concat(pattern.startsWith("/") ? pattern : '/' + pattern);
    }

    private @Nullable String pattern(String attribute) {
        Object pattern = exchange.getAttributes().get(attribute);
        if (pattern instanceof PathPattern) {
            return ((PathPattern) pattern).getPatternString();
        }
        return pattern instanceof String ? (String) pattern : null;
    }

    @Override
    public @Nullable Object attribute(String name) {
        return exchange.getAttributes().get(name);
    }

    @Override
    public @Nullable String principal() {
        Principal known = principal;
        return known == null ? null : known.getName();
    }

    @Override
    public @Nullable RouteTable routes() {
        if (recorder.applicationRoutes().isEmpty()) {
            return null;
        }
        RouteTable routes = null;
        ApplicationContext context = exchange.getApplicationContext();
        for (; routes == null && context != null; context = context.getParent()) {
            routes = recorder.applicationRoutes().of(context);
        }
        return routes;
    }

    /** {@code spring.webflux.base-path}, or where a servlet container has mounted the application. */
    @Override
    public String contextPath() {
        return exchange.getRequest().getPath().contextPath().value();
    }
}
