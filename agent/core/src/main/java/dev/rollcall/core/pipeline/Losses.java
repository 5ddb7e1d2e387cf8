package dev.rollcall.core.pipeline;

import java.util.concurrent.atomic.AtomicLongArray;

/** How many events were lost, by reason, behind the ring. Any thread may count and read. */
public final class Losses {
    private final AtomicLongArray counts = new AtomicLongArray(Loss.values().length);

    /** Counts lost events. */
    public void add(Loss reason, long events) {
        counts.addAndGet(reason.ordinal(), events);
    }

    /** The counts of this moment. */
    Losses copy() {
        Losses copy = new Losses();
        for (Loss reason : Loss.values()) {
            copy.add(reason, get(reason));
        }
        return copy;
    }

    public long get(Loss reason) {
        return counts.get(reason.ordinal());
    }
}
