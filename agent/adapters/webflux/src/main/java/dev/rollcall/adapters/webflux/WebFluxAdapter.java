package dev.rollcall.adapters.webflux;

import dev.rollcall.core.adapter.Adapter;
import dev.rollcall.core.adapter.Hook;
import dev.rollcall.core.adapter.Hook.At;
import java.util.ArrayList;
import java.util.List;

/**
 * Weaves Spring WebFlux on Reactor Netty and on Tomcat. Hooks that need one of the two, or Spring Security, are left out
 * where an application does not have it; where it has both servers (one of them for its HTTP client), each hook looks at
 * the request it is given.
 */
public final class WebFluxAdapter implements Adapter {
    private static final String OURS = "dev.rollcall.adapters.webflux.";
    private static final String ROUTES = OURS + "RouteHooks";
    private static final String REACTOR_NETTY = "reactor.netty.channel.ChannelOperations";
    private static final String TOMCAT = "org.apache.catalina.connector.RequestFacade";

    private static final String HANDLER_MAPPING =
            "org.springframework.web.reactive.result.method.AbstractHandlerMethodMapping";

    @Override
    public String name() {
        return "Spring WebFlux";
    }

    @Override
    public List<Hook> hooks() {
        List<Hook> hooks = new ArrayList<>();
        addOn(REACTOR_NETTY, "ReactorNetty", hooks);
        addOn(TOMCAT, "Tomcat", hooks);
        hooks.add(Hook.of(
                HANDLER_MAPPING,
                "registerMapping",
                "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/reflect/Method;)V",
                At.ENTER,
                ROUTES,
                "registered"));
        hooks.add(Hook.of(
                HANDLER_MAPPING,
                "registerHandlerMethod",
                "(Ljava/lang/Object;Ljava/lang/reflect/Method;Ljava/lang/Object;)V",
                At.ENTER,
                ROUTES,
                "found"));
        hooks.add(Hook.of(
                "org.springframework.web.reactive.function.server.support.RouterFunctionMapping",
                "afterPropertiesSet",
                "()V",
                At.EXIT,
                OURS + "FunctionalRouteHooks",
                "composed"));
        return hooks;
    }

    private static void addOn(String server, String hooksOf, List<Hook> hooks) {
        String exchangeHooks = OURS + hooksOf + "Hooks";
        hooks.add(Hook.of(
                        "org.springframework.web.server.adapter.HttpWebHandlerAdapter",
                        "createExchange",
                        "(Lorg/springframework/http/server/reactive/ServerHttpRequest;"
                                + "Lorg/springframework/http/server/reactive/ServerHttpResponse;)",
                        At.EXIT,
                        exchangeHooks,
                        "created")
                .onlyWith(server));
        hooks.add(Hook.of(
                        "org.springframework.web.reactive.DispatcherHandler",
                        "handle",
                        "(Lorg/springframework/web/server/ServerWebExchange;)",
                        At.ENTER,
                        exchangeHooks,
                        "dispatched")
                .onlyWith(server));
        hooks.add(Hook.of(
                        "org.springframework.security.web.server.authentication.AuthenticationWebFilter",
                        "onAuthenticationSuccess",
                        "(Lorg/springframework/security/core/Authentication;"
                                + "Lorg/springframework/security/web/server/WebFilterExchange;)",
                        At.ENTER,
                        OURS + hooksOf + "SecurityHooks",
                        "authenticated")
                .onlyWith(server)
                .ofLibrary("Spring Security"));
    }
}
