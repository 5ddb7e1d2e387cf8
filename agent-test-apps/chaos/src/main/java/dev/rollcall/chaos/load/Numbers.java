package dev.rollcall.chaos.load;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A {@code long} for every request number from 0 on, 0 at first. Grows as needed; for any thread. */
public final class Numbers {
    private static final int PER_CHUNK = 1 << 16;
    private static final int CHUNKS = 1 << 12;

    private final AtomicReferenceArray<@Nullable AtomicLongArray> chunks = new AtomicReferenceArray<>(CHUNKS);

    /** The value of a number, 0 when it has none. */
    public long get(long number) {
        AtomicLongArray chunk = chunks.get((int) (number / PER_CHUNK));
        return chunk == null ? 0 : chunk.get((int) (number % PER_CHUNK));
    }

    public void set(long number, long value) {
        chunk(number).set((int) (number % PER_CHUNK), value);
    }

    /** Counts one more. */
    public void increment(long number) {
        chunk(number).incrementAndGet((int) (number % PER_CHUNK));
    }

    private AtomicLongArray chunk(long number) {
        int index = (int) (number / PER_CHUNK);
        AtomicLongArray chunk = chunks.get(index);
        if (chunk == null) {
            AtomicLongArray made = new AtomicLongArray(PER_CHUNK);
            AtomicLongArray other = chunks.compareAndExchange(index, null, made);
            chunk = other == null ? made : other;
        }
        return chunk;
    }
}
