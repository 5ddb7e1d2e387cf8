package dev.rollcall.core.event;

import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.identity.Identifier;
import dev.rollcall.core.identity.Identity;
import dev.rollcall.core.route.RouteFinder;
import org.jspecify.annotations.Nullable;

/**
 * Makes the event of a record: who called, what, and with which result. Confined to one thread at a time: the drain
 * thread, or for a {@link #sibling} whoever holds it.
 *
 * <p>A request may be excluded by its path; it then has no event and is counted as excluded.
 */
public final class EventMaker {
    private static final int MAX_METHOD = 32;
    private static final int MAX_ROUTE = 512;
    private static final int MAX_PATH = 2048;
    private static final int MAX_HOST = 255;
    private static final int MAX_USER_AGENT = 512;
    private static final int MAX_WORD = 64;
    private static final int MAX_ERROR_TYPE = 256;

    /** The servlet specification's way to put a session into a URL (7.1.3); who holds the id is logged in. */
    private static final String SESSION = ";jsessionid=";

    private final EventClock clock;
    private final Identifier identifier;
    private final RouteFinder routes;
    private final PathGlobs excluded;
    private final ClientIp clientIp;

    /** Puts together what an event is made with. */
    public EventMaker(
            EventClock clock, Identifier identifier, RouteFinder routes, PathGlobs excluded, ClientIp clientIp) {
        this.clock = clock;
        this.identifier = identifier;
        this.routes = routes;
        this.excluded = excluded;
        this.clientIp = clientIp;
    }

    /**
     * A maker of brief events for another thread than the drain thread. It knows the customers and routes that this one
     * knows, and learns no new routes.
     */
    public EventMaker sibling() {
        return new EventMaker(clock, identifier.sibling(), routes.reader(), excluded, clientIp);
    }

    /** Called by the drain thread between two records, for its siblings; see {@link Identifier#helpSiblings}. */
    public void helpSiblings() {
        identifier.helpSiblings();
    }

    /** Whether a record is not to be reported. Any thread may ask that owns the record. */
    public boolean isExcluded(Record record) {
        String path = record.path();
        return path != null && excluded.match(path);
    }

    /** When a request began, in microseconds since 1970. Any thread may ask that owns the record. */
    public long startMicros(Record record) {
        return clock.epochMicros(record.startNanos());
    }

    /** How long a request took, in microseconds, never negative. */
    public static long durationMicros(Record record) {
        return Math.max(0, (record.endNanos() - record.startNanos()) / 1000);
    }

    /** The event of a record, or null when its path is excluded. */
    public @Nullable Event make(Record record) {
        String path = record.path();
        if (path != null && excluded.match(path)) {
            return null;
        }
        Event event = made(record, path, identifier.identify(record));
        event.path = BoundedText.of(withoutSession(path), MAX_PATH);
        event.errorType = BoundedText.of(record.errorType(), MAX_ERROR_TYPE);
        details(event, record);
        return event;
    }

    /** What a rollup tells of a record, which costs half as much; null when its path is excluded. */
    public @Nullable Event brief(Record record) {
        String path = record.path();
        if (path != null && excluded.match(path)) {
            return null;
        }
        return made(record, path, identifier.identifyCustomer(record));
    }

    private Event made(Record record, @Nullable String path, Identity identity) {
        Event event = new Event(identity);
        event.startMicros = startMicros(record);
        event.durationMicros = durationMicros(record);
        event.method = BoundedText.of(record.method(), MAX_METHOD);
        routes.find(record, path);
        event.route = BoundedText.of(routes.route(), MAX_ROUTE);
        event.routeInferred = routes.isInferred();
        event.status = record.status();
        event.outcome = record.outcome();
        event.requestBytes = Math.max(0, record.requestBytes());
        event.responseBytes = Math.max(0, record.responseBytes());
        return event;
    }

    private void details(Event event, Record record) {
        event.scheme = BoundedText.of(record.scheme(), MAX_WORD);
        event.host = BoundedText.of(withoutUser(record.host()), MAX_HOST);
        event.protocol = BoundedText.of(record.protocol(), MAX_WORD);
        event.clientIp = BoundedText.of(clientIp.told(record.clientAddress()), MAX_WORD);
        event.userAgent = BoundedText.of(record.userAgent(), MAX_USER_AGENT);
    }

    private static @Nullable String withoutSession(@Nullable String path) {
        if (path == null || path.indexOf(';') < 0) {
            return path;
        }
        StringBuilder kept = new StringBuilder(path.length());
        int at = 0;
        while (at < path.length()) {
            if (path.regionMatches(true, at, SESSION, 0, SESSION.length())) {
                at += SESSION.length();
                while (at < path.length() && path.charAt(at) != ';' && path.charAt(at) != '/') {
                    at++;
                }
            } else {
                kept.append(path.charAt(at++));
            }
        }
        return kept.toString();
    }

    /** An authority may hold a password before its last at sign (RFC 3986, 3.2.1). */
    private static @Nullable String withoutUser(@Nullable String host) {
        return host == null ? null : host.substring(host.lastIndexOf('@') + 1);
    }
}
