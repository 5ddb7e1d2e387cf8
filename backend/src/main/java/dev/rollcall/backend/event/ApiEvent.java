package dev.rollcall.backend.event;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event as it is stored: a request, many requests in one ({@link Kind#ROLLUP}), or what an agent tells of itself. The fields
 * are those of the wire format ({@code docs/events.md}); what is not known is null.
 *
 * <p>Filled by one thread, then handed on and not changed any more.
 */
public final class ApiEvent {
    /** How many requests one event may stand for. */
    public static final int MAX_COUNT = 1 << 30;

    /** The largest duration in microseconds, and the largest number of bytes: twice as much is still a number of 64 bits. */
    public static final long MAX_AMOUNT = Long.MAX_VALUE / 2;

    /** What an event tells of. */
    public enum Kind {
        REQUEST("api_request"),
        ROLLUP("api_request_rollup"),
        STATUS("agent_status");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        /** The value of the field {@code event}. */
        public String wireName() {
            return wireName;
        }

        /** The kind of the given wire name, or null when there is none. */
        public static @Nullable Kind of(String wireName) {
            for (Kind kind : values()) {
                if (kind.wireName.equals(wireName)) {
                    return kind;
                }
            }
            return null;
        }
    }

    public Kind kind = Kind.REQUEST;
    public UUID id = new UUID(0, 0);
    /** Whether that was made here, because the sender gave none: no other event has it, and nobody can send it again. */
    public boolean idIsOurs;
    /** Start of the request, in microseconds since 1970. */
    public long epochMicros;
    /** Whether that is when the event arrived, because the sender did not say: another attempt to send it has another time. */
    public boolean timeIsArrival;
    /** In microseconds; of a rollup, the sum. */
    public long durationMicros;
    /** How many requests; 0 for a status. */
    public int count = 1;

    public @Nullable String customerId;
    public @Nullable String customerName;
    public @Nullable String customerKind;
    public @Nullable String customerSource;
    public @Nullable Boolean customerAccepted;
    public @Nullable String endUser;
    public @Nullable String credentialHash;
    public @Nullable String plan;

    public @Nullable String method;
    public @Nullable String route;
    public boolean routeInferred;
    public @Nullable String path;
    public @Nullable String scheme;
    public @Nullable String host;
    public @Nullable String protocol;
    /** 0 when nothing went over the wire. */
    public int status;

    public @Nullable String errorType;
    public @Nullable String outcome;
    public long requestBytes;
    public long responseBytes;

    public @Nullable String clientIp;
    public @Nullable String country;
    public @Nullable String userAgent;
    public @Nullable String sdkVersion;

    /** Desktop, mobile, tablet or other, by the user agent; made here. */
    public @Nullable String device;

    /** The name of a known AI agent, by the user agent; made here. */
    public @Nullable String aiAgent;

    /** Low, medium or high, by documented rules; made here. */
    public @Nullable String threat;

    /** The API: what the sender calls it, else the service. */
    public String api = "";

    public @Nullable String service;
    public @Nullable String instance;
    public @Nullable String environment;
    public @Nullable String agentVersion;

    /** Numbers of buckets and how many requests are in each, in turns and in rising order; of a rollup only. */
    public int @Nullable [] durationBuckets;

    /** Texts by name, in the order in which they came. */
    public Map<String, String> properties = Map.of();
}
