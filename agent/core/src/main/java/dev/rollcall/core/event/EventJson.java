package dev.rollcall.core.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.rollcall.core.identity.CustomerKind;
import dev.rollcall.core.identity.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as flat JSON objects, as our own backend takes them. One generator and one buffer serve all events.
 * Confined to the drain thread.
 */
public final class EventJson {
    private static final SerializedString CUSTOMER_ID = new SerializedString("customer_id");
    private static final SerializedString CUSTOMER_NAME = new SerializedString("customer_name");
    private static final SerializedString CUSTOMER_KIND = new SerializedString("customer_kind");
    private static final SerializedString CUSTOMER_SOURCE = new SerializedString("customer_source");
    private static final SerializedString CUSTOMER_ACCEPTED = new SerializedString("customer_accepted");
    private static final SerializedString END_USER = new SerializedString("end_user");
    private static final SerializedString CREDENTIAL_HASH = new SerializedString("credential_hash");
    private static final SerializedString PLAN = new SerializedString("plan");
    private static final SerializedString METHOD = new SerializedString("method");
    private static final SerializedString ROUTE = new SerializedString("route");
    private static final SerializedString ROUTE_INFERRED = new SerializedString("route_inferred");
    private static final SerializedString PATH = new SerializedString("path");
    private static final SerializedString SCHEME = new SerializedString("scheme");
    private static final SerializedString HOST = new SerializedString("host");
    private static final SerializedString PROTOCOL = new SerializedString("protocol");
    private static final SerializedString STATUS = new SerializedString("status");
    private static final SerializedString ERROR_TYPE = new SerializedString("error_type");
    private static final SerializedString OUTCOME = new SerializedString("outcome");
    private static final SerializedString REQUEST_BYTES = new SerializedString("request_bytes");
    private static final SerializedString RESPONSE_BYTES = new SerializedString("response_bytes");
    private static final SerializedString CLIENT_IP = new SerializedString("client_ip");
    private static final SerializedString USER_AGENT = new SerializedString("user_agent");
    private static final SerializedString COUNTRY = new SerializedString("country");
    private static final SerializedString SDK_VERSION = new SerializedString("sdk_version");
    private static final SerializedString PROPERTIES = new SerializedString("properties");
    private static final SerializedString EVENT_ID = new SerializedString("event_id");
    private static final SerializedString TS = new SerializedString("ts");
    private static final SerializedString DURATION_US = new SerializedString("duration_us");

    private static final SerializedString COUNT = new SerializedString("count");
    private static final SerializedString DURATION_BUCKETS = new SerializedString("duration_buckets");

    private static final SerializedString REQUEST =
            new SerializedString(",\"event\":\"" + EventKind.REQUEST.wireName() + '"');
    private static final SerializedString ROLLUP =
            new SerializedString(",\"event\":\"" + EventKind.ROLLUP.wireName() + '"');

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // It would leave a thread local behind in a thread that we do not always own (tests, the shutdown hook).
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    /** What is made by {@link EventMaker} is shorter; this one is for what identity rules find. */
    private static final int MAX_TEXT = 4096;

    private final Origin origin;
    private Instance instance;
    private SerializableString always;
    private final EventBytes bytes = new EventBytes();
    private final char[] eventId = new char[36];
    private final Timestamp timestamp = new Timestamp();
    private @Nullable JsonGenerator generator;

    /**
     * Writes events of one process.
     *
     * @param instance gives the events their ids
     * @param origin what every event says of its process
     */
    public EventJson(Instance instance, Origin origin) {
        this.origin = origin;
        this.instance = instance;
        this.always = new SerializedString(origin.asFields(instance));
    }

    /** The process goes on under another name. */
    public void renew(Instance renewed) {
        instance = renewed;
        always = new SerializedString(origin.asFields(renewed));
    }

    /**
     * Writes one event.
     *
     * @param sequence the event's number in this process
     * @return the JSON object in UTF-8, valid until the next call
     */
    public EventBytes write(Event event, long sequence) {
        return written(json -> {
            begin(json, REQUEST, sequence, event.startMicros);
            write(json, event);
        });
    }

    /**
     * Writes many requests as one event.
     *
     * @param sequence the event's number in this process
     * @param nowMicros what it says of its start when nobody knows it
     * @return the JSON object in UTF-8, valid until the next call
     */
    public EventBytes write(Rollup rollup, long sequence, long nowMicros) {
        Long start = rollup.startMicros();
        return written(json -> {
            begin(json, ROLLUP, sequence, start == null ? nowMicros : start);
            write(json, rollup);
        });
    }

    /** What writes the fields of one object. */
    private interface Fields {
        void to(JsonGenerator json) throws IOException;
    }

    private EventBytes written(Fields fields) {
        bytes.clear();
        boolean whole = false;
        try {
            JsonGenerator json = generator;
            if (json == null) {
                json = FACTORY.createGenerator(bytes).setRootValueSeparator(null);
                generator = json;
            }
            json.writeStartObject();
            fields.to(json);
            json.writeRaw(always);
            json.writeEndObject();
            json.flush();
            whole = true;
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!whole) {
                // The generator is somewhere in the middle of an object; the next event must not pay for it.
                generator = null;
            }
        }
    }

    private void begin(JsonGenerator json, SerializableString kind, long sequence, long startMicros)
            throws IOException {
        json.writeFieldName(EVENT_ID);
        instance.eventId(sequence, eventId);
        json.writeString(eventId, 0, eventId.length);
        json.writeRaw(kind);
        json.writeFieldName(TS);
        json.writeString(timestamp.of(startMicros), 0, Timestamp.LENGTH);
    }

    private static void write(JsonGenerator json, Rollup rollup) throws IOException {
        number(json, DURATION_US, rollup.durationMicros());
        RollupKey key = rollup.key();
        text(json, CUSTOMER_ID, key.customerId);
        text(json, CUSTOMER_NAME, key.customerName);
        text(json, CUSTOMER_KIND, key.customerKind == null ? null : key.customerKind.wireName());
        text(json, CUSTOMER_SOURCE, key.customerSource);
        truth(json, CUSTOMER_ACCEPTED, key.accepted);
        text(json, METHOD, key.method);
        text(json, ROUTE, key.route);
        truth(json, ROUTE_INFERRED, key.routeInferred ? Boolean.TRUE : null);
        if (key.status != 0) {
            number(json, STATUS, key.status);
        }
        text(json, OUTCOME, key.outcome.wireName());
        number(json, REQUEST_BYTES, rollup.requestBytes());
        number(json, RESPONSE_BYTES, rollup.responseBytes());
        number(json, COUNT, rollup.count());
        DurationHistogram durations = rollup.durations();
        json.writeFieldName(DURATION_BUCKETS);
        json.writeStartArray();
        for (int bucket = durations.from(); bucket < durations.to(); bucket++) {
            int count = durations.count(bucket);
            if (count > 0) {
                json.writeNumber(bucket);
                json.writeNumber(count);
            }
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Event event) throws IOException {
        number(json, DURATION_US, event.durationMicros);
        who(json, event.identity);
        request(json, event);
        if (event.status != 0) {
            number(json, STATUS, event.status);
        }
        text(json, ERROR_TYPE, event.errorType);
        text(json, OUTCOME, event.outcome.wireName());
        number(json, REQUEST_BYTES, event.requestBytes);
        number(json, RESPONSE_BYTES, event.responseBytes);
        text(json, CLIENT_IP, event.clientIp);
        text(json, COUNTRY, event.identity.country());
        text(json, USER_AGENT, event.userAgent);
        text(json, SDK_VERSION, event.identity.sdkVersion());
        properties(json, event.identity);
    }

    private static void who(JsonGenerator json, Identity who) throws IOException {
        String id = who.customerId();
        if (id != null) {
            text(json, CUSTOMER_ID, id);
            text(json, CUSTOMER_NAME, who.customerName());
            CustomerKind kind = who.customerKind();
            text(json, CUSTOMER_KIND, kind == null ? null : kind.wireName());
            text(json, CUSTOMER_SOURCE, who.customerSource());
            truth(json, CUSTOMER_ACCEPTED, who.customerAccepted());
        }
        text(json, END_USER, who.endUser());
        text(json, CREDENTIAL_HASH, who.credentialHash());
        text(json, PLAN, who.plan());
    }

    private static void properties(JsonGenerator json, Identity who) throws IOException {
        if (who.properties() > 0) {
            json.writeFieldName(PROPERTIES);
            json.writeStartObject();
            for (int i = 0; i < who.properties(); i++) {
                json.writeStringField(who.propertyName(i), whole(who.propertyValue(i)));
            }
            json.writeEndObject();
        }
    }

    private static void request(JsonGenerator json, Event event) throws IOException {
        text(json, METHOD, event.method);
        text(json, ROUTE, event.route);
        truth(json, ROUTE_INFERRED, event.routeInferred ? Boolean.TRUE : null);
        text(json, PATH, event.path);
        text(json, SCHEME, event.scheme);
        text(json, HOST, event.host);
        text(json, PROTOCOL, event.protocol);
    }

    private static void text(JsonGenerator json, SerializableString name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            json.writeString(whole(value));
        }
    }

    /** An id may have come as UTF-16 from the application, half a character and all. */
    private static String whole(String value) {
        String whole = BoundedText.of(value, MAX_TEXT);
        return whole == null ? "" : whole;
    }

    private static void truth(JsonGenerator json, SerializableString name, @Nullable Boolean value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            json.writeBoolean(value);
        }
    }

    private static void number(JsonGenerator json, SerializableString name, long value) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(value);
    }
}
