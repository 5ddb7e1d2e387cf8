package dev.rollcall.core.pipeline;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Which requests are told in detail: all, none, or so many a second ({@code rollcall.detail}).
 *
 * <p>Of a second's requests each has the same chance, worked out from the second before; the first ones would not do, for
 * they are those of the fastest customer. When traffic grows within the second, the number is what holds. Confined to the
 * drain thread.
 */
public final class DetailChoice {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final String SAMPLED = "sampled:";

    private final long perSecond;
    private final DoubleSupplier random;
    private long secondStart;
    private boolean begun;
    private long seen;
    private long left;
    private double chance = 1;

    /**
     * Chooses so many a second.
     *
     * @param perSecond 0 for none, {@link Long#MAX_VALUE} for all
     * @param random numbers from 0 to before 1
     */
    DetailChoice(long perSecond, DoubleSupplier random) {
        this.perSecond = perSecond;
        this.random = random;
    }

    /** As {@code rollcall.detail} says: {@code all}, {@code none} or {@code sampled:<per second>}. */
    public static DetailChoice of(String option) {
        String word = option.toLowerCase(Locale.ROOT);
        long perSecond = word.equals("none")
                ? 0
                : word.startsWith(SAMPLED) ? Long.parseLong(word.substring(SAMPLED.length())) : Long.MAX_VALUE;
        return new DetailChoice(perSecond, new SplittableRandom()::nextDouble);
    }

    /**
     * Whether the next request is told in detail.
     *
     * @param nanos the time by {@link System#nanoTime}; the same for requests that come together
     */
    boolean isNextChosen(long nanos) {
        if (perSecond == Long.MAX_VALUE || perSecond == 0) {
            return perSecond != 0;
        }
        if (!begun || nanos - secondStart >= SECOND_NANOS) {
            beginSecond(nanos);
        }
        seen++;
        if (left == 0 || (chance < 1 && random.getAsDouble() >= chance)) {
            return false;
        }
        left--;
        return true;
    }

    private void beginSecond(long nanos) {
        double expected = begun ? seen * (double) SECOND_NANOS / (nanos - secondStart) : 0;
        chance = expected <= perSecond ? 1 : perSecond / expected;
        begun = true;
        secondStart = nanos;
        seen = 0;
        left = perSecond;
    }
}
