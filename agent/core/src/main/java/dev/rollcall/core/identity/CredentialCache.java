package dev.rollcall.core.identity;

import org.jspecify.annotations.Nullable;

/**
 * What was worked out from a credential, found again by the credential's fingerprint. Bounded: two places for every slot,
 * the newer entry drives the older out. Entries grow old, so that what nobody sends any more is forgotten.
 *
 * <p>Confined to one thread at a time.
 */
final class CredentialCache<V> {
    private final Fingerprint fingerprint = new Fingerprint();
    private final @Nullable Entry<V>[] entries;
    private int swept;

    /**
     * Makes an empty cache.
     *
     * @param size how many entries at most; a power of two
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    CredentialCache(int size) {
        entries = new Entry[size];
    }

    /**
     * Finds what was kept for a credential. {@link #put} afterwards keeps something for the same one.
     *
     * @param nanos the time, as {@link System#nanoTime} has it
     */
    @Nullable
    V get(byte[] source, int from, int to, long nanos) {
        sweep(nanos);
        fingerprint.take(source, from, to);
        int slot = slot();
        V first = value(entries[slot], nanos);
        if (first != null) {
            return first;
        }
        V second = value(entries[slot + 1], nanos);
        if (second != null) {
            // The first place is for what was used last.
            Entry<V> used = entries[slot + 1];
            entries[slot + 1] = entries[slot];
            entries[slot] = used;
        }
        return second;
    }

    /** Keeps a value for the credential that was asked for last, until the given time. */
    void put(V value, long untilNanos) {
        int slot = slot();
        entries[slot + 1] = entries[slot];
        entries[slot] = new Entry<>(fingerprint.high(), fingerprint.low(), value, untilNanos);
    }

    private int slot() {
        return (int) fingerprint.high() & (entries.length - 2);
    }

    private @Nullable V value(@Nullable Entry<V> entry, long nanos) {
        return entry != null
                        && entry.high == fingerprint.high()
                        && entry.low == fingerprint.low()
                        && entry.untilNanos - nanos > 0
                ? entry.value
                : null;
    }

    /** One place a look-up: no pause, and all of the cache once every few thousand calls. */
    private void sweep(long nanos) {
        swept = (swept + 1) & (entries.length - 1);
        Entry<V> entry = entries[swept];
        if (entry != null && entry.untilNanos - nanos <= 0) {
            entries[swept] = null;
        }
    }

    private static final class Entry<V> {
        final long high;
        final long low;
        final V value;
        final long untilNanos;

        Entry(long high, long low, V value, long untilNanos) {
            this.high = high;
            this.low = low;
            this.value = value;
            this.untilNanos = untilNanos;
        }
    }
}
