package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.pipeline.Loss;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many requests this process's events stand for, by kind. {@link #took} is called by the drain thread only and takes no
 * lock; the others are guarded by the journal's lock, where they belong together.
 */
final class Counts {
    private final AtomicLongArray taken = new AtomicLongArray(EventKind.values().length);
    /** Of these, written to a file. */
    private final AtomicLongArray stored = new AtomicLongArray(EventKind.values().length);
    /** Of these, in memory only. */
    private final AtomicLongArray held = new AtomicLongArray(EventKind.values().length);

    private final Tally lost = new Tally();

    /** One writer: a plain store is as good as an atomic addition. */
    void took(EventKind kind, int requests, boolean inMemory) {
        int index = kind.ordinal();
        AtomicLongArray place = inMemory ? held : stored;
        place.lazySet(index, place.get(index) + requests);
        taken.lazySet(index, taken.get(index) + requests);
    }

    /** From memory to a file. */
    void stored(Segment segment) {
        for (EventKind kind : EventKind.values()) {
            held.addAndGet(kind.ordinal(), -segment.requests(kind));
            stored.addAndGet(kind.ordinal(), segment.requests(kind));
        }
    }

    /** From memory to nowhere, when there is no endpoint. */
    void lost(Segment segment, Loss reason) {
        for (EventKind kind : EventKind.values()) {
            held.addAndGet(kind.ordinal(), -segment.requests(kind));
            lost.lost(kind, reason, segment.requests(kind));
        }
    }

    /** Taken, and not even held. */
    void lost(EventKind kind, Loss reason, int requests) {
        taken.addAndGet(kind.ordinal(), requests);
        lost.lost(kind, reason, requests);
    }

    long taken(EventKind kind) {
        return taken.get(kind.ordinal());
    }

    long stored(EventKind kind) {
        return stored.get(kind.ordinal());
    }

    long held(EventKind kind) {
        return held.get(kind.ordinal());
    }

    long lost(EventKind kind, Loss reason) {
        return lost.lost(kind, reason);
    }
}
