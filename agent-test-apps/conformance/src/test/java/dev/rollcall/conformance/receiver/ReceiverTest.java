package dev.rollcall.conformance.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ReceiverTest {
    private static final String EVENT = "{\"event_id\":\"1\",\"event\":\"api_request\",\"customer_id\":\"acme\","
            + "\"status\":200,\"customer_accepted\":true,\"properties\":{\"plan\":\"gold\"}}";

    @Test
    void it_keeps_the_events_of_a_compressed_batch() throws Exception {
        try (Receiver receiver = new Receiver()) {
            assertThat(post(receiver, "[" + EVENT + "]")).isEqualTo(202);
            assertThat(receiver.requests(0)).singleElement().satisfies(event -> {
                assertThat(event.customer()).isEqualTo("acme");
                assertThat(event.status()).isEqualTo(200);
                assertThat(event.is("customer_accepted")).isTrue();
            });
            assertThat(receiver.wrongs()).isEmpty();
        }
    }

    @Test
    void it_notices_an_event_that_arrives_twice() throws Exception {
        try (Receiver receiver = new Receiver()) {
            post(receiver, "[" + EVENT + "]");
            post(receiver, "[" + EVENT + "]");
            assertThat(receiver.wrongs()).containsExactly("event 1 arrived twice");
        }
    }

    @Test
    void it_refuses_what_is_no_array_of_objects() throws Exception {
        try (Receiver receiver = new Receiver()) {
            for (String batch :
                    new String[] {EVENT, "[1]", "[" + EVENT + "", "[{\"a\":null}]", "[{\"a\":1,\"a\":2}]"}) {
                assertThat(post(receiver, batch)).as(batch).isEqualTo(400);
            }
            assertThat(receiver.wrongs()).hasSize(5);
            assertThat(receiver.count()).isZero();
        }
    }

    private static int post(Receiver receiver, String batch) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(batch.getBytes(StandardCharsets.UTF_8));
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(receiver.endpoint()))
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray()))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
