package dev.rollcall.core.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.core.event.DurationHistogram;
import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.event.RollupKey;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a stored event says of a call, or of many calls in a rollup, as far as the table shows it. */
final class StoredEvent {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int FIRST_ERROR = 400;

    private String kind = EventKind.REQUEST.wireName();
    private @Nullable String customerId;
    private @Nullable String customerName;
    private @Nullable String customerSource;
    private String instance = "";
    private String service = "";
    private String time = "";
    private String method = "";
    private String route = "";
    private String outcome = "ok";
    private int status;
    private long durationMicros;
    private long requestBytes;
    private long responseBytes;
    private long count = 1;
    private final DurationHistogram buckets = new DurationHistogram();

    private StoredEvent() {}

    /** Reads a line of the store; null when it is not an event. */
    static @Nullable StoredEvent of(byte[] bytes, int offset, int length) {
        StoredEvent event = new StoredEvent();
        try (JsonParser parser = FACTORY.createParser(bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (value == JsonToken.START_ARRAY && field.equals("duration_buckets")) {
                    event.takeBuckets(parser);
                } else if (value.isStructStart()) {
                    parser.skipChildren();
                } else {
                    event.take(field, parser);
                }
            }
            Instant.parse(event.time);
            return event;
        } catch (IOException | DateTimeException notAnEvent) {
            return null;
        }
    }

    private void take(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "event":
                kind = parser.getText();
                break;
            case "customer_source":
                customerSource = parser.getText();
                break;
            case "customer_id":
                customerId = parser.getText();
                break;
            case "customer_name":
                customerName = parser.getText();
                break;
            case "instance":
                instance = parser.getText();
                break;
            case "service":
                service = parser.getText();
                break;
            case "ts":
                time = parser.getText();
                break;
            case "method":
                method = parser.getText();
                break;
            case "route":
                route = parser.getText();
                break;
            case "outcome":
                outcome = parser.getText();
                break;
            case "status":
                status = parser.getValueAsInt();
                break;
            case "duration_us":
                durationMicros = parser.getValueAsLong();
                break;
            case "request_bytes":
                requestBytes = parser.getValueAsLong();
                break;
            case "response_bytes":
                responseBytes = parser.getValueAsLong();
                break;
            case "count":
                count = Math.max(1, parser.getValueAsLong(1));
                break;
            default:
                break;
        }
    }

    /** Number of a bucket, how many, number of a bucket, how many, ... */
    private void takeBuckets(JsonParser parser) throws IOException {
        int bucket = 0;
        boolean isCount = false;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.VALUE_NUMBER_INT) {
                parser.skipChildren();
            } else if (isCount) {
                buckets.add(bucket, parser.getIntValue());
                isCount = false;
            } else {
                bucket = parser.getIntValue();
                isCount = true;
            }
        }
    }

    /** Whether it tells of calls, and not of the agent. */
    boolean isOfCalls() {
        return kind.equals(EventKind.REQUEST.wireName()) || kind.equals(EventKind.ROLLUP.wireName());
    }

    /** Whether it tells of calls whose customers could not be told apart any more. */
    boolean isOverflow() {
        return customerId == null && RollupKey.OVERFLOW.equals(customerSource);
    }

    @Nullable
    String customerId() {
        return customerId;
    }

    @Nullable
    String customerName() {
        return customerName;
    }

    String instance() {
        return instance;
    }

    String service() {
        return service;
    }

    /** The start of the request, RFC 3339 in UTC with microseconds, so that texts compare as times do. */
    String time() {
        return time;
    }

    /** For example {@code GET /users/{id}}. */
    String methodAndRoute() {
        return route.isEmpty() ? method : method + ' ' + route;
    }

    boolean isError() {
        return status >= FIRST_ERROR || !outcome.equals("ok");
    }

    /** Adds the durations of its calls to others. */
    void addDurationsTo(DurationHistogram durations) {
        if (buckets.total() > 0) {
            durations.add(buckets);
        } else {
            // Of a rollup without buckets, which other writers may send, the mean is all there is.
            durations.add(DurationHistogram.bucket(Math.max(0, durationMicros / count)), (int)
                    Math.min(count, Integer.MAX_VALUE));
        }
    }

    long requestBytes() {
        return requestBytes;
    }

    long responseBytes() {
        return responseBytes;
    }

    /** How many calls the event stands for. */
    long count() {
        return count;
    }
}
