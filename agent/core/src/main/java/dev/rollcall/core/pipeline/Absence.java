package dev.rollcall.core.pipeline;

/**
 * Notices that the process was away: stopped, put to sleep, or restored from an image of its memory (CRaC, Lambda SnapStart,
 * a cloned virtual machine). An image may be restored many times, and every copy would give its events the ids of the others;
 * from inside, all of these look the same, so all are treated as a new process. Confined to the drain thread.
 */
final class Absence {
    /** Longer than any pause of a garbage collector that a server survives, and shorter than any restore is useful. */
    private static final long LONGEST_ROUND_NANOS = 10_000_000_000L;

    private long lastNanos;
    private long lastWallMillis;

    /**
     * Begins to watch.
     *
     * @param nanos the time by {@link System#nanoTime}
     * @param wallMillis the time by {@link System#currentTimeMillis}
     */
    Absence(long nanos, long wallMillis) {
        this.lastNanos = nanos;
        this.lastWallMillis = wallMillis;
    }

    /**
     * Whether the process was away since the last call, by either clock: the monotonic one stands still in a restored
     * process on some platforms, and the other does not.
     */
    boolean isOver(long nanos, long wallMillis) {
        boolean away = nanos - lastNanos > LONGEST_ROUND_NANOS
                || wallMillis - lastWallMillis > LONGEST_ROUND_NANOS / 1_000_000;
        lastNanos = nanos;
        lastWallMillis = wallMillis;
        return away;
    }
}
