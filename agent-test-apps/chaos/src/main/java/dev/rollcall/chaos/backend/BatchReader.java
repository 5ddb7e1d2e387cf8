package dev.rollcall.chaos.backend;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a batch, and of its events only what is needed: tens of thousands a second, beside the server that made them. */
final class BatchReader {
    private static final JsonFactory JSON = new JsonFactory();

    private BatchReader() {}

    /**
     * The events of a gzip'ed JSON array.
     *
     * @throws IOException when it is anything else
     */
    static List<Told> read(byte[] body) throws IOException {
        try (JsonParser json = JSON.createParser(new GZIPInputStream(new ByteArrayInputStream(body), 16 << 10))) {
            expect(json.nextToken(), JsonToken.START_ARRAY);
            List<Told> events = new ArrayList<>();
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                expect(token, JsonToken.START_OBJECT);
                events.add(event(json));
            }
            if (json.nextToken() != null) {
                throw new IOException("something follows the array");
            }
            return events;
        }
    }

    private static Told event(JsonParser json) throws IOException {
        String id = null;
        String kind = null;
        String instance = null;
        String customer = null;
        String path = null;
        long status = 0;
        long count = 1;
        Map<String, Long> counters = Map.of();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "event_id" -> id = json.getText();
                case "event" -> kind = json.getText();
                case "instance" -> instance = json.getText();
                case "customer_id" -> customer = json.getText();
                case "path" -> path = json.getText();
                case "status" -> status = json.getLongValue();
                case "count" -> count = json.getLongValue();
                case "properties" -> counters = counters(json);
                default -> json.skipChildren();
            }
        }
        return new Told(uuid(id), String.valueOf(kind), instance, customer, path, status, count, counters);
    }

    private static Map<String, Long> counters(JsonParser json) throws IOException {
        Map<String, Long> counters = new HashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                counters.put(name, json.getLongValue());
            }
        }
        return counters;
    }

    private static UUID uuid(@Nullable String id) throws IOException {
        if (id == null) {
            throw new IOException("an event without an event_id");
        }
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new IOException("the event_id " + id + " is no UUID", e);
        }
    }

    private static void expect(@Nullable JsonToken token, JsonToken wanted) throws IOException {
        if (token != wanted) {
            throw new IOException("expected " + wanted + ", found " + token);
        }
    }
}
