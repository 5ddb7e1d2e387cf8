package dev.rollcall.backend.event;

import dev.rollcall.core.event.DurationHistogram;
import org.jspecify.annotations.Nullable;

/** What must hold of the durations of a rollup: numbers of buckets ({@link DurationHistogram}) and how many requests are in each, in turns. */
public final class DurationBuckets {
    private DurationBuckets() {}

    /**
     * What is wrong with them, for whom it comes from; null when nothing is.
     *
     * @param buckets as they were sent
     * @param count how many requests the rollup stands for
     */
    public static @Nullable String problem(int[] buckets, int count) {
        long sum = 0;
        int last = -1;
        for (int i = 0; i + 1 < buckets.length; i += 2) {
            if (buckets[i] <= last || buckets[i] >= DurationHistogram.BUCKETS) {
                return "duration_buckets has the bucket " + buckets[i] + " after " + last
                        + "; they must rise, and be below " + DurationHistogram.BUCKETS;
            }
            if (buckets[i + 1] < 0) {
                return "duration_buckets has " + buckets[i + 1] + " requests in the bucket " + buckets[i];
            }
            last = buckets[i];
            sum += buckets[i + 1];
        }
        return buckets.length % 2 == 0 && sum == count
                ? null
                : "duration_buckets has " + buckets.length + " numbers for " + sum + " requests, but count is " + count
                        + "; they must be pairs, and add up to count";
    }
}
