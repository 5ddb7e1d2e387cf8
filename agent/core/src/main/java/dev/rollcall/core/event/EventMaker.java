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
    private final EventClock clock;
    private final Identifier identifier;
    private final RouteFinder routes;
    private final PathGlobs excluded;
    private final ClientIp clientIp;
    /** Made once and used again: who has it is done with it when the next record comes. */
    private @Nullable Event event;

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
        if (excluded.isEmpty()) {
            return false;
        }
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

    /** The event of a record, or null when its path is excluded. It lasts until the next call. */
    public @Nullable Event make(Record record) {
        if (isExcluded(record)) {
            return null;
        }
        Event event = made(record, identifier.identify(record));
        event.clientIp = clientIp.told(record.clientAddress());
        return event;
    }

    /** What a rollup tells of a record, which costs less; null when its path is excluded. It lasts until the next call. */
    public @Nullable Event brief(Record record) {
        return isExcluded(record) ? null : made(record, identifier.identifyCustomer(record));
    }

    private Event made(Record record, Identity identity) {
        Event event = this.event;
        if (event == null) {
            event = new Event(record, identity);
            this.event = event;
        }
        event.record = record;
        event.identity = identity;
        event.startMicros = startMicros(record);
        event.durationMicros = durationMicros(record);
        event.method = record.method();
        routes.find(record);
        event.route = routes.route();
        event.routeInferred = routes.isInferred();
        event.status = record.status();
        event.outcome = record.outcome();
        event.requestBytes = Math.max(0, record.requestBytes());
        event.responseBytes = Math.max(0, record.responseBytes());
        event.clientIp = null;
        return event;
    }
}
