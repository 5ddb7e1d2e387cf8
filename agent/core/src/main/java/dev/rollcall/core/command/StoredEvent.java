package dev.rollcall.core.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a stored event says of a call, as far as the table shows it. */
final class StoredEvent {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int FIRST_ERROR = 400;

    private @Nullable String customerId;
    private @Nullable String customerName;
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

    private StoredEvent() {}

    /** Reads a line of the store; null when it is not an event. */
    static @Nullable StoredEvent of(byte[] bytes, int offset, int length) {
        StoredEvent event = new StoredEvent();
        try (JsonParser parser = FACTORY.createParser(bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                if (parser.nextToken().isStructStart()) {
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

    long durationMicros() {
        return durationMicros;
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
