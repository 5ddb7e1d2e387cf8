package dev.rollcall.core.event;

import java.util.Arrays;

/**
 * Counts durations in fixed buckets: one for each microsecond up to 31, then 16 of equal width for each doubling. Two histograms
 * always have the same buckets, so they can be added up.
 *
 * <p>A percentile is the middle of its bucket, and so at most 1/32 (3.2 %) away from a duration that was measured. Takes
 * four bytes for each bucket between the shortest and the longest duration; some 500 cover a microsecond to an hour.
 *
 * <p>Buckets travel by their numbers ({@code duration_buckets} of a rollup), so the numbers never change.
 */
public final class DurationHistogram {
    private static final int BITS = 4;
    private static final int PER_DOUBLING = 1 << BITS;

    /** How many buckets there are; the last one is for the longest duration that a number can hold. */
    public static final int BUCKETS = bucket(Long.MAX_VALUE) + 1;

    /** Counts of the buckets from {@link #first} on. */
    private int[] counts = {};

    private int first;
    private long total;

    /** Counts a duration; a negative one counts as 0. */
    public void record(long micros) {
        add(bucket(Math.max(0, micros)), 1);
    }

    /**
     * Counts durations of one bucket.
     *
     * @param bucket its number, from 0 to before {@link #BUCKETS}; others are ignored
     * @param durations how many; not negative
     */
    public void add(int bucket, int durations) {
        if (bucket < 0 || bucket >= BUCKETS || durations <= 0) {
            return;
        }
        if (counts.length == 0) {
            first = bucket;
            counts = new int[1];
        } else if (bucket < first) {
            int[] wider = new int[counts.length + first - bucket];
            System.arraycopy(counts, 0, wider, first - bucket, counts.length);
            counts = wider;
            first = bucket;
        } else if (bucket - first >= counts.length) {
            counts = Arrays.copyOf(counts, bucket - first + 1);
        }
        int before = counts[bucket - first];
        // More than two thousand million of one length say all about a percentile that they can.
        counts[bucket - first] = before > Integer.MAX_VALUE - durations ? Integer.MAX_VALUE : before + durations;
        total += counts[bucket - first] - before;
    }

    /** Adds another histogram's counts to these. */
    public void add(DurationHistogram other) {
        for (int i = 0; i < other.counts.length; i++) {
            add(other.first + i, other.counts[i]);
        }
    }

    /** The number of the first bucket that may not be empty. */
    public int from() {
        return first;
    }

    /** The number behind the last bucket that is not empty. */
    public int to() {
        return first + counts.length;
    }

    /** How many durations a bucket has, from {@link #from} to before {@link #to}. */
    public int count(int bucket) {
        return counts[bucket - first];
    }

    /** How many durations were counted. */
    public long total() {
        return total;
    }

    /**
     * The duration in microseconds that the given part of all durations does not exceed; 0 when there are none.
     *
     * @param part above 0, at most 1; for example 0.95
     */
    public long percentile(double part) {
        long wanted = Math.max(1, (long) Math.ceil(part * total));
        long passed = 0;
        for (int i = 0; i < counts.length; i++) {
            passed += counts[i];
            if (passed >= wanted) {
                return middle(first + i);
            }
        }
        return 0;
    }

    /** The bucket of a duration that is not negative. */
    public static int bucket(long micros) {
        if (micros < 2 * PER_DOUBLING) {
            return (int) micros;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(micros);
        int within = (int) (micros >>> (exponent - BITS)) & (PER_DOUBLING - 1);
        return (exponent - BITS + 1) * PER_DOUBLING + within;
    }

    /** The duration in microseconds in the middle of a bucket. */
    public static long middle(int bucket) {
        if (bucket < 2 * PER_DOUBLING) {
            return bucket;
        }
        int shift = bucket / PER_DOUBLING - 1;
        long lowest = (long) (PER_DOUBLING + bucket % PER_DOUBLING) << shift;
        return lowest + (1L << shift) / 2;
    }
}
