package dev.rollcall.backend.ingest;

import java.util.function.LongSupplier;

/** So many at once, and so many a second after that (a token bucket). Safe for use by many threads. */
final class Allowance {
    private static final double NANOS = 1e9;

    private final int most;
    private final double aSecond;
    private final LongSupplier nanoClock;
    private double left;
    private long last;

    /**
     * Makes one that is full.
     *
     * @param most how many at once
     * @param aSecond how many are added each second
     * @param nanoClock nanoseconds since whenever
     */
    Allowance(int most, double aSecond, LongSupplier nanoClock) {
        this.most = most;
        this.aSecond = aSecond;
        this.nanoClock = nanoClock;
        this.left = most;
        this.last = nanoClock.getAsLong();
    }

    /** Takes one, if there is one. */
    synchronized boolean take() {
        long now = nanoClock.getAsLong();
        left = Math.min(most, left + (now - last) / NANOS * aSecond);
        last = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
