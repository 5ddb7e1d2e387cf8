package dev.rollcall.backend.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.event.ApiEvent.Kind;
import dev.rollcall.backend.event.DurationBuckets;
import java.io.IOException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event of our own wire format ({@code docs/events.md}). Fields that nobody knows are passed over, so that newer agents can
 * send to an older backend; null is as good as absent.
 */
final class EventReader implements ItemReader {
    private static final long YEAR_2000 = 946_684_800_000_000L;
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final int MAX_ID = 256;
    private static final int MAX_WORD = 64;
    private static final int MAX_NAME = 256;
    private static final int MAX_ROUTE = 512;
    private static final int MAX_PATH = 2048;
    private static final int MAX_AGENT = 1024;

    private final Clock clock;
    private @Nullable String idText;
    private boolean hasId;
    private boolean hasTime;
    private @Nullable String api;

    EventReader(Clock clock) {
        this.clock = clock;
    }

    /** The id of the event that was read last, when it had a readable one. */
    @Override
    public @Nullable String idText() {
        return idText;
    }

    /**
     * Reads an object of which the parser stands on the opening brace, up to its closing brace, whether it is taken or not.
     *
     * @throws BadField when it cannot be taken
     * @throws IOException when it is no JSON
     */
    @Override
    public ApiEvent read(JsonParser json) throws IOException, BadField {
        ApiEvent event = new ApiEvent();
        idText = null;
        hasId = false;
        hasTime = false;
        api = null;
        BadField problem = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            try {
                read(json, field, event);
            } catch (BadField bad) {
                problem = problem == null ? bad : problem;
            }
        }
        if (problem != null) {
            throw problem;
        }
        return whole(event);
    }

    private void read(JsonParser json, String field, ApiEvent event) throws IOException, BadField {
        switch (field) {
            case "event_id" -> {
                UUID id = FieldReader.uuid(json, field);
                event.id = id;
                idText = id.toString();
                hasId = true;
            }
            case "event" -> event.kind = kind(FieldReader.text(json, field, MAX_WORD));
            case "ts" -> {
                String text = FieldReader.text(json, field, MAX_WORD);
                event.epochMicros = plausible(EventTime.micros(text == null ? "" : text));
                hasTime = true;
            }
            case "duration_us" -> event.durationMicros = FieldReader.number(json, field, 0, ApiEvent.MAX_AMOUNT);
            case "count" -> event.count = (int) FieldReader.number(json, field, 1, ApiEvent.MAX_COUNT);
            case "duration_buckets" -> event.durationBuckets = FieldReader.buckets(json, field);
            case "properties" -> event.properties = FieldReader.properties(json, field);
            default -> {
                if (!customer(json, field, event) && !request(json, field, event) && !process(json, field, event)) {
                    json.skipChildren();
                }
            }
        }
    }

    private static boolean customer(JsonParser json, String field, ApiEvent event) throws IOException, BadField {
        switch (field) {
            case "customer_id" -> event.customerId = FieldReader.id(json, field, MAX_ID);
            case "customer_name" -> event.customerName = FieldReader.text(json, field, MAX_NAME);
            case "customer_kind" -> event.customerKind = FieldReader.text(json, field, MAX_WORD);
            case "customer_source" -> event.customerSource = FieldReader.text(json, field, MAX_NAME);
            case "customer_accepted" -> event.customerAccepted = FieldReader.truth(json, field);
            case "end_user" -> event.endUser = FieldReader.id(json, field, MAX_ID);
            case "credential_hash" -> event.credentialHash = FieldReader.text(json, field, MAX_WORD);
            case "plan" -> event.plan = FieldReader.text(json, field, MAX_NAME);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean request(JsonParser json, String field, ApiEvent event) throws IOException, BadField {
        switch (field) {
            case "method" -> event.method = FieldReader.text(json, field, MAX_WORD);
            case "route" -> event.route = FieldReader.text(json, field, MAX_ROUTE);
            case "route_inferred" -> event.routeInferred = FieldReader.truth(json, field);
            case "path" -> event.path = FieldReader.text(json, field, MAX_PATH);
            case "scheme" -> event.scheme = FieldReader.text(json, field, MAX_WORD);
            case "host" -> event.host = FieldReader.text(json, field, MAX_NAME);
            case "protocol" -> event.protocol = FieldReader.text(json, field, MAX_WORD);
            case "status" -> event.status = (int) FieldReader.number(json, field, 100, 999);
            case "error_type" -> event.errorType = FieldReader.text(json, field, MAX_NAME);
            case "outcome" -> event.outcome = FieldReader.text(json, field, MAX_WORD);
            case "request_bytes" -> event.requestBytes = FieldReader.number(json, field, 0, ApiEvent.MAX_AMOUNT);
            case "response_bytes" -> event.responseBytes = FieldReader.number(json, field, 0, ApiEvent.MAX_AMOUNT);
            case "client_ip" -> event.clientIp = FieldReader.text(json, field, MAX_WORD);
            case "country" -> event.country = FieldReader.text(json, field, MAX_WORD);
            case "user_agent" -> event.userAgent = FieldReader.text(json, field, MAX_AGENT);
            case "sdk_version" -> event.sdkVersion = FieldReader.text(json, field, MAX_ID);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean process(JsonParser json, String field, ApiEvent event) throws IOException, BadField {
        switch (field) {
            case "api" -> api = FieldReader.id(json, field, MAX_NAME);
            case "service" -> event.service = FieldReader.id(json, field, MAX_NAME);
            case "instance" -> event.instance = FieldReader.id(json, field, MAX_WORD);
            case "environment" -> event.environment = FieldReader.id(json, field, MAX_NAME);
            case "agent_version" -> event.agentVersion = FieldReader.text(json, field, MAX_WORD);
            default -> {
                return false;
            }
        }
        return true;
    }

    private ApiEvent whole(ApiEvent event) throws BadField {
        if (!hasId) {
            throw missing("event_id", "a UUID that is the same on every attempt to send it");
        }
        if (!hasTime) {
            throw missing("ts", "when the request began, as 2026-08-01T12:30:00.000001Z");
        }
        String service = event.service;
        event.api = api != null ? api : service != null ? service : "default";
        switch (event.kind) {
            case REQUEST -> {
                if (event.count != 1 || event.durationBuckets != null) {
                    throw new BadField(
                            "bad_field",
                            "an api_request is one request; send many as api_request_rollup with count and"
                                    + " duration_buckets");
                }
            }
            case ROLLUP -> checkBuckets(event);
            case STATUS -> event.count = 0;
        }
        return event;
    }

    private static void checkBuckets(ApiEvent event) throws BadField {
        int[] buckets = event.durationBuckets;
        if (buckets == null) {
            throw missing("duration_buckets", "numbers of buckets and how many requests are in each, in turns");
        }
        String problem = DurationBuckets.problem(buckets, event.count);
        if (problem != null) {
            throw new BadField("bad_field", problem);
        }
    }

    private static BadField missing(String field, String what) {
        return new BadField("missing_field", field + " is missing: " + what);
    }

    private static Kind kind(@Nullable String text) throws BadField {
        Kind kind = text == null ? null : Kind.of(text);
        if (kind == null) {
            throw new BadField(
                    "unknown_event",
                    "event " + Shown.of(text == null ? "" : text)
                            + " is not known; there are api_request, api_request_rollup and agent_status");
        }
        return kind;
    }

    private long plausible(long micros) throws BadField {
        return plausible(micros, clock);
    }

    /** A time that a request can have had. */
    static long plausible(long micros, Clock clock) throws BadField {
        long now = clock.millis() * 1000;
        if (micros < YEAR_2000 || micros > now + DAY_MICROS) {
            throw new BadField(
                    "bad_time",
                    "ts is before the year 2000 or more than a day ahead of our clock; is the sender's clock right?");
        }
        return micros;
    }
}
