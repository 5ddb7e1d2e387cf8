package dev.rollcall.core.event;

import dev.rollcall.core.exchange.Outcome;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.identity.Identity;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one ended exchange. Its {@link EventMaker} makes all events of one object: an event lasts until the next
 * one is made, and no longer than its record, in which its details still are. Texts are as they came, and bounded where they
 * are told. Null is what is not known.
 */
public final class Event {
    /** The longest method and the longest route that are told, in UTF-16 units. */
    static final int MAX_METHOD = 32;

    static final int MAX_ROUTE = 512;

    Record record;
    Identity identity;
    long startMicros;
    long durationMicros;

    @Nullable
    String method;

    @Nullable
    String route;

    boolean routeInferred;
    int status;
    Outcome outcome = Outcome.OK;
    long requestBytes;
    long responseBytes;

    @Nullable
    String clientIp;

    Event(Record record, Identity identity) {
        this.record = record;
        this.identity = identity;
    }

    /** The start of the request in microseconds since 1970. */
    public long startMicros() {
        return startMicros;
    }

    /** From the begin hook to the end hook, in microseconds, never negative. */
    public long durationMicros() {
        return durationMicros;
    }

    /** Who called. */
    public Identity identity() {
        return identity;
    }

    public @Nullable String method() {
        return method;
    }

    /** The route template, told by the framework, found in its table or inferred. */
    public @Nullable String route() {
        return route;
    }

    public boolean isRouteInferred() {
        return routeInferred;
    }

    /** What went over the wire; 0 when nothing did. */
    public int status() {
        return status;
    }
}
