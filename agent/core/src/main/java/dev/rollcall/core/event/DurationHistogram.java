package dev.rollcall.core.event;

import java.util.Arrays;

/**
 * Counts durations in fixed buckets: one for each microsecond up to 31, then 16 of equal width for each doubling. Two histograms
 * always have the same buckets, so they can be added up.
 *
 * <p>A percentile is the middle of its bucket, and so at most 1/32 (3.2 %) away from a duration that was measured. Takes
 * four bytes for each bucket between the shortest and the longest duration; some 500 cover a microsecond to an hour.
 */
public final class DurationHistogram {
    private static final int BITS = 4;
    private static final int PER_DOUBLING = 1 << BITS;

    /** Counts of the buckets from {@link #first} on. */
    private int[] counts = {};

    private int first;
    private long total;

    /** Counts a duration; a negative one counts as 0. */
    public void record(long micros) {
        int bucket = bucket(Math.max(0, micros));
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
        counts[bucket - first]++;
        total++;
    }

    /** Adds another histogram's counts to these. */
    public void add(DurationHistogram other) {
        for (int i = 0; i < other.counts.length; i++) {
            if (other.counts[i] > 0) {
                long before = total;
                record(middle(other.first + i));
                counts[other.first + i - first] += other.counts[i] - 1;
                total = before + other.counts[i];
            }
        }
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
    static int bucket(long micros) {
        if (micros < 2 * PER_DOUBLING) {
            return (int) micros;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(micros);
        int within = (int) (micros >>> (exponent - BITS)) & (PER_DOUBLING - 1);
        return (exponent - BITS + 1) * PER_DOUBLING + within;
    }

    /** The duration in the middle of a bucket. */
    static long middle(int bucket) {
        if (bucket < 2 * PER_DOUBLING) {
            return bucket;
        }
        int shift = bucket / PER_DOUBLING - 1;
        long lowest = (long) (PER_DOUBLING + bucket % PER_DOUBLING) << shift;
        return lowest + (1L << shift) / 2;
    }
}
