package dev.rollcall.adapters.springmvc;

import dev.rollcall.core.adapter.Adapter;
import dev.rollcall.core.adapter.Hook;
import dev.rollcall.core.adapter.Hook.At;
import java.util.List;

/**
 * Names the route of a request to Spring MVC. The pattern that matched is a request attribute, which the container's adapter
 * sees being set. For requests that a filter refused, nothing is matched; the table of all patterns, which is filled while
 * the application starts, tells which it would have been.
 */
public final class SpringMvcAdapter implements Adapter {
    private static final String HOOKS = "dev.rollcall.adapters.springmvc.MappingHooks";
    private static final String METHOD_MAPPING = "org.springframework.web.servlet.handler.AbstractHandlerMethodMapping";
    private static final String URL_MAPPING = "org.springframework.web.servlet.handler.AbstractUrlHandlerMapping";

    @Override
    public String name() {
        return "Spring MVC";
    }

    @Override
    public List<String> routeAttributes() {
        return List.of("org.springframework.web.servlet.HandlerMapping.bestMatchingPattern");
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.of(METHOD_MAPPING, "registerHandlerMethod", null, At.ENTER, HOOKS, "detected"),
                Hook.of(METHOD_MAPPING, "registerMapping", null, At.ENTER, HOOKS, "registered"),
                Hook.of(
                        URL_MAPPING,
                        "registerHandler",
                        "(Ljava/lang/String;Ljava/lang/Object;)V",
                        At.ENTER,
                        HOOKS,
                        "registeredUrl"));
    }
}
