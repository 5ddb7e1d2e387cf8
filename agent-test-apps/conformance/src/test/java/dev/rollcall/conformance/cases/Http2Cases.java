package dev.rollcall.conformance.cases;

import static dev.rollcall.conformance.client.Request.get;
import static dev.rollcall.conformance.client.Request.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.client.H2Client;
import dev.rollcall.conformance.client.H2Stream;
import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.client.Request;
import dev.rollcall.conformance.client.Response;
import dev.rollcall.conformance.lab.Compare;
import dev.rollcall.conformance.lab.Observed;
import dev.rollcall.conformance.receiver.Event;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sections E and F as far as they are about HTTP/2 in clear text. */
public interface Http2Cases extends Cases {
    /** The port that speaks HTTP/2: one of its own where the app opens one. */
    private String port() {
        return lab().woven().ports().containsKey("h2c") ? "h2c" : lab().server().port();
    }

    /** The same requests at once over one connection each, without and with the agent; one event for each. */
    private Observed both(List<Request> requests) throws Exception {
        List<String> plain = views(all(lab().bare().port(port()), requests));
        List<Response> responses = new ArrayList<>();
        List<Event> events = lab().watch(requests.size(), () -> {
            responses.addAll(all(lab().woven().port(port()), requests));
            assertThat(views(responses)).isEqualTo(plain);
            return null;
        });
        return new Observed(responses, events);
    }

    private static List<Response> all(int port, List<Request> requests) throws Exception {
        try (H2Client client = new H2Client(port)) {
            List<H2Stream> streams = new ArrayList<>();
            for (Request request : requests) {
                streams.add(client.send(request));
            }
            List<Response> responses = new ArrayList<>();
            for (H2Stream stream : streams) {
                responses.add(stream.response());
            }
            return responses;
        }
    }

    private static List<String> views(List<Response> responses) {
        return responses.stream()
                .map(response -> Compare.plain(response.withoutChunks()))
                .toList();
    }

    private void checkHttp2(Request request, Response response, Event event) {
        assertThat(event.protocol()).as("protocol of " + event).isEqualTo("2");
        assertThat(event.method()).isEqualTo(request.method());
        assertThat(event.path()).isEqualTo(request.path());
        assertThat(event.status()).isEqualTo(response.status());
        assertThat(event.requestBytes()).as("request_bytes of " + event).isEqualTo(request.bodyLength());
        assertThat(event.responseBytes()).as("response_bytes of " + event).isEqualTo(response.body().length);
        assertThat(event.customer()).isEqualTo(request.expectedCustomer());
        // Tomcat makes "localhost:80" of ":authority: localhost" before anyone can see it.
        assertThat(event.text("host")).startsWith("localhost");
    }

    @Test
    default void c61_http_2_by_prior_knowledge() throws Exception {
        for (Request request : List.of(
                get("/hello").customer(ACME),
                get("/users/7").customer(ACME),
                post("/items", "abc").customer("wayne"),
                get("/chunked/5").customer("wayne"),
                get("/status/404").customer(ACME),
                get("/error/exception").customer(ACME))) {
            Observed observed = both(List.of(request));
            checkHttp2(request, observed.response(), observed.event());
        }
    }

    @Test
    default void c62_an_upgrade_to_http_2_is_one_request() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        URI uri = URI.create("http://localhost:" + lab().woven().port(port()) + "/hello");
        List<Event> events = lab().watch(1, () -> {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(uri).header("X-Customer-ID", ACME).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.body()).isEqualTo("hello");
            return response;
        });
        assertThat(events.get(0).customer()).isEqualTo(ACME);
        assertThat(events.get(0).status()).isEqualTo(200);
        assertThat(events.get(0).protocol()).isEqualTo("2");
    }

    @Test
    default void c64_a_hundred_parallel_streams_of_two_customers_are_counted_apart() throws Exception {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            requests.add(get("/users/" + i).customer(i % 2 == 0 ? ACME : "wayne"));
        }
        List<Event> events = both(requests).events();
        assertThat(events).filteredOn(event -> ACME.equals(event.customer())).hasSize(50);
        assertThat(events).filteredOn(event -> "wayne".equals(event.customer())).hasSize(50);
        assertThat(events)
                .allSatisfy(event -> assertThat(event.status()).isEqualTo(200))
                .extracting(Event::path)
                .containsExactlyInAnyOrderElementsOf(
                        requests.stream().map(Request::path).toList());
    }

    @Test
    default void c59_a_stream_that_the_client_resets_is_told_as_aborted() {
        List<Event> events = lab().watch(1, () -> {
            try (H2Client client = new H2Client(lab().woven().port(port()))) {
                H2Stream stream =
                        client.send(get("/sse-forever").customer(ACME)).awaitData();
                client.reset(stream);
                Response next = client.exchange(get("/hello").customer(RawClient.BYSTANDER));
                assertThat(next.status()).as("the next answer: " + next).isEqualTo(200);
            }
            return null;
        });
        assertThat(events.get(0).customer()).isEqualTo(ACME);
        assertThat(events.get(0).outcome()).isEqualTo("aborted");
        assertThat(events.get(0).status()).isEqualTo(200);
    }

    @Test
    default void c59b_the_other_streams_of_a_connection_that_breaks_are_told_too() {
        List<Event> events = lab().watch(2, () -> {
            try (H2Client client = new H2Client(lab().woven().port(port()))) {
                client.send(get("/sse-forever").customer(ACME)).awaitData();
                client.send(get("/sse-forever").customer("wayne")).awaitData();
            }
            return null;
        });
        assertThat(events).extracting(Event::customer).containsExactlyInAnyOrder(ACME, "wayne");
        assertThat(events).extracting(Event::outcome).containsOnly("aborted");
    }
}
