package dev.rollcall.conformance.receiver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a batch: a JSON array of objects, as strictly as a backend would, and without null, which an agent never writes. */
final class EventReader {
    private static final JsonFactory JSON = new JsonFactory();

    private EventReader() {}

    /**
     * The events of a batch.
     *
     * @throws IOException when it is not an array of objects, or something follows it
     */
    static List<Event> read(InputStream batch) throws IOException {
        try (JsonParser parser = JSON.createParser(batch)) {
            expect(parser.nextToken(), JsonToken.START_ARRAY);
            List<Event> events = new ArrayList<>();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                expect(token, JsonToken.START_OBJECT);
                events.add(new Event(fields((Map<?, ?>) Objects.requireNonNull(JsonValues.read(parser)))));
            }
            if (parser.nextToken() != null) {
                throw new IOException("something follows the array");
            }
            return events;
        }
    }

    private static Map<String, Object> fields(Map<?, ?> object) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<?, ?> field : object.entrySet()) {
            String name = String.valueOf(field.getKey());
            fields.put(name, present(name, field.getValue()));
        }
        return fields;
    }

    private static Object present(String name, @Nullable Object value) throws IOException {
        if (value == null) {
            throw new IOException("the field " + name + " is null");
        }
        if (value instanceof Map<?, ?> object) {
            return fields(object);
        }
        if (value instanceof List<?> list) {
            for (Object one : list) {
                present(name, one);
            }
        }
        return value;
    }

    private static void expect(@Nullable JsonToken token, JsonToken wanted) throws IOException {
        if (token != wanted) {
            throw new IOException("expected " + wanted + ", found " + token);
        }
    }
}
