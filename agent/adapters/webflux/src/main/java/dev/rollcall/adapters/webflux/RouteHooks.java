package dev.rollcall.adapters.webflux;

import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.route.Routes;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.AbstractHandlerMethodMapping;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.util.pattern.PathPattern;

/** Takes down the routes of annotated controllers when Spring registers them. */
public final class RouteHooks {
    private final Recorder recorder;

    /** Made by the linker. */
    public RouteHooks(Recorder recorder) {
        this.recorder = recorder;
    }

    /** The application or an actuator registers a route by itself. */
    public void registered(AbstractHandlerMethodMapping<?> mapping, Object info, Object handler, Method method) {
        found(mapping, handler, method, info);
    }

    /** Spring found a controller's method. */
    public void found(AbstractHandlerMethodMapping<?> mapping, Object handler, Method method, Object info) {
        Routes routes = info instanceof RequestMappingInfo
                ? ApplicationTables.of(mapping.getApplicationContext(), recorder)
                : null;
        if (routes != null) {
            add((RequestMappingInfo) info, routes);
        }
    }

    private static void add(RequestMappingInfo info, Routes routes) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        for (PathPattern pattern : info.getPatternsCondition().getPatterns()) {
            if (methods.isEmpty()) {
                add(null, pattern, routes);
            }
            for (RequestMethod one : methods) {
                add(one.name(), pattern, routes);
            }
        }
    }

    private static void add(@Nullable String method, PathPattern pattern, Routes routes) {
        routes.add(method, pattern.getPatternString());
    }
}
