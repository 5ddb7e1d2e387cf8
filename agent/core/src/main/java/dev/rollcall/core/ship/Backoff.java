package dev.rollcall.core.ship;

import java.util.Random;

/**
 * How long to wait before the next attempt: a random time between nothing and a bound that doubles with every failure ("full
 * jitter"), so that a thousand agents do not come back at the same moment to a backend that has just recovered.
 */
final class Backoff {
    private final long firstMillis;
    private final long longestMillis;
    private final Random random;
    private int failures;

    /** Starts without a failure. */
    Backoff(long firstMillis, long longestMillis, Random random) {
        this.firstMillis = firstMillis;
        this.longestMillis = longestMillis;
        this.random = random;
    }

    /** Counts a failure, and tells how long to wait, in milliseconds. */
    long failed() {
        long bound = failures >= 30 ? longestMillis : Math.min(longestMillis, firstMillis << failures);
        failures++;
        return (long) (random.nextDouble() * bound) + 1;
    }

    /** Like {@link #failed}, but never next to nothing: a destination that failed often is left alone for a while. */
    long failedForLong() {
        return Math.max(failed(), longestMillis / 10);
    }

    /** An attempt went well. */
    void succeeded() {
        failures = 0;
    }
}
