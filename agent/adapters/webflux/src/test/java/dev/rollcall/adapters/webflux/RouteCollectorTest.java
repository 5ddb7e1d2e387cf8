package dev.rollcall.adapters.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.web.reactive.function.server.RequestPredicates.DELETE;
import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RequestPredicates.POST;
import static org.springframework.web.reactive.function.server.RequestPredicates.PUT;
import static org.springframework.web.reactive.function.server.RequestPredicates.accept;
import static org.springframework.web.reactive.function.server.RequestPredicates.method;
import static org.springframework.web.reactive.function.server.RequestPredicates.methods;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;
import static org.springframework.web.reactive.function.server.RouterFunctions.nest;
import static org.springframework.web.reactive.function.server.RouterFunctions.resources;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.rollcall.core.route.Routes;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

class RouteCollectorTest {
    @Test
    void a_method_and_a_path_are_a_route() {
        Routes routes = collect(route(GET("/users/{id}"), this::ok));

        assertThat(routes.match("GET", "/users/7")).isEqualTo("/users/{id}");
        assertThat(routes.match("POST", "/users/7")).isNull();
    }

    @Test
    void a_path_without_a_method_is_a_route_for_every_method() {
        Routes routes = collect(route(path("/any/{x}").and(accept(MediaType.TEXT_PLAIN)), this::ok));

        assertThat(routes.match("DELETE", "/any/1")).isEqualTo("/any/{x}");
    }

    @Test
    void nested_routes_have_the_paths_of_all_that_is_around_them() {
        Routes routes = collect(nest(
                path("/a/{b}"), nest(path("/c"), route(GET("/{d}"), this::ok)).andRoute(POST(""), this::ok)));

        assertThat(routes.match("GET", "/a/1/c/2")).isEqualTo("/a/{b}/c/{d}");
        assertThat(routes.match("POST", "/a/1")).isEqualTo("/a/{b}");
        assertThat(routes.match("GET", "/c/2")).isNull();
    }

    @Test
    void what_follows_a_nest_is_not_nested() {
        Routes routes = collect(nest(path("/in"), route(GET("/x"), this::ok)).andRoute(GET("/out"), this::ok));

        assertThat(routes.match("GET", "/out")).isEqualTo("/out");
        assertThat(routes.match("GET", "/in/out")).isNull();
    }

    @Test
    void each_side_of_an_or_is_a_route_of_its_own() {
        Routes routes =
                collect(nest(path("/v1").or(path("/v2")), route(PUT("/x").or(DELETE("/y")), this::ok)));

        assertThat(routes.match("PUT", "/v1/x")).isEqualTo("/v1/x");
        assertThat(routes.match("DELETE", "/v2/y")).isEqualTo("/v2/y");
        assertThat(routes.match("PUT", "/v2/y")).isNull();
    }

    @Test
    void a_negated_path_says_nothing_about_the_route() {
        Routes routes = collect(route(GET("/x").and(path("/y").negate()), this::ok));

        assertThat(routes.match("GET", "/x")).isEqualTo("/x");
        assertThat(routes.size()).isEqualTo(1);
    }

    @Test
    void several_methods_share_a_route() {
        Routes routes = collect(nest(
                path("/x"), route(methods(HttpMethod.GET, HttpMethod.POST).and(path("/y")), this::ok)));

        assertThat(routes.match("GET", "/x/y")).isEqualTo("/x/y");
        assertThat(routes.match("POST", "/x/y")).isEqualTo("/x/y");
        assertThat(routes.match("PUT", "/x/y")).isNull();
    }

    @Test
    void the_method_may_stand_around_the_path() {
        Routes routes = collect(nest(method(HttpMethod.GET), route(path("/x"), this::ok)));

        assertThat(routes.match("GET", "/x")).isEqualTo("/x");
        assertThat(routes.match("POST", "/x")).isNull();
    }

    @Test
    void lambdas_and_resources_are_passed_over_and_none_of_them_is_called() {
        AtomicInteger calls = new AtomicInteger();
        RequestPredicate predicate = request -> calls.incrementAndGet() > 0;
        RouterFunction<ServerResponse> function = request -> {
            calls.incrementAndGet();
            return Mono.empty();
        };

        Routes routes = collect(route(predicate, this::ok)
                .and(function)
                .and(resources("/static/**", new ClassPathResource("static/")))
                .andRoute(GET("/last"), this::ok));

        assertThat(routes.size()).isEqualTo(1);
        assertThat(routes.match("GET", "/last")).isEqualTo("/last");
        assertThat(calls).hasValue(0);
    }

    @Test
    void alternatives_that_multiply_are_bounded() {
        RouterFunction<ServerResponse> function = route(GET("/x"), this::ok);
        for (int i = 0; i < 20; i++) {
            function = nest(path("/a" + i).or(path("/b" + i)), function);
        }

        assertThat(collect(function).size()).isBetween(1, 256);
    }

    private static Routes collect(RouterFunction<ServerResponse> function) {
        Routes routes = new Routes();
        function.accept(new RouteCollector(routes));
        return routes;
    }

    private Mono<ServerResponse> ok(ServerRequest request) {
        return ServerResponse.ok().build();
    }
}
