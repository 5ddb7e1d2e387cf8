package dev.rollcall.apps.webflux;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;
import static org.springframework.web.reactive.function.server.RouterFunctions.nest;
import static org.springframework.web.reactive.function.server.RouterFunctions.resources;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The same kinds of routes without annotations. */
@Configuration(proxyBeanMethods = false)
class FunctionalRoutes {
    @Bean
    RouterFunction<ServerResponse> functional() {
        return route(GET("/fn/users/{id}"), request -> text("fn user " + request.pathVariable("id")))
                .andNest(
                        path("/fn/nested/{a}"),
                        nest(
                                path("/deep"),
                                route(
                                        GET("/{b}"),
                                        request -> text("nested " + request.pathVariable("a") + " "
                                                + request.pathVariable("b")))))
                .andRoute(FunctionalRoutes::isLambda, request -> text("lambda " + request.path()))
                .andRoute(GET("/fn/error"), request -> Mono.error(new IllegalStateException("on purpose")))
                .and(resources("/fn/static/**", new ClassPathResource("static/")));
    }

    private static boolean isLambda(ServerRequest request) {
        return request.path().startsWith("/fn/lambda/");
    }

    private static Mono<ServerResponse> text(String body) {
        return ServerResponse.ok().bodyValue(body);
    }
}
