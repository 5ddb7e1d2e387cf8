package dev.rollcall.conformance.cases;

import static dev.rollcall.conformance.client.Request.get;
import static dev.rollcall.conformance.client.Request.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.client.Request;
import dev.rollcall.conformance.lab.Compare;
import dev.rollcall.conformance.receiver.Event;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Section E: the client or the server goes away. */
public interface AbortCases extends Cases {
    @Test
    default void c56_a_client_that_goes_before_the_answer_is_told_as_aborted() {
        Event event = lab().talk(1, Compare.NOTHING, wire -> {
                    RawClient client = wire.open();
                    // Long enough for the reset to come before the answer on a busy machine, too.
                    client.send(get("/slow/800").customer(ACME));
                    // The server must have the request before the reset throws away what is still in its buffers.
                    client.awaitTaken(wire.port());
                    client.reset();
                })
                .event();
        assertThat(event.outcome()).isEqualTo("aborted");
        assertThat(event.customer()).isEqualTo(ACME);
        assertThat(event.path()).isEqualTo("/slow/800");
    }

    @Test
    default void c57_a_client_that_goes_in_the_middle_of_the_answer_is_told_as_aborted_with_what_was_sent() {
        Event event = lab().talk(1, Compare.NOTHING, wire -> {
                    RawClient client = wire.open();
                    client.send(get("/download/50").customer(ACME));
                    client.readBytes(100_000);
                    client.reset();
                })
                .event();
        assertThat(event.status()).isEqualTo(200);
        assertThat(event.outcome()).isEqualTo("aborted");
        assertThat(event.customer()).isEqualTo(ACME);
        assertThat(event.responseBytes()).isBetween(90_000L, (50L << 20) - 1);
    }

    @Test
    default void c58_a_client_that_goes_in_the_middle_of_its_upload_is_told_as_aborted() {
        Request request = post("/echo", "u".repeat(1_000_000)).customer(ACME);
        Event event = lab().talk(1, Compare.NOTHING, wire -> {
                    RawClient client = wire.open();
                    client.send(request.head());
                    client.send(Arrays.copyOf(request.framedBody(), 100_000));
                    client.awaitTaken(wire.port());
                    client.reset();
                })
                .event();
        assertThat(event.outcome()).isEqualTo("aborted");
        assertThat(event.customer()).isEqualTo(ACME);
        assertThat(event.requestBytes()).isBetween(0L, 100_000L);
    }

    @Test
    default void c58b_a_client_that_says_nothing_more_in_the_middle_of_its_upload_is_told_once() {
        Request request = post("/items", "u".repeat(1000)).customer(ACME);
        Event event = lab().talk(1, Compare.NOTHING, wire -> {
                    RawClient client = wire.open();
                    client.send(request.head());
                    client.send("uuuu".getBytes(StandardCharsets.US_ASCII));
                    client.halfClose();
                    client.closedByServer();
                })
                .event();
        assertThat(event.path()).isEqualTo("/items");
    }

    @Test
    default void c57b_a_server_that_breaks_the_answer_off_is_told_as_error() {
        Event event = lab().talk(1, Compare.NOTHING, wire -> {
                    RawClient client = wire.open();
                    client.send(get("/abort-server").customer(ACME));
                    client.closedByServer();
                })
                .event();
        assertThat(event.path()).isEqualTo("/abort-server");
        assertThat(event.customer()).isEqualTo(ACME);
        assertThat(event.outcome()).isIn("error", "aborted");
    }

    @Test
    default void c57c_a_client_that_goes_while_half_of_the_answer_is_missing() {
        Event event = lab().talk(1, Compare.NOTHING, wire -> {
                    RawClient client = wire.open();
                    client.send(get("/half").customer(ACME));
                    client.readUntil("\r\n\r\n");
                    client.readBytes(1);
                    client.reset();
                })
                .event();
        assertThat(event.status()).isEqualTo(200);
        assertThat(event.outcome()).isIn("error", "aborted");
    }

    @Test
    default void c60_a_connection_without_a_request_is_no_event() {
        lab().talk(0, wire -> {
            RawClient client = wire.open();
            client.halfClose();
            client.closedByServer();
        });
    }

    @Test
    default void c60b_the_end_of_a_connection_that_was_kept_alive_is_no_event() {
        lab().talk(1, wire -> {
            RawClient client = wire.open();
            client.exchange(get("/hello").customer(ACME));
            client.halfClose();
            client.closedByServer();
        });
    }
}
