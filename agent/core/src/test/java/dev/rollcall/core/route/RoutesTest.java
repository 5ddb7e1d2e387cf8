package dev.rollcall.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
    private final Routes routes = new Routes();

    @ParameterizedTest
    @CsvSource({
        "/users,                     /users",
        "/users/7,                   /users/{id}",
        "/users/7/,                  /users/{id}",
        "/users/me,                  /users/me",
        "/users/7/orders/9,          /users/{id}/orders/{order}",
        "/orders/2024,               /orders/{year:\\d{4}}",
        "/orders/recent,             /orders/{name}",
        "/pages/a.html,              /pages/*.html",
        "/pages/a.txt,               /pages/*",
        "/files,                     /files/**",
        "/files/a,                   /files/**",
        "/files/a/b/c,               /files/**",
        "/files/a/b/meta,            /files/**/meta",
        "/rest/a/b,                  /rest/{*path}",
        "/img/cat-7.png,             /img/{name}-{size}.{ext}",
        "/matrix;v=1/x,              /matrix/x",
        "/,                          /",
    })
    void the_most_specific_route_wins(String path, String expected) {
        for (String template : List.of(
                "/users",
                "/users/{id}",
                "/users/me",
                "/users/{id}/orders/{order}",
                "/orders/{name}",
                "/orders/{year:\\d{4}}",
                "/pages/*",
                "/pages/*.html",
                "/files/**",
                "/files/**/meta",
                "/rest/{*path}",
                "/img/{name}-{size}.{ext}",
                "/matrix/x",
                "/")) {
            routes.add("GET", template);
        }

        assertThat(routes.match("GET", path)).isEqualTo(expected);
    }

    @Test
    void another_thread_gets_the_routes_that_are_known_once_it_has_asked_for_them() {
        routes.add("GET", "/users/{id}");
        assertThat(routes.matchKnown("GET", "/users/7"))
                .as("nobody has asked before")
                .isNull();
        assertThat(routes.match("GET", "/users/7")).isEqualTo("/users/{id}");
        assertThat(routes.matchKnown("GET", "/users/7")).isEqualTo("/users/{id}");

        routes.add("GET", "/orders/{id}");
        assertThat(routes.matchKnown("GET", "/users/7")).isEqualTo("/users/{id}");
        assertThat(routes.match("GET", "/orders/7")).isEqualTo("/orders/{id}");
        assertThat(routes.matchKnown("GET", "/orders/7/")).isEqualTo("/orders/{id}");
    }

    @ParameterizedTest
    @CsvSource({"/user", "/users/7/orders", "/users//orders/9", "''"})
    void a_path_that_no_route_serves_has_none(String path) {
        routes.add("GET", "/users");
        routes.add("GET", "/users/{id}/orders/{order}");

        assertThat(routes.match("GET", path)).isNull();
    }

    @Test
    void the_method_tells_two_routes_of_one_path_apart() {
        routes.add("GET", "/items/{id}");
        routes.add("DELETE", "/items/{item}");

        assertThat(routes.match("DELETE", "/items/1")).isEqualTo("/items/{item}");
        assertThat(routes.match("HEAD", "/items/1")).isEqualTo("/items/{id}");
        assertThat(routes.match("OPTIONS", "/items/1")).isNotNull();
        assertThat(routes.match("PATCH", "/items/1")).isNull();
    }

    @Test
    void a_less_specific_route_of_the_right_method_is_found_behind_a_more_specific_one_of_another() {
        routes.add("GET", "/items/special");
        routes.add("POST", "/items/{id}");

        assertThat(routes.match("POST", "/items/special")).isEqualTo("/items/{id}");
    }

    @Test
    void a_route_added_later_is_found() {
        assertThat(routes.match("GET", "/late")).isNull();
        routes.add(null, "late");
        assertThat(routes.match("GET", "/late")).isEqualTo("/late");
    }

    @Test
    void routes_beyond_the_bound_are_not_kept() {
        Routes small = new Routes(2);
        small.add("GET", "/a");
        small.add("GET", "/a");
        small.add("GET", "/b");
        small.add("GET", "/c");

        assertThat(small.match("GET", "/b")).isEqualTo("/b");
        assertThat(small.match("GET", "/c")).isNull();
        assertThat(small.size()).isEqualTo(2);
    }

    @Test
    void an_expression_that_backtracks_for_ever_matches_nothing() {
        routes.add("GET", "/evil/{x:(a+)+$}");

        assertThat(routes.match("GET", "/evil/" + "a".repeat(60) + "!")).isNull();
        assertThat(routes.match("GET", "/evil/aaa")).isEqualTo("/evil/{x:(a+)+$}");
    }

    @Test
    void many_wildcards_and_a_long_path_end_in_bounded_steps() {
        routes.add("GET", "/**/a/**/a/**/a/**/a/**/a/**/b");

        assertThat(routes.match("GET", "/a".repeat(90))).isNull();
    }

    @Test
    void a_broken_expression_is_taken_for_a_variable() {
        routes.add("GET", "/broken/{x:[}");

        assertThat(routes.match("GET", "/broken/1")).isEqualTo("/broken/{x:[}");
    }

    @Test
    void routes_added_by_many_threads_while_one_matches_are_all_found() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int number = t;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 500; i++) {
                    routes.add("GET", "/t" + number + "/r" + i + "/{id}");
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (int i = 0; i < 1000; i++) {
            routes.match("GET", "/t0/r" + i + "/1");
        }
        for (Thread thread : threads) {
            thread.join();
        }

        for (int i = 0; i < 500; i++) {
            assertThat(routes.match("GET", "/t3/r" + i + "/1")).isEqualTo("/t3/r" + i + "/{id}");
        }
    }
}
