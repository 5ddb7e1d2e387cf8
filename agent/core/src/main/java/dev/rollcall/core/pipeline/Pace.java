package dev.rollcall.core.pipeline;

/**
 * How long the drain thread sleeps until it looks into the ring again. To fall asleep and to wake up costs five to ninety
 * microseconds of a processor, most in virtual machines, and a request some three; what waits meanwhile is lost should the
 * process be killed.
 *
 * <p>So: ten milliseconds, and after a second without a request a hundred. When many come it looks more often: that is then a small
 * part of what they cost, and a killed process loses few of them. Confined to the drain thread.
 */
final class Pace {
    private static final long USUAL_NANOS = 10_000_000;
    private static final long BUSIEST_NANOS = 1_000_000;
    private static final long IDLE_NANOS = 100_000_000;

    /** No request for so long is more than a lull. */
    private static final long LULL_NANOS = 1_000_000_000;

    /** More than these are not to wait for a look: at 32,000 requests a second it looks every millisecond. */
    private static final int FEW_RECORDS = 32;

    /** A ring of fewer slots could fill up during a long pause. */
    private static final int SLOTS_FOR_LONG_PAUSES = 16_384;

    private final int few;
    private final long idleNanos;
    private long lastRequestNanos;

    /**
     * Begins as if there had been a request.
     *
     * @param nowNanos the time by {@link System#nanoTime}
     * @param slots of the ring
     */
    Pace(long nowNanos, int slots) {
        lastRequestNanos = nowNanos;
        few = Math.max(1, Math.min(FEW_RECORDS, slots / 8));
        idleNanos = slots < SLOTS_FOR_LONG_PAUSES ? USUAL_NANOS : IDLE_NANOS;
    }

    /**
     * Nanoseconds to sleep after a round.
     *
     * @param nowNanos the time by {@link System#nanoTime}
     * @param records how many were found since the last pause
     */
    long pauseNanos(long nowNanos, int records) {
        if (records == 0) {
            return nowNanos - lastRequestNanos < LULL_NANOS ? USUAL_NANOS : idleNanos;
        }
        lastRequestNanos = nowNanos;
        return records <= few ? USUAL_NANOS : Math.max(BUSIEST_NANOS, USUAL_NANOS * few / records);
    }
}
