package dev.rollcall.conformance.receiver;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event as it arrived. The field names are those of the wire; a field that was absent is null.
 *
 * @param fields name to value: String, Long, Double, Boolean or a nested map
 */
public record Event(Map<String, Object> fields) {
    public @Nullable String text(String field) {
        Object value = fields.get(field);
        return value == null ? null : value.toString();
    }

    /** A number; -1 when absent. */
    public long number(String field) {
        return fields.get(field) instanceof Number number ? number.longValue() : -1;
    }

    public boolean is(String field) {
        return Boolean.TRUE.equals(fields.get(field));
    }

    public String id() {
        return String.valueOf(fields.get("event_id"));
    }

    public String kind() {
        return String.valueOf(fields.get("event"));
    }

    public @Nullable String customer() {
        return text("customer_id");
    }

    public @Nullable String source() {
        return text("customer_source");
    }

    public @Nullable String method() {
        return text("method");
    }

    public @Nullable String path() {
        return text("path");
    }

    public @Nullable String route() {
        return text("route");
    }

    public boolean routeInferred() {
        return is("route_inferred");
    }

    public @Nullable String protocol() {
        return text("protocol");
    }

    public @Nullable String outcome() {
        return text("outcome");
    }

    public int status() {
        return (int) number("status");
    }

    public long requestBytes() {
        return number("request_bytes");
    }

    public long responseBytes() {
        return number("response_bytes");
    }

    public long durationMicros() {
        return number("duration_us");
    }

    /** How many requests it stands for: 1, but for rollups. */
    public long count() {
        return fields.containsKey("count") ? number("count") : 1;
    }
}
