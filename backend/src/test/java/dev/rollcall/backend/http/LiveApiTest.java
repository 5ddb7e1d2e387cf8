package dev.rollcall.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.sql.JsonTree;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveApiTest extends ApiFixture {
    @Test
    void requests_are_shown_as_they_are_stored_and_a_stream_goes_on_where_it_was() throws Exception {
        String lastId;
        try (BufferedReader stream = stream("/api/live?customer=live", null)) {
            assertThat(stream.readLine()).startsWith(":");
            store(request("somebody else", 0), request("live", 0));
            List<String> event = event(stream);

            assertThat(event.get(0)).isEqualTo("event: request");
            lastId = event.get(1).substring("id: ".length());
            assertThat(at(JsonTree.read(event.get(2).substring("data: ".length())), "customer_id"))
                    .isEqualTo("live");
        }
        store(request("live", 0), request("somebody else", 0), request("live", 0));
        try (BufferedReader stream = stream("/api/live?customer=live", lastId)) {
            assertThat(stream.readLine()).startsWith(":");
            assertThat(event(stream).get(1)).isEqualTo("id: " + (Long.parseLong(lastId) + 1));
            assertThat(event(stream).get(1)).isEqualTo("id: " + (Long.parseLong(lastId) + 3));
        }
    }

    @Test
    void a_stream_leaves_out_what_nobody_can_read_and_says_how_much() throws Exception {
        try (BufferedReader stream = stream("/api/live?customer=flood", null)) {
            assertThat(stream.readLine()).startsWith(":");
            ApiEvent[] flood = new ApiEvent[1000];
            for (int i = 0; i < flood.length; i++) {
                flood[i] = request("flood", 0);
            }
            store(flood);

            int requests = 0;
            int skipped = 0;
            while (requests + skipped < flood.length) {
                List<String> event = event(stream);
                if (event.get(0).equals("event: request")) {
                    requests++;
                } else {
                    assertThat(event.get(0)).isEqualTo("event: skipped");
                    skipped += (Integer) at(JsonTree.read(event.get(1).substring("data: ".length())), "count");
                }
            }
            assertThat(skipped).isPositive();
            assertThat(requests + skipped).isEqualTo(flood.length);
        }
    }

    private BufferedReader stream(String path, @Nullable String lastId) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).header("Authorization", "Bearer key");
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** The lines of the next event; comments are passed over. */
    private static List<String> event(BufferedReader stream) throws Exception {
        List<String> lines = new ArrayList<>();
        while (true) {
            String line = stream.readLine();
            assertThat(line).as("the stream has ended").isNotNull();
            if (line.isEmpty() && !lines.isEmpty()) {
                return lines;
            }
            if (!line.isEmpty() && !line.startsWith(":")) {
                lines.add(line);
            }
        }
    }
}
