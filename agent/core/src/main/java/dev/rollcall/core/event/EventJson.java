package dev.rollcall.core.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.rollcall.core.exchange.Outcome;
import dev.rollcall.core.identity.CustomerKind;
import dev.rollcall.core.identity.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as flat JSON objects, as our own backend takes them, into one buffer that serves all of them. Confined to the
 * drain thread.
 */
public final class EventJson {
    private static final byte[] CUSTOMER_ID = EventBytes.name("customer_id");
    private static final byte[] CUSTOMER_NAME = EventBytes.name("customer_name");
    private static final byte[] CUSTOMER_ACCEPTED = EventBytes.name("customer_accepted");
    private static final byte[] END_USER = EventBytes.name("end_user");
    private static final byte[] CREDENTIAL_HASH = EventBytes.name("credential_hash");
    private static final byte[] ROUTE_INFERRED = EventBytes.name("route_inferred");
    private static final byte[] STATUS = EventBytes.name("status");
    private static final byte[] REQUEST_BYTES = EventBytes.name("request_bytes");
    private static final byte[] RESPONSE_BYTES = EventBytes.name("response_bytes");
    private static final byte[] CLIENT_IP = EventBytes.name("client_ip");
    private static final byte[] COUNTRY = EventBytes.name("country");
    private static final byte[] SDK_VERSION = EventBytes.name("sdk_version");
    private static final byte[] COUNT = EventBytes.name("count");

    private static final byte[] EVENT_ID = json("{\"event_id\":\"");
    private static final byte[] REQUEST = kindAndTime(EventKind.REQUEST);
    private static final byte[] ROLLUP = kindAndTime(EventKind.ROLLUP);
    private static final byte[] DURATION_US = json("\",\"duration_us\":");
    private static final byte[] DURATION_BUCKETS = json(",\"duration_buckets\":[");
    private static final byte[] PROPERTIES = json(",\"properties\":{");
    private static final byte[] NOTHING = {};
    private static final byte[] COMMA = {','};
    private static final byte[] COLON = {':'};
    private static final byte[] CLOSE_ARRAY = {']'};
    private static final byte[] CLOSE = {'}'};
    private static final byte[] TRUE = json("true");
    private static final byte[] FALSE = json("false");
    private static final byte[][] KINDS = new byte[CustomerKind.values().length][];
    private static final byte[][] OUTCOMES = new byte[Outcome.values().length][];

    static {
        for (CustomerKind kind : CustomerKind.values()) {
            KINDS[kind.ordinal()] = json(",\"customer_kind\":\"" + kind.wireName() + '"');
        }
        for (Outcome outcome : Outcome.values()) {
            OUTCOMES[outcome.ordinal()] = json(",\"outcome\":\"" + outcome.wireName() + '"');
        }
    }

    /** What identity rules find is shorter, but for what the application itself has told. */
    private static final int MAX_TEXT = 4096;

    private static final int MAX_WORD = 64;
    private static final int MAX_ERROR_TYPE = 256;
    private static final int FEW = 32;
    private static final int MANY = 256;

    private final Origin origin;
    private Instance instance;
    private final EventBytes always = new EventBytes();
    private final EventBytes bytes = new EventBytes();
    private final Timestamp timestamp = new Timestamp();
    private final RequestTexts texts = new RequestTexts(bytes);
    private final KnownTexts sources = new KnownTexts("customer_source", MAX_TEXT, FEW);
    private final KnownTexts plans = new KnownTexts("plan", MAX_TEXT, FEW);
    private final KnownTexts methods = new KnownTexts("method", Event.MAX_METHOD, FEW);
    private final KnownTexts routes = new KnownTexts("route", Event.MAX_ROUTE, MANY);
    private final KnownTexts schemes = new KnownTexts("scheme", MAX_WORD, FEW);
    private final KnownTexts protocols = new KnownTexts("protocol", MAX_WORD, FEW);
    private final KnownTexts errorTypes = new KnownTexts("error_type", MAX_ERROR_TYPE, FEW);

    /**
     * Writes events of one process.
     *
     * @param instance gives the events their ids
     * @param origin what every event says of its process
     */
    public EventJson(Instance instance, Origin origin) {
        this.origin = origin;
        this.instance = instance;
        origin.write(instance, always);
    }

    /** The process goes on under another name. */
    public void renew(Instance renewed) {
        instance = renewed;
        always.clear();
        origin.write(renewed, always);
    }

    /**
     * Writes one event.
     *
     * @param sequence the event's number in this process
     * @return the JSON object in UTF-8, valid until the next call
     */
    public EventBytes write(Event event, long sequence) {
        begin(REQUEST, sequence, event.startMicros, event.durationMicros);
        who(event.identity);
        request(event);
        if (event.status != 0) {
            bytes.number(STATUS, event.status);
        }
        errorTypes.write(event.record.errorType(), bytes);
        bytes.raw(OUTCOMES[event.outcome.ordinal()]);
        bytes.number(REQUEST_BYTES, event.requestBytes);
        bytes.number(RESPONSE_BYTES, event.responseBytes);
        text(CLIENT_IP, event.clientIp);
        text(COUNTRY, event.identity.country());
        texts.userAgent(event.record);
        text(SDK_VERSION, event.identity.sdkVersion());
        properties(event.identity);
        return ended();
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
        begin(ROLLUP, sequence, start == null ? nowMicros : start, rollup.durationMicros());
        RollupKey key = rollup.key();
        text(CUSTOMER_ID, key.customerId);
        text(CUSTOMER_NAME, key.customerName);
        kind(key.customerKind);
        sources.write(key.customerSource, bytes);
        truth(CUSTOMER_ACCEPTED, key.accepted);
        methods.write(key.method, bytes);
        routes.write(key.route, bytes);
        truth(ROUTE_INFERRED, key.routeInferred ? Boolean.TRUE : null);
        if (key.status != 0) {
            bytes.number(STATUS, key.status);
        }
        bytes.raw(OUTCOMES[key.outcome.ordinal()]);
        bytes.number(REQUEST_BYTES, rollup.requestBytes());
        bytes.number(RESPONSE_BYTES, rollup.responseBytes());
        bytes.number(COUNT, rollup.count());
        buckets(rollup.durations());
        return ended();
    }

    private void begin(byte[] kind, long sequence, long startMicros, long durationMicros) {
        bytes.clear();
        bytes.raw(EVENT_ID);
        instance.eventId(sequence, bytes);
        bytes.raw(kind);
        timestamp.write(startMicros, bytes);
        bytes.number(DURATION_US, durationMicros);
    }

    private EventBytes ended() {
        bytes.raw(always);
        bytes.raw(CLOSE);
        return bytes;
    }

    private void buckets(DurationHistogram durations) {
        bytes.raw(DURATION_BUCKETS);
        byte[] before = NOTHING;
        for (int bucket = durations.from(); bucket < durations.to(); bucket++) {
            int count = durations.count(bucket);
            if (count > 0) {
                bytes.number(before, bucket);
                bytes.number(COMMA, count);
                before = COMMA;
            }
        }
        bytes.raw(CLOSE_ARRAY);
    }

    private void who(Identity who) {
        String id = who.customerId();
        if (id != null) {
            text(CUSTOMER_ID, id);
            text(CUSTOMER_NAME, who.customerName());
            kind(who.customerKind());
            sources.write(who.customerSource(), bytes);
            truth(CUSTOMER_ACCEPTED, who.customerAccepted());
        }
        text(END_USER, who.endUser());
        text(CREDENTIAL_HASH, who.credentialHash());
        plans.write(who.plan(), bytes);
    }

    private void kind(@Nullable CustomerKind kind) {
        if (kind != null) {
            bytes.raw(KINDS[kind.ordinal()]);
        }
    }

    private void request(Event event) {
        methods.write(event.method, bytes);
        routes.write(event.route, bytes);
        truth(ROUTE_INFERRED, event.routeInferred ? Boolean.TRUE : null);
        texts.path(event.record);
        schemes.write(event.record.scheme(), bytes);
        texts.host(event.record);
        protocols.write(event.record.protocol(), bytes);
    }

    private void properties(Identity who) {
        byte[] before = PROPERTIES;
        for (int i = 0; i < who.properties(); i++) {
            bytes.raw(before);
            bytes.text(who.propertyName(i), MAX_TEXT);
            bytes.raw(COLON);
            bytes.text(who.propertyValue(i), MAX_TEXT);
            before = COMMA;
        }
        if (before == COMMA) {
            bytes.raw(CLOSE);
        }
    }

    private void text(byte[] name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            bytes.raw(name);
            bytes.text(value, MAX_TEXT);
        }
    }

    private void truth(byte[] name, @Nullable Boolean value) {
        if (value != null) {
            bytes.raw(name);
            bytes.raw(value ? TRUE : FALSE);
        }
    }

    private static byte[] kindAndTime(EventKind kind) {
        return json("\",\"event\":\"" + kind.wireName() + "\",\"ts\":\"");
    }

    private static byte[] json(String json) {
        return json.getBytes(ISO_8859_1);
    }
}
