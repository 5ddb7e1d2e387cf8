package dev.rollcall.core.rollup;

import dev.rollcall.core.event.RollupKey;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many keys all tables together may hold, and how much memory with them. A customer chooses its id, so that nothing else
 * bounds their number. Any thread.
 */
final class KeyRoom {
    /** What a key and its sums take but for its texts: objects, an entry of a table, a histogram of usual width. */
    private static final int BYTES_PER_KEY = 1024;

    private final int maxKeys;
    private final long maxBytes;
    private final AtomicInteger keys = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * Room for so many keys; long texts in them use it up sooner.
     *
     * @param maxKeys at least 1
     */
    KeyRoom(int maxKeys) {
        this.maxKeys = maxKeys;
        this.maxBytes = maxKeys * (BYTES_PER_KEY + 512L);
    }

    /** Takes room for a key; false when there is none. */
    boolean take(RollupKey key) {
        long size = size(key);
        if (keys.incrementAndGet() > maxKeys) {
            keys.decrementAndGet();
            return false;
        }
        if (bytes.addAndGet(size) > maxBytes) {
            give(key);
            return false;
        }
        return true;
    }

    /** Gives back what {@link #take} took. */
    void give(RollupKey key) {
        keys.decrementAndGet();
        bytes.addAndGet(-size(key));
    }

    /** Whether it is time to make room: more than half is taken. */
    boolean isHalfFull() {
        return keys.get() > maxKeys / 2 || bytes.get() > maxBytes / 2;
    }

    private static long size(RollupKey key) {
        return BYTES_PER_KEY + 2L * key.characters();
    }
}
