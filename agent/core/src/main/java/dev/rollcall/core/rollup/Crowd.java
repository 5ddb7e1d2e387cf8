package dev.rollcall.core.rollup;

import dev.rollcall.core.event.DurationHistogram;
import dev.rollcall.core.event.EventMaker;
import dev.rollcall.core.event.Rollup;
import dev.rollcall.core.event.RollupKey;
import dev.rollcall.core.exchange.Outcome;
import dev.rollcall.core.exchange.Record;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The last resort of a request thread: counts by status and outcome alone, with nothing but atomic additions. Any number of
 * threads add, one thread collects.
 *
 * <p>A request is counted with the last addition, that of its duration. Its sums may be collected a moment before: they are
 * then told with the requests before it, and none of them twice.
 */
final class Crowd {
    private static final int STATUSES = 600;
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final EventMaker maker;
    private final AtomicReferenceArray<@Nullable Sums> all = new AtomicReferenceArray<>(STATUSES * OUTCOMES.length);
    private final AtomicLong pending = new AtomicLong();

    /**
     * Counts nothing yet.
     *
     * @param maker knows the time
     */
    Crowd(EventMaker maker) {
        this.maker = maker;
        sums(200, Outcome.OK);
    }

    /** Adds a request. */
    void add(Record record) {
        int status = record.status() < 0 || record.status() >= STATUSES ? 0 : record.status();
        Sums sums = sums(status, record.outcome());
        long micros = EventMaker.durationMicros(record);
        int bucket = DurationHistogram.bucket(micros);
        sums.startedAt(maker.startMicros(record));
        sums.duration.addAndGet(micros);
        sums.request.addAndGet(Math.max(0, record.requestBytes()));
        sums.response.addAndGet(Math.max(0, record.responseBytes()));
        sums.buckets.incrementAndGet(bucket);
        pending.incrementAndGet();
    }

    private Sums sums(int status, Outcome outcome) {
        int index = status * OUTCOMES.length + outcome.ordinal();
        Sums sums = all.get(index);
        if (sums == null) {
            Sums fresh = new Sums();
            sums = all.compareAndExchange(index, null, fresh);
            sums = sums == null ? fresh : sums;
        }
        return sums;
    }

    /** How many requests wait to be collected; any thread may ask. */
    long pending() {
        return pending.get();
    }

    /** Moves what has been counted into a table. Returns how many requests there were. */
    long pourInto(RollupTable table) {
        long poured = 0;
        for (int i = 0; i < all.length(); i++) {
            Sums sums = all.get(i);
            if (sums != null) {
                poured += pour(sums, RollupKey.overflow(i / OUTCOMES.length, OUTCOMES[i % OUTCOMES.length]), table);
            }
        }
        pending.addAndGet(-poured);
        return poured;
    }

    private static long pour(Sums sums, RollupKey key, RollupTable table) {
        long poured = 0;
        for (int bucket = 0; bucket < sums.buckets.length(); bucket++) {
            if (sums.buckets.get(bucket) == 0) {
                continue;
            }
            long left = sums.buckets.getAndSet(bucket, 0);
            poured += left;
            while (left > 0) {
                int part = (int) Math.min(left, Rollup.MAX_COUNT);
                table.find(key, part).addDurations(bucket, part);
                left -= part;
            }
        }
        if (poured > 0) {
            // After the buckets: so these are the sums of all that were counted there.
            table.find(key, 0)
                    .addSums(
                            sums.earliest.getAndSet(Long.MAX_VALUE),
                            sums.duration.getAndSet(0),
                            sums.request.getAndSet(0),
                            sums.response.getAndSet(0));
        }
        return poured;
    }

    private static final class Sums {
        final AtomicLong earliest = new AtomicLong(Long.MAX_VALUE);
        final AtomicLong duration = new AtomicLong();
        final AtomicLong request = new AtomicLong();
        final AtomicLong response = new AtomicLong();
        final AtomicLongArray buckets = new AtomicLongArray(DurationHistogram.BUCKETS);

        void startedAt(long micros) {
            long known = earliest.get();
            while (micros < known && !earliest.compareAndSet(known, micros)) {
                known = earliest.get();
            }
        }
    }
}
