package dev.rollcall.core.ship;

/** When a batch is full, and how much may wait. Immutable. */
public final class BatchLimits {
    private final int events;
    private final long bytes;
    private final long ageNanos;
    private final long backlogBytes;

    /**
     * Sets the limits.
     *
     * @param events the most events of a batch
     * @param bytes a batch is closed at this size before compression
     * @param ageMillis a batch is closed when its first event has waited so long
     * @param backlogBytes how many bytes of closed batches, compressed, may wait
     */
    public BatchLimits(int events, long bytes, long ageMillis, long backlogBytes) {
        this.events = events;
        this.bytes = bytes;
        this.ageNanos = ageMillis * 1_000_000;
        this.backlogBytes = backlogBytes;
    }

    int events() {
        return events;
    }

    long bytes() {
        return bytes;
    }

    long ageNanos() {
        return ageNanos;
    }

    long backlogBytes() {
        return backlogBytes;
    }
}
