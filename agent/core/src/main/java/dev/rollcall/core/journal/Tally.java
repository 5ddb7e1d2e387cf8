package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.pipeline.Loss;

/** What became of this process's requests for one reader. Guarded by the journal's lock. */
final class Tally {
    private final long[] done = new long[EventKind.values().length];
    private final long[] handedOver = new long[EventKind.values().length];
    private final long[][] lost = new long[EventKind.values().length][Loss.values().length];

    void done(EventKind kind, long requests) {
        done[kind.ordinal()] += requests;
    }

    void lost(EventKind kind, Loss reason, long requests) {
        lost[kind.ordinal()][reason.ordinal()] += requests;
    }

    void handedOver(EventKind kind, long requests) {
        handedOver[kind.ordinal()] += requests;
    }

    long handedOver(EventKind kind) {
        return handedOver[kind.ordinal()];
    }

    long done(EventKind kind) {
        return done[kind.ordinal()];
    }

    long lost(EventKind kind, Loss reason) {
        return lost[kind.ordinal()][reason.ordinal()];
    }

    long lost(EventKind kind) {
        long sum = 0;
        for (long count : lost[kind.ordinal()]) {
            sum += count;
        }
        return sum;
    }
}
