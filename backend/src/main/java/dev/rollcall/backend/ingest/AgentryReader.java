package dev.rollcall.backend.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.core.event.DurationHistogram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event of the capture format of Agentry: {@code event}, {@code distinct_id}, {@code properties} and {@code timestamp}. Its
 * senders were not written for us, so what we know is taken out of the properties under the names that are in use, numbers are taken
 * as texts and texts as numbers, and what is left stays a property.
 */
final class AgentryReader implements ItemReader {
    private static final int MAX_ID = 256;
    private static final int MAX_NAME = 256;
    private static final int MAX_WORD = 64;
    private static final int MAX_ROUTE = 512;
    private static final int MAX_VALUE = 2048;
    private static final int MAX_AGENT = 1024;
    private static final int MAX_PROPERTY_VALUE = 1024;
    private static final int MAX_PROPERTIES = 256;

    /** Seconds since 1970 have ten digits until the year 2286; more are milliseconds. */
    private static final double MAX_SECONDS = 1e10;

    private final Clock clock;
    private final String project;
    private @Nullable String idText;

    AgentryReader(Clock clock, String project) {
        this.clock = clock;
        this.project = project;
    }

    @Override
    public @Nullable String idText() {
        return idText;
    }

    @Override
    public ApiEvent read(JsonParser json) throws IOException, BadField {
        idText = null;
        Map<String, String> fields = new LinkedHashMap<>();
        Map<String, String> properties = new LinkedHashMap<>();
        BadField problem = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            try {
                if (name.equals("properties") && value == JsonToken.START_OBJECT) {
                    flat(json, properties);
                } else if (value.isScalarValue()) {
                    put(json, name, fields);
                } else {
                    json.skipChildren();
                }
            } catch (BadField bad) {
                problem = problem == null ? bad : problem;
            }
        }
        if (problem != null) {
            throw problem;
        }
        return event(fields, properties);
    }

    /** What is nested in the properties has no place in a flat event, and is left out. */
    private static void flat(JsonParser json, Map<String, String> properties) throws IOException, BadField {
        BadField problem = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken().isScalarValue()) {
                try {
                    put(json, name, properties);
                } catch (BadField bad) {
                    problem = problem == null ? bad : problem;
                }
            } else {
                json.skipChildren();
            }
        }
        if (problem != null) {
            throw problem;
        }
    }

    private static void put(JsonParser json, String name, Map<String, String> into) throws IOException, BadField {
        String value = FieldReader.scalar(json, Shown.of(name), MAX_VALUE);
        if (value == null) {
            return;
        }
        if (into.size() >= MAX_PROPERTIES) {
            throw new BadField("too_long", "there are more than " + MAX_PROPERTIES + " properties");
        }
        into.put(name, value);
    }

    private ApiEvent event(Map<String, String> fields, Map<String, String> properties) throws BadField {
        String kind = fields.get("event");
        if (kind == null) {
            throw new BadField("missing_field", "event is missing: api_request");
        }
        if (!kind.equals(ApiEvent.Kind.REQUEST.wireName())) {
            throw new BadField("unknown_event", "event " + Shown.of(kind) + " is not known; here there is api_request");
        }
        ApiEvent event = new ApiEvent();
        event.api = project;
        event.epochMicros = time(fields);
        event.timeIsArrival = !fields.containsKey("timestamp");
        UUID id = id(fields, properties);
        event.idIsOurs = id == null;
        event.id = id == null ? UUID.randomUUID() : id;
        customer(event, fields, properties);
        request(event, properties);
        process(event, properties);
        weight(event, properties);
        event.properties = rest(properties);
        return event;
    }

    private long time(Map<String, String> fields) throws BadField {
        String text = fields.get("timestamp");
        if (text == null) {
            return clock.millis() * 1000;
        }
        try {
            double seconds = Double.parseDouble(text);
            double micros = seconds > MAX_SECONDS ? seconds * 1e3 : seconds * 1e6;
            return EventReader.plausible((long) micros, clock);
        } catch (NumberFormatException notANumber) {
            return EventReader.plausible(EventTime.micros(text), clock);
        }
    }

    /** An id of the sender's makes the event known when it comes again; null without one. */
    private @Nullable UUID id(Map<String, String> fields, Map<String, String> properties) {
        String text = first(properties, "event_id", "$insert_id");
        if (text == null) {
            text = fields.get("uuid");
        }
        if (text == null) {
            return null;
        }
        UUID id = parse(text);
        if (id == null) {
            id = UUID.nameUUIDFromBytes((project + "\n" + text).getBytes(StandardCharsets.UTF_8));
        }
        idText = id.toString();
        return id;
    }

    private static @Nullable UUID parse(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equalsIgnoreCase(text) ? id : null;
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    private static void customer(ApiEvent event, Map<String, String> fields, Map<String, String> properties)
            throws BadField {
        String distinct = fields.get("distinct_id");
        String user = properties.remove("$user_id");
        String customer = properties.remove("customer_id");
        if (customer == null) {
            customer = distinct != null ? distinct : user;
        }
        if (customer != null && !customer.equals("anonymous")) {
            event.customerId = id(customer, "customer_id");
            event.customerSource = "sender";
        }
        event.customerName = take(properties, MAX_NAME, "customer_name");
        event.plan = take(properties, MAX_NAME, "plan");
        event.endUser = id(first(properties, "end_user"), "end_user");
    }

    /** An id as people and programs use it, as our own format has it: no control characters. */
    private static @Nullable String id(@Nullable String text, String field) throws BadField {
        if (text == null) {
            return null;
        }
        if (text.length() > MAX_ID) {
            throw new BadField(
                    "too_long",
                    field + " is " + text.length() + " characters long; at most " + MAX_ID + " are taken: "
                            + Shown.of(text));
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new BadField("bad_text", field + " " + Shown.of(text) + " contains control characters");
        }
        return text;
    }

    private static void request(ApiEvent event, Map<String, String> properties) throws BadField {
        event.method = take(properties, MAX_WORD, "method");
        event.route = take(properties, MAX_ROUTE, "endpoint", "route");
        event.path = take(properties, MAX_VALUE, "path");
        event.host = take(properties, MAX_NAME, "host");
        event.status = (int) number(properties, 100, 999, 1, "status", "status_code");
        event.errorType = take(properties, MAX_NAME, "error_type");
        event.durationMicros = number(properties, 0, ApiEvent.MAX_AMOUNT, 1, "duration_us");
        if (event.durationMicros == 0) {
            event.durationMicros = number(properties, 0, ApiEvent.MAX_AMOUNT, 1000, "duration_ms", "latency_ms");
        }
        event.requestBytes = number(properties, 0, ApiEvent.MAX_AMOUNT, 1, "request_bytes");
        event.responseBytes = number(properties, 0, ApiEvent.MAX_AMOUNT, 1, "response_bytes");
        event.clientIp = take(properties, MAX_WORD, "client_ip", "$ip");
        event.country = take(properties, MAX_WORD, "ip_country", "country");
        event.userAgent = take(properties, MAX_AGENT, "user_agent");
        event.sdkVersion = take(properties, MAX_ID, "sdk_version");
    }

    private static void process(ApiEvent event, Map<String, String> properties) throws BadField {
        event.service = id(first(properties, "service"), "service");
        event.environment = id(first(properties, "environment"), "environment");
    }

    /** Senders with many requests may send them in one event with {@code count}. */
    private static void weight(ApiEvent event, Map<String, String> properties) {
        int count = (int) number(properties, 1, ApiEvent.MAX_COUNT, 1, "count");
        if (count > 1) {
            event.kind = ApiEvent.Kind.ROLLUP;
            event.count = count;
            // How long each took is not told: all as long as the average.
            event.durationBuckets = new int[] {DurationHistogram.bucket(event.durationMicros / count), count};
        }
    }

    private static Map<String, String> rest(Map<String, String> properties) throws BadField {
        for (Map.Entry<String, String> property : properties.entrySet()) {
            String name = property.getKey();
            if (name.isEmpty() || name.length() > MAX_WORD || name.indexOf('\0') >= 0) {
                throw new BadField(
                        "bad_property",
                        "properties has a name of " + name.length() + " characters; 1 to " + MAX_WORD + " are taken: "
                                + Shown.of(name));
            }
            FieldReader.bounded(property.getValue(), "properties." + Shown.of(name), MAX_PROPERTY_VALUE);
        }
        return properties;
    }

    private static @Nullable String first(Map<String, String> properties, String... names) {
        for (String name : names) {
            String value = properties.remove(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String take(Map<String, String> properties, int max, String... names) throws BadField {
        String value = first(properties, names);
        return value == null ? null : FieldReader.bounded(value, names[0], max);
    }

    /** A number under the first of the names that has one within the bounds, rounded; else 0, and the texts stay properties. */
    private static long number(Map<String, String> properties, long min, long max, int factor, String... names) {
        for (String name : names) {
            String text = properties.get(name);
            if (text != null) {
                try {
                    double number = Double.parseDouble(text) * factor;
                    if (number >= min && number <= max) {
                        properties.remove(name);
                        return Math.round(number);
                    }
                } catch (NumberFormatException notANumber) {
                    continue;
                }
            }
        }
        return 0;
    }
}
