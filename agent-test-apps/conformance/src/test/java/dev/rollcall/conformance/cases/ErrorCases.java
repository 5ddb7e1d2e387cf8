package dev.rollcall.conformance.cases;

import static dev.rollcall.conformance.client.Request.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.lab.Compare;
import dev.rollcall.conformance.lab.Observed;
import dev.rollcall.conformance.receiver.Event;
import java.io.EOFException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Section B: whatever goes wrong, the event says what the client got. */
public interface ErrorCases extends Cases {
    @Test
    default void c18_a_handler_that_sets_500() {
        one(get("/error/set-500").customer(ACME)).status(500).route("/error/set-500");
    }

    @Test
    default void c19_a_handler_that_sends_an_error_503() {
        one(get("/error/send-503").customer(ACME)).status(503);
    }

    @Test
    default void c20_an_exception_becomes_500() {
        one(get("/error/exception").customer(ACME)).status(500);
    }

    @Test
    default void c21_an_exception_that_a_handler_maps_to_422() {
        one(get("/error/mapped").customer(ACME)).status(422).route("/error/mapped");
    }

    @Test
    default void c22_an_exception_that_is_handled_is_a_success() {
        one(get("/error/handled").customer(ACME)).status(200).outcome("ok").route("/error/handled");
    }

    @Test
    default void c23_an_exception_that_carries_its_status() {
        one(get("/error/annotated").customer(ACME)).status(409).route("/error/annotated");
    }

    @Test
    default void c24_an_exception_after_the_first_bytes_keeps_the_status_and_the_bytes_that_were_sent() {
        Observed observed = brokenOff();
        Event event = observed.event();
        assertThat(event.status()).isEqualTo(observed.response().status()).isEqualTo(200);
        assertThat(event.responseBytes()).isEqualTo(observed.response().body().length);
        assertThat(event.customer()).isEqualTo(ACME);
    }

    @Test
    default void c24b_an_exception_after_the_first_bytes_is_told_as_an_error_of_the_application() {
        assertThat(brokenOff().event().outcome()).isEqualTo("error");
    }

    private Observed brokenOff() {
        return lab().talk(1, wire -> {
            RawClient client = wire.open();
            client.send(get("/error/after-commit").customer(ACME).close());
            client.read();
        });
    }

    @Test
    default void c25_an_error_page_does_not_take_the_place_of_the_route_that_was_called() {
        one(get("/error/send-503").customer(ACME)).status(503).route("/error/send-503");
        one(get("/error/exception").customer(ACME)).status(500).route("/error/exception");
    }

    @Test
    default void c26_a_path_nobody_serves() {
        one(get("/no-such-path").customer(ACME)).status(404);
    }

    @Test
    default void c27_a_handler_that_answers_404() {
        one(get("/error/not-found").customer(ACME)).status(404).route("/error/not-found");
    }

    @Test
    default void c28_a_filter_that_refuses_401_and_403_leaves_route_and_customer_known() {
        for (int status : List.of(401, 403)) {
            one(get("/users/7").customer(ACME).header("X-Refuse", String.valueOf(status)))
                    .status(status)
                    .route("/users/{id}")
                    .customer(ACME, "header:X-Customer-ID")
                    .accepted(false);
        }
    }

    @Test
    default void c29_a_filter_that_refuses_429_leaves_route_and_customer_known() {
        one(get("/users/7").customer(ACME).header("X-Refuse", "429"))
                .status(429)
                .route("/users/{id}");
    }

    @Test
    default void c30_a_filter_that_throws_before_the_handler() {
        one(get("/hello").customer(ACME).header("X-Throw", "before"), Compare.ANY_CHUNKS)
                .status(500);
    }

    @Test
    default void c30b_a_filter_that_throws_after_the_handler() {
        Observed observed = lab().talk(1, wire -> {
            RawClient client = wire.open();
            client.send(get("/hello").customer(ACME).header("X-Throw", "after").close());
            try {
                client.read();
            } catch (EOFException noAnswer) {
                // Some stacks have sent nothing yet and hang up; the event is checked below.
            }
        });
        assertThat(observed.event().customer()).isEqualTo(ACME);
        observed.responses()
                .forEach(response -> assertThat(observed.event().status()).isEqualTo(response.status()));
    }

    @Test
    default void c31_a_stack_overflow_in_a_handler() {
        Observed observed = lab().talk(1, wire -> {
            RawClient client = wire.open();
            client.send(get("/error/jvm-error").customer(ACME).close());
            try {
                client.read();
            } catch (EOFException noAnswer) {
                // As above.
            }
        });
        assertThat(observed.event().customer()).isEqualTo(ACME);
        observed.responses()
                .forEach(response -> assertThat(observed.event().status()).isEqualTo(response.status()));
    }

    @Test
    default void c32_the_error_of_one_request_does_not_show_on_the_next_one() {
        Observed observed = lab().talk(2, wire -> {
            wire.open().exchange(get("/error/exception").customer(ACME));
            wire.open().exchange(get("/hello").customer("wayne"));
        });
        assertThat(observed.eventOf(ACME).status()).isEqualTo(500);
        assertThat(observed.eventOf("wayne").status()).isEqualTo(200);
        assertThat(observed.eventOf("wayne").outcome()).isEqualTo("ok");
        assertThat(observed.eventOf("wayne").text("error_type")).isNull();
    }
}
