package dev.rollcall.conformance.cases;

import static dev.rollcall.conformance.client.Request.get;
import static dev.rollcall.conformance.client.Request.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.lab.Compare;
import dev.rollcall.conformance.lab.Lab;
import dev.rollcall.conformance.lab.Observed;
import dev.rollcall.conformance.lab.Server;
import dev.rollcall.conformance.receiver.Event;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Section C: a request that passes through several servlets and threads is one request. */
public interface DispatchCases extends Cases {
    @Test
    default void c44_requests_on_virtual_threads_of_java_21_and_later_are_each_told_once() throws Exception {
        assumeTrue(lab().jdk().feature() >= 21, "virtual threads came with Java 21");
        Server virtual = Server.ofModule(lab().server().name(), Server.Routes.INFERRED, "--virtual-threads");
        int customers = 20;
        ExecutorService threads = Executors.newFixedThreadPool(customers);
        try (Lab other = new Lab(virtual, lab().jdk())) {
            List<Event> events = other.watch(customers * 5, () -> {
                List<Callable<Void>> clients = new ArrayList<>();
                for (int i = 0; i < customers; i++) {
                    String customer = "customer-" + i;
                    clients.add(() -> {
                        try (RawClient client = new RawClient(other.woven().port("http"))) {
                            for (int n = 0; n < 5; n++) {
                                client.exchange(get("/slow/20").customer(customer));
                            }
                        }
                        return null;
                    });
                }
                for (Future<Void> done : threads.invokeAll(clients)) {
                    done.get();
                }
                return null;
            });
            for (int i = 0; i < customers; i++) {
                String customer = "customer-" + i;
                assertThat(events)
                        .filteredOn(event -> customer.equals(event.customer()))
                        .hasSize(5)
                        .allMatch(event -> event.status() == 200);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void c45_two_web_applications_with_the_same_servlet_path_are_told_apart() {
        List<Seen> seen = each(List.of(
                get("/shop/items/7").customer(ACME),
                get("/items/7").customer("wayne"),
                get("/shop/items/8").customer("stark")));
        seen.get(0).status(200).route("/shop/items/{id}");
        seen.get(1).status(200).route("/items/{id}");
        seen.get(2).status(200).route("/shop/items/{id}");
    }

    @Test
    default void c46_the_class_loader_of_an_undeployed_web_application_is_collected() {
        one(get("/leaving/items/7").customer(ACME)).status(200);
        Observed undeployed = lab().talk(
                        1,
                        wire -> wire.open().exchange(post("/admin/undeploy", "").customer(ACME)));
        assertThat(undeployed.response().text()).isEqualTo("collected");
        one(get("/leaving/items/7").customer(ACME)).status(404);
    }

    @Test
    default void c33_a_forward_is_one_request() {
        one(get("/dispatch/forward").customer(ACME)).status(200).outcome("ok");
    }

    @Test
    default void c34_an_include_is_one_request() {
        one(get("/dispatch/include").customer(ACME)).status(200).outcome("ok");
    }

    @Test
    default void c35_a_forward_that_includes_is_one_request() {
        one(get("/dispatch/nested").customer(ACME)).status(200).outcome("ok");
    }

    @Test
    default void c36_an_answer_from_another_thread_is_told_when_it_is_complete() {
        one(get("/async/complete").customer(ACME)).status(200).outcome("ok");
    }

    @Test
    default void c37_async_dispatches_are_one_request() {
        one(get("/async/dispatch").customer(ACME)).status(200).outcome("ok");
        one(get("/async/dispatch-twice").customer(ACME)).status(200).outcome("ok");
        one(get("/async/dispatch-other").customer(ACME)).status(200).outcome("ok");
    }

    @Test
    default void c38_an_async_timeout_is_told_with_the_status_that_was_sent() {
        Seen seen = one(get("/async/timeout").customer(ACME)).outcome("timeout");
        assertThat(seen.response().status()).isGreaterThanOrEqualTo(500);
    }

    @Test
    default void c38b_an_async_timeout_that_a_listener_answers_is_told_with_its_answer() {
        one(get("/async/timeout-listener").customer(ACME)).customer(ACME, "header:X-Customer-ID");
    }

    @Test
    default void c39_an_async_error_is_told_with_the_status_that_was_sent() {
        Observed observed = lab().talk(1, wire -> {
            RawClient client = wire.open();
            client.send(get("/async/error").customer(ACME));
            try {
                client.read();
            } catch (EOFException noAnswer) {
                // Tomcat as it is distributed hangs up without an answer.
            }
        });
        assertThat(observed.event().customer()).isEqualTo(ACME);
        observed.responses().forEach(response -> {
            assertThat(response.status()).isGreaterThanOrEqualTo(500);
            assertThat(observed.event().status()).isEqualTo(response.status());
        });
    }

    @Test
    default void c40_async_started_by_a_filter() {
        one(get("/hello").customer(ACME).header("X-Async-Filter", "yes"))
                .status(200)
                .outcome("ok");
    }

    @Test
    default void c41_a_filter_that_wraps_request_and_response_changes_nothing() {
        one(get("/users/7").customer(ACME).header("X-Wrap", "yes")).status(200).route("/users/{id}");
        one(post("/items", "abc").customer(ACME).header("X-Wrap", "yes"))
                .status(201)
                .route("/items");
    }

    @Test
    default void c42_deferred_results_callables_and_futures_are_one_request_with_their_route() {
        for (String path : List.of("/deferred", "/callable", "/future")) {
            one(get(path).customer(ACME), Compare.ANY_CHUNKS)
                    .status(200)
                    .outcome("ok")
                    .route(path);
        }
    }

    @Test
    default void c42b_streaming_bodies_and_emitters_are_one_request_with_all_their_bytes() {
        one(get("/streaming").customer(ACME), Compare.ANY_CHUNKS)
                .status(200)
                .outcome("ok")
                .route("/streaming");
        one(get("/emitter/3").customer(ACME), Compare.ANY_CHUNKS)
                .status(200)
                .outcome("ok")
                .route("/emitter/{n}");
    }

    @Test
    default void c42c_a_deferred_result_that_times_out_and_a_callable_that_throws_are_told_as_sent() {
        for (String path : List.of("/deferred-timeout", "/callable-error", "/future-error")) {
            Seen seen = one(get(path).customer(ACME)).route(path);
            assertThat(seen.response().status()).isGreaterThanOrEqualTo(400);
        }
    }

    @Test
    default void c43_a_body_that_is_read_without_blocking_is_counted() {
        Seen seen = one(post("/async/read", "r".repeat(20_000)).customer(ACME), Compare.ANY_CHUNKS);
        assertThat(seen.status(200).response().body()).hasSize(20_000);
    }

    @Test
    default void c43b_a_body_that_is_written_without_blocking_is_counted() {
        one(get("/async/write").customer(ACME), Compare.ANY_CHUNKS).status(200).outcome("ok");
    }
}
