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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

    @Test
    void a_stream_of_an_api_or_of_callers_without_an_id_has_theirs_alone() throws Exception {
        try (BufferedReader ofApi = stream("/api/live?api=filtered", null);
                BufferedReader ofNobody = stream("/api/live?unidentified=true", null);
                BufferedReader ofBoth = stream("/api/live?api=filtered&unidentified=true", null)) {
            for (BufferedReader stream : List.of(ofApi, ofNobody, ofBoth)) {
                assertThat(stream.readLine()).startsWith(":");
            }
            store(
                    sent("/1", "pay", "acme"),
                    sent("/2", "pay", null),
                    sent("/3", "filtered", "acme"),
                    sent("/4", "filtered", null),
                    sent("/5", "pay", null),
                    sent("/end", "filtered", null));

            assertThat(pathsUpToTheEnd(ofApi)).containsExactly("/3", "/4", "/end");
            assertThat(pathsUpToTheEnd(ofNobody)).containsExactly("/2", "/4", "/5", "/end");
            assertThat(pathsUpToTheEnd(ofBoth)).containsExactly("/4", "/end");
        }
    }

    private ApiEvent sent(String path, String api, @Nullable String customer) {
        ApiEvent event = request(customer, 0);
        event.path = path;
        event.api = api;
        return event;
    }

    private static List<String> pathsUpToTheEnd(BufferedReader stream) throws Exception {
        List<String> paths = new ArrayList<>();
        while (!paths.contains("/end")) {
            paths.add(text(at(shown(stream), "path")));
        }
        return paths;
    }

    @Test
    void a_request_has_the_same_columns_live_and_in_the_history_and_in_a_file() throws Exception {
        ApiEvent event = request("of all columns", 1);
        event.api = "columns";
        event.customerName = "The Name";
        event.method = "PATCH";
        event.status = 503;
        event.requestBytes = 256;
        event.outcome = "timeout";
        event.errorType = "the.Error";
        event.threat = "medium";
        event.device = "tablet";
        event.aiAgent = "GPTBot";
        event.country = "DE";
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("event_id", event.id.toString());
        columns.put("kind", "api_request");
        columns.put("count", 1);
        columns.put("ts", "2026-08-20T12:37:11.000000Z");
        columns.put("method", "PATCH");
        columns.put("route", "/users/{id}");
        columns.put("path", "/users/7");
        columns.put("name", "/users/{id}");
        columns.put("status", 503);
        columns.put("duration_us", 1000);
        columns.put("request_bytes", 256);
        columns.put("response_bytes", 512);
        columns.put("outcome", "timeout");
        columns.put("error_type", "the.Error");
        columns.put("threat", "medium");
        columns.put("device", "tablet");
        columns.put("ai_agent", "GPTBot");
        columns.put("country", "DE");
        columns.put("customer_id", "of all columns");
        columns.put("customer_name", "The Name");
        columns.put("api", "columns");

        try (BufferedReader stream = stream("/api/live?api=columns", null)) {
            assertThat(stream.readLine()).startsWith(":");
            store(event);

            assertThat(shown(stream)).isEqualTo(columns);
        }
        assertThat(at(get("/api/requests?api=columns&window=24h"), "requests")).isEqualTo(List.of(columns));
        // The file has no column for what is one of two others.
        columns.remove("name");
        assertThat(send("GET", "/api/requests.csv?api=columns&window=24h", null).body())
                .isEqualTo(String.join(",", columns.keySet()) + "\r\n"
                        + columns.values().stream().map(String::valueOf).collect(Collectors.joining(",")) + "\r\n");
    }

    /** The next request of a stream. */
    private static @Nullable Object shown(BufferedReader stream) throws Exception {
        return JsonTree.read(event(stream).get(2).substring("data: ".length()));
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
