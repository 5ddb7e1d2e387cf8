package dev.rollcall.adapters.webflux;

import dev.rollcall.core.route.Routes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.core.io.Resource;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Walks router functions and writes down each route that has a path. A lambda as a predicate, or as a router function, does
 * not say what it matches and is passed over; so are resources, whose path is not told.
 */
final class RouteCollector implements RouterFunctions.Visitor {
    private final Routes routes;
    /** What the enclosing {@code nest} predicates ask for, the innermost first. */
    private final Deque<List<Condition>> nested = new ArrayDeque<>();

    RouteCollector(Routes routes) {
        this.routes = routes;
        nested.push(List.of(Condition.NONE));
    }

    @Override
    public void startNested(RequestPredicate predicate) {
        nested.push(Condition.both(nested.element(), ConditionReader.read(predicate)));
    }

    @Override
    public void endNested(RequestPredicate predicate) {
        nested.pop();
    }

    @Override
    public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
        for (Condition condition : Condition.both(nested.element(), ConditionReader.read(predicate))) {
            condition.addTo(routes);
        }
    }

    @Override
    public void resources(Function<ServerRequest, Mono<Resource>> lookup) {
        // Its pattern is private to Spring.
    }

    @Override
    public void attributes(Map<String, Object> attributes) {
        // Documentation, mostly.
    }

    @Override
    public void unknown(RouterFunction<?> function) {
        // A lambda.
    }
}
