package dev.rollcall.adapters.webflux;

import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.route.Routes;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;

/**
 * Takes down the functional routes when Spring has put them together. Spring itself has just walked them with a visitor, to
 * hand them its path parser, so a second walk has no effect that the first had not.
 */
public final class FunctionalRouteHooks {
    private final Recorder recorder;

    /** Made by the linker. */
    public FunctionalRouteHooks(Recorder recorder) {
        this.recorder = recorder;
    }

    /** All router functions of the application are known. */
    public void composed(RouterFunctionMapping mapping) {
        RouterFunction<?> functions = mapping.getRouterFunction();
        Routes routes = functions == null ? null : ApplicationTables.of(mapping.getApplicationContext(), recorder);
        if (functions != null && routes != null) {
            functions.accept(new RouteCollector(routes));
        }
    }
}
