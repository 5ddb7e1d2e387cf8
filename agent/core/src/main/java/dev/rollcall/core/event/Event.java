package dev.rollcall.core.event;

import dev.rollcall.core.exchange.Outcome;
import dev.rollcall.core.identity.Identity;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one ended exchange. Made by {@link EventMaker} and not changed after that; every text is bounded and
 * valid Unicode already. Null is what is not known.
 */
public final class Event {
    long startMicros;
    long durationMicros;

    final Identity identity;

    @Nullable
    String method;

    @Nullable
    String route;

    boolean routeInferred;

    @Nullable
    String path;

    @Nullable
    String scheme;

    @Nullable
    String host;

    @Nullable
    String protocol;

    int status;

    @Nullable
    String errorType;

    Outcome outcome = Outcome.OK;
    long requestBytes;
    long responseBytes;

    @Nullable
    String clientIp;

    @Nullable
    String userAgent;

    Event(Identity identity) {
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

    public @Nullable String path() {
        return path;
    }

    /** What went over the wire; 0 when nothing did. */
    public int status() {
        return status;
    }
}
