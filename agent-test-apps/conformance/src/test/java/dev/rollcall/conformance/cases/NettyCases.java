package dev.rollcall.conformance.cases;

import static dev.rollcall.conformance.client.Request.get;
import static dev.rollcall.conformance.client.Request.of;
import static dev.rollcall.conformance.client.Request.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.client.Request;
import dev.rollcall.conformance.lab.Compare;
import dev.rollcall.conformance.lab.Observed;
import dev.rollcall.conformance.receiver.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Section G as far as it is about plain Netty, and what a connection may be upgraded to. Each port is another pipeline. */
public interface NettyCases extends Cases {
    @Test
    default void c70_a_codec_that_a_nested_initializer_adds() {
        throughPort("nested");
    }

    @Test
    default void c71_a_codec_that_is_replaced_after_every_request() {
        throughPort("replaced");
    }

    @Test
    default void c72_a_decoder_and_an_encoder_instead_of_a_codec() {
        throughPort("split");
    }

    @Test
    default void c73_a_pipeline_without_an_aggregator() {
        throughPort("streaming");
    }

    @Test
    default void c74_answers_that_are_written_with_the_void_promise() {
        throughPort("void");
    }

    /** The same customers over the same few requests, one after another and pipelined. */
    private void throughPort(String port) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            requests.add(get("/users/" + i).customer("customer-" + i));
            requests.add(post("/items", "a".repeat(100 + i)).customer(ACME));
            requests.add(of("HEAD", "/hello").customer("wayne"));
            requests.add(post("/items", "b".repeat(3000)).chunked(500).customer("stark"));
            requests.add(get("/status/404").customer(ACME));
            requests.add(get("/chunked/3").customer("customer-" + i));
        }
        Observed oneByOne = lab().talk(requests.size(), Compare.BYTES, port, wire -> {
            RawClient client = wire.open();
            for (Request request : requests) {
                client.exchange(request);
            }
        });
        matched(requests, oneByOne);
        List<Request> pipelined = List.of(
                get("/hello").customer(ACME),
                post("/items", "abc").customer("wayne"),
                get("/users/1").customer("stark"));
        Observed atOnce = lab().talk(pipelined.size(), Compare.BYTES, port, wire -> {
            RawClient client = wire.open();
            client.pipeline(pipelined.toArray(new Request[0]));
            for (Request ignored : pipelined) {
                client.read();
            }
        });
        matched(pipelined, atOnce);
    }

    @Test
    default void c16b_an_application_that_answers_out_of_order_is_told_as_the_wire_has_it() {
        List<Event> events = lab().talk(2, wire -> {
                    RawClient client = wire.open();
                    client.pipeline(
                            get("/out-of-order").customer(ACME), get("/hello").customer("wayne"));
                    assertThat(client.read().text()).isEqualTo("hello");
                    assertThat(client.read().text()).isEqualTo("late");
                })
                .events();
        // A client takes the first answer for that of its first request, whatever the application meant.
        assertThat(events).extracting(Event::customer).containsExactly(ACME, "wayne");
        assertThat(events).extracting(Event::responseBytes).containsExactly(5L, 4L);
    }

    @Test
    default void c75_an_answer_whose_write_fails_is_told_as_error() {
        Event event = lab().talk(1, Compare.NOTHING, "failing", wire -> {
                    RawClient client = wire.open();
                    client.send(get("/failing").customer(ACME));
                    client.awaitTaken(wire.port());
                    client.reset();
                })
                .event();
        assertThat(event.customer()).isEqualTo(ACME);
        assertThat(event.outcome()).isIn("error", "aborted");
    }

    @Test
    default void c76_requests_that_are_never_answered_are_told_when_their_client_goes() {
        Event event = lab().talk(1, Compare.NOTHING, wire -> {
                    RawClient client = wire.open();
                    client.send(get("/never").customer(ACME));
                    client.awaitTaken(wire.port());
                    client.reset();
                })
                .event();
        assertThat(event.customer()).isEqualTo(ACME);
        assertThat(event.outcome()).isEqualTo("aborted");
    }

    @Test
    default void c77_two_servers_of_one_jvm_are_both_counted() {
        List<Event> events = lab().watch(2, () -> {
            for (String port : List.of("http", "nested")) {
                try (RawClient client = new RawClient(lab().woven().port(port))) {
                    client.exchange(get("/hello").customer(port));
                }
            }
            return null;
        });
        assertThat(events).extracting(Event::customer).containsExactly("http", "nested");
    }

    @Test
    default void c78_what_a_client_in_the_same_jvm_sends_is_no_event() {
        throughProxy("proxy");
    }

    @Test
    default void c79_what_a_shaded_client_in_the_same_jvm_sends_is_no_event() {
        throughProxy("shaded");
    }

    private void throughProxy(String proxy) {
        List<Event> events = lab().watch(1, () -> {
            // The target is the server without the agent: only the proxy's own client codec could add an event.
            String target = "http://127.0.0.1:" + lab().bare().port("http") + "/users/7";
            try (RawClient client = new RawClient(lab().woven().port(proxy))) {
                assertThat(client.exchange(get(target).customer(ACME)).text()).isEqualTo("user 7");
            }
            return null;
        });
        assertThat(events.get(0).path()).isEqualTo("/users/7");
        assertThat(events.get(0).customer()).isEqualTo(ACME);
        assertThat(events.get(0).status()).isEqualTo(200);
    }

    @Test
    default void c53c_an_expectation_that_is_refused_is_told_as_417_and_the_connection_goes_on() {
        Observed observed = lab().talk(2, Compare.BYTES, "refusing", wire -> {
            RawClient client = wire.open();
            client.send(post("/items", "0123456789")
                    .header("Expect", "100-continue")
                    .customer(ACME)
                    .head());
            client.read();
            client.exchange(get("/hello").customer("wayne"));
        });
        assertThat(observed.eventOf(ACME).status()).isEqualTo(417);
        assertThat(observed.eventOf("wayne").status()).isEqualTo(200);
    }

    @Test
    default void c65_a_web_socket_is_one_event_and_its_frames_are_none() {
        byte[] frame = {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, 'h', 'i'};
        upgraded(
                get("/websocket")
                        .customer(ACME)
                        .header("Connection", "Upgrade")
                        .header("Upgrade", "websocket")
                        .header("Sec-WebSocket-Version", "13")
                        .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
                frame,
                new byte[] {(byte) 0x81, 2, 'h', 'i'});
    }

    @Test
    default void c66_an_upgrade_to_anything_else_is_one_event() {
        byte[] bytes = "GET /this/is/not/http HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        for (String path : List.of("/upgrade", "/upgrade-head")) {
            upgraded(get(path).customer(ACME).header("Connection", "Upgrade").header("Upgrade", "echo"), bytes, bytes);
        }
    }

    private void upgraded(Request request, byte[] sent, byte[] answered) {
        Observed observed = lab().talk(1, wire -> {
            RawClient client = wire.open();
            client.send(request);
            client.read();
            for (int i = 0; i < 3; i++) {
                client.send(sent);
                assertThat(client.readBytes(answered.length)).isEqualTo(answered);
            }
        });
        assertThat(observed.response().status()).isEqualTo(101);
        assertThat(observed.event().status()).isEqualTo(101);
        assertThat(observed.event().customer()).isEqualTo(ACME);
    }
}
