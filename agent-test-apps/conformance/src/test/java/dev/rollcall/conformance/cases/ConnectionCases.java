package dev.rollcall.conformance.cases;

import static dev.rollcall.conformance.client.Request.get;
import static dev.rollcall.conformance.client.Request.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.client.Request;
import dev.rollcall.conformance.client.Response;
import dev.rollcall.conformance.lab.Observed;
import dev.rollcall.conformance.receiver.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Section A, second half: several requests over one connection, and several connections. */
public interface ConnectionCases extends Cases {
    @Test
    default void c12_an_http_1_0_request_is_told_with_its_version() {
        one(get("/hello").http10().customer(ACME)).status(200).body("hello");
    }

    @Test
    default void c12b_a_body_that_ends_with_the_connection_is_counted() {
        Seen seen = one(get("/chunked/5").http10().customer(ACME)).status(200);
        assertThat(seen.response().body()).hasSize(50);
    }

    @Test
    default void c13_a_hundred_requests_of_five_customers_over_one_connection_are_kept_apart() {
        List<Request> requests = IntStream.range(0, 100)
                .mapToObj(i -> get("/users/" + i).customer("customer-" + i % 5))
                .toList();
        each(requests).forEach(seen -> seen.status(200).route("/users/{id}"));
    }

    @Test
    default void c13b_a_request_without_a_customer_does_not_inherit_the_one_before_it() {
        List<Seen> seen = each(List.of(get("/hello").customer(ACME), get("/hello")));
        seen.get(1).unidentified();
    }

    @Test
    default void c14_pipelined_requests_of_two_customers_are_counted_apart() {
        pipelined(
                get("/hello").customer(ACME),
                get("/users/1").customer("wayne"),
                get("/status/404").customer(ACME),
                get("/users/2").customer("stark"));
    }

    @Test
    default void c15_pipelined_requests_with_bodies_are_counted_apart() {
        pipelined(
                post("/items", "abc").customer(ACME),
                post("/items", "abcdefghij".repeat(100)).chunked(64).customer("wayne"),
                get("/hello").customer("stark"),
                post("/items", "abcd").customer(ACME));
    }

    @Test
    default void c16_a_slow_answer_in_front_of_a_quick_one_keeps_its_own_customer_and_time() {
        List<Seen> seen = pipelined(
                get("/slow/120").customer(ACME),
                get("/hello").customer("wayne"),
                get("/slow/30").customer("stark"));
        seen.get(0).tookAtLeastMillis(120);
        seen.get(2).tookAtLeastMillis(30);
    }

    private List<Seen> pipelined(Request... requests) {
        Observed observed = lab().talk(requests.length, wire -> {
            RawClient client = wire.open();
            client.pipeline(requests);
            for (Request ignored : requests) {
                client.read();
            }
        });
        return matched(List.of(requests), observed);
    }

    @Test
    default void c17_fifty_requests_at_once_come_out_exact_per_customer() throws Exception {
        atOnce(50);
    }

    @Test
    default void c17b_five_hundred_requests_at_once_come_out_exact_per_customer() throws Exception {
        atOnce(500);
    }

    private void atOnce(int count) throws Exception {
        int port = lab().woven().port(lab().server().port());
        List<RawClient> clients = new ArrayList<>();
        try {
            List<Event> events = lab().watch(count, () -> {
                for (int i = 0; i < count; i++) {
                    clients.add(new RawClient(port));
                }
                for (int i = 0; i < count; i++) {
                    clients.get(i).send(get("/slow/20").customer("customer-" + i % 7));
                }
                for (RawClient client : clients) {
                    Response response = client.read();
                    assertThat(response.status()).isEqualTo(200);
                }
                return null;
            });
            Map<String, Long> expected = IntStream.range(0, count)
                    .boxed()
                    .collect(Collectors.groupingBy(i -> "customer-" + i % 7, Collectors.counting()));
            assertThat(events.stream()
                            .collect(Collectors.groupingBy(e -> String.valueOf(e.customer()), Collectors.counting())))
                    .isEqualTo(expected);
            assertThat(events).allMatch(event -> event.status() == 200 && event.durationMicros() >= 20_000);
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }
}
