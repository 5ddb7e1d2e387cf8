package dev.rollcall.backend.query;

import dev.rollcall.core.event.DurationHistogram;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Requests by the bucket of their duration ({@link DurationHistogram}), and the percentiles that follow from it. Used by one thread. */
public final class Distribution {
    private final TreeMap<Integer, Long> requests = new TreeMap<>();
    private long total;

    /** Adds requests of a bucket. */
    public void add(int bucket, long count) {
        requests.merge(bucket, count, Long::sum);
        total += count;
    }

    /** Adds what another one has. */
    public void add(Distribution other) {
        other.requests.forEach(this::add);
    }

    /** The requests of all buckets. */
    public long total() {
        return total;
    }

    /**
     * The duration in microseconds that so many of a hundred requests do not exceed, as the middle of its bucket; null without
     * requests.
     *
     * @param percent from 1 to 100
     */
    public @Nullable Long percentile(int percent) {
        long passed = 0;
        for (var entry : requests.entrySet()) {
            passed += entry.getValue();
            // passed >= total * percent / 100, without rounding and without overflow for any count that there can be.
            if (passed >= total - Math.floorDiv(total * (100L - percent), 100L)) {
                return DurationHistogram.middle(entry.getKey());
            }
        }
        return null;
    }
}
