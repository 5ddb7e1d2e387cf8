package dev.rollcall.conformance.cases;

import static dev.rollcall.conformance.client.Request.get;
import static dev.rollcall.conformance.client.Request.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.client.Request;
import dev.rollcall.conformance.lab.Compare;
import dev.rollcall.conformance.lab.Observed;
import dev.rollcall.conformance.receiver.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Section D: bodies that take their time, in both directions. */
public interface StreamingCases extends Cases {
    @Test
    default void c47_a_chunked_answer_is_told_with_its_bytes_without_the_framing() {
        Seen seen = one(get("/chunked/20").customer(ACME), Compare.ANY_CHUNKS)
                .status(200)
                .outcome("ok");
        assertThat(seen.response().body()).hasSize(200);
    }

    @Test
    default void c47b_a_streamed_answer_is_not_told_before_its_last_chunk() throws Exception {
        try (RawClient client = new RawClient(lab().woven().port(lab().server().port()))) {
            // Two seconds: what comes before its end must be over by then on a busy machine, too.
            client.send(get("/sse/100").customer(ACME));
            client.readUntil("data");
            // The marker's event has arrived when this returns, and this one's had not.
            assertThat(lab().events(0)).isEmpty();
            List<Event> events = lab().watch(1, () -> {
                client.halfClose();
                return client.readToEnd();
            });
            assertThat(events.get(0).status()).isEqualTo(200);
        }
    }

    /** Bounded to a fraction of a second instead of 30: what is tested does not depend on how long it takes. */
    @Test
    default void c48_server_sent_events_that_the_server_ends() {
        Seen seen = one(get("/sse/5").customer(ACME), Compare.ANY_CHUNKS)
                .status(200)
                .outcome("ok")
                .tookAtLeastMillis(80)
                .customer(ACME, "header:X-Customer-ID");
        assertThat(seen.response().text()).contains("data");
    }

    @Test
    default void c48b_server_sent_events_that_the_client_ends_are_aborted() {
        Observed observed = lab().talk(1, Compare.NOTHING, wire -> {
            RawClient client = wire.open();
            client.send(get("/sse-forever").customer(ACME));
            client.readUntil("data");
            client.reset();
        });
        assertThat(observed.event().status()).isEqualTo(200);
        assertThat(observed.event().outcome()).isEqualTo("aborted");
        assertThat(observed.event().customer()).isEqualTo(ACME);
        assertThat(observed.event().responseBytes()).isPositive();
    }

    /** The app's heap is 256 MB, so that a copy of the body would not go unnoticed. */
    @Test
    default void c49_two_hundred_megabytes_are_counted_to_the_byte() {
        Observed observed = lab().talk(1, Compare.NOTHING, wire -> {
            RawClient client = wire.open().forgetBytes();
            client.send(get("/download/200").customer(ACME).close());
            long bytes = client.readToEnd();
            assertThat(bytes).isGreaterThan(200L << 20);
        });
        assertThat(observed.event().responseBytes()).isEqualTo(200L << 20);
        assertThat(observed.event().outcome()).isEqualTo("ok");
    }

    @Test
    default void c50_a_chunked_upload_is_told_with_its_bytes_without_the_framing() {
        one(post("/items", "z".repeat(50_000)).chunked(1000).customer(ACME))
                .status(201)
                .body("created 50000 bytes");
    }

    @Test
    default void c51_a_file_that_the_kernel_sends_is_counted() {
        Seen seen = one(get("/sendfile").customer(ACME), Compare.ANY_CHUNKS).status(200);
        assertThat(seen.response().body()).hasSizeGreaterThanOrEqualTo(1_000_000);
    }

    @Test
    default void c52_a_compressed_answer_is_told_with_the_bytes_on_the_wire() {
        Seen seen = one(get("/gzip").customer(ACME).header("Accept-Encoding", "gzip"), Compare.ANY_CHUNKS)
                .status(200);
        assertThat(seen.response().header("Content-Encoding")).isEqualTo("gzip");
        assertThat(seen.response().body()).hasSizeLessThan(50_000);
    }

    @Test
    default void c52b_the_same_answer_uncompressed_is_told_with_all_its_bytes() {
        Seen seen = one(get("/gzip").customer(ACME), Compare.ANY_CHUNKS).status(200);
        assertThat(seen.response().body()).hasSize(100_000);
    }

    @Test
    default void c53_an_expected_continue_is_not_the_answer() {
        Request request =
                post("/items", "0123456789").header("Expect", "100-continue").customer(ACME);
        Observed observed = lab().talk(1, wire -> {
            RawClient client = wire.open();
            client.send(request.head());
            client.readUntil("HTTP/1.1 100");
            client.readUntil("\r\n\r\n");
            client.send(request.framedBody());
            client.read();
        });
        check(request, observed.response(), observed.event()).status(201);
    }

    @Test
    default void c53b_an_expectation_the_server_cannot_meet() {
        Observed observed = lab().talk(
                        1,
                        wire -> wire.open()
                                .exchange(post("/items", "0123456789")
                                        .header("Expect", "wonders")
                                        .customer(ACME)
                                        .close()));
        assertThat(observed.event().status()).isEqualTo(observed.response().status());
    }

    @Test
    default void c54_early_hints_are_not_the_answer() {
        Seen seen = one(get("/early-hints").customer(ACME)).status(200);
        assertThat(seen.response().interim()).containsExactly(103);
    }

    @Test
    default void c55_trailers_come_through_and_are_not_part_of_the_body() {
        Seen seen = one(get("/trailers").customer(ACME), Compare.ANY_CHUNKS).status(200);
        assertThat(seen.response().trailers()).isNotEmpty();
    }
}
