package dev.rollcall.backend.described;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A call of an operation and its answer.
 *
 * @param operation its name in the description
 * @param query its parameters
 * @param sentType the content type of what was sent; null when nothing was
 * @param sent the body that was sent; null when nothing was, or not the whole of it
 * @param headers of the answer, with names in lower case
 * @param body of the answer
 */
record Exchange(
        String operation,
        Map<String, String> query,
        @Nullable String sentType,
        @Nullable String sent,
        int status,
        Map<String, String> headers,
        String body) {
    /** A header of the answer, or null. */
    @Nullable
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** What it is, in short. */
    String name() {
        return operation + ' ' + status;
    }

    JsonNode json() throws JsonProcessingException {
        return ApiDescription.JSON.readTree(body);
    }

    Exchange with(int otherStatus, Map<String, String> otherHeaders, String otherBody) {
        return new Exchange(operation, query, sentType, sent, otherStatus, otherHeaders, otherBody);
    }

    /** The places of the answer's fields that have a value. */
    Set<String> fields() throws JsonProcessingException {
        Set<String> fields = new TreeSet<>();
        collect(json(), "", fields);
        return fields;
    }

    private static void collect(JsonNode value, String place, Set<String> fields) {
        value.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                fields.add(place + '/' + field.getKey());
                collect(field.getValue(), place + '/' + field.getKey(), fields);
            }
        });
        if (value.isArray()) {
            value.forEach(item -> collect(item, place + "/*", fields));
        }
    }

    @Override
    public String toString() {
        String shown = body.length() <= 1000 ? body : body.substring(0, 1000) + "...";
        return operation + ' ' + query + (sent == null ? "" : " with " + sent) + ": " + status + ' ' + shown;
    }
}
