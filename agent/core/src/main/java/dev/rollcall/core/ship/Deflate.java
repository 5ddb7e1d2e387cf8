package dev.rollcall.core.ship;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Compresses to DEFLATE (RFC 1951), for bytes that are mostly what stood some hundred bytes before, as events are.
 *
 * <p>Not {@link java.util.zip.Deflater}: for events this takes a third of the time of its quickest level and no memory outside of
 * the heap, and the same input gives the same bytes on every JDK, each of which may have another zlib. What it gives up is
 * what other data would need: it finds repetitions of eight bytes and more, at one of two places, and writes one block with
 * the fixed codes (3.2.6), whatever the data. Noise grows by an eighth at most.
 *
 * <p>Use: {@link #begin}, any number of {@link #literal} and {@link #add}, {@link #end}. Confined to one thread.
 */
final class Deflate {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** How far back a repetition may begin, and how many bytes it may have (3.2.5). */
    private static final int WINDOW = 32 << 10;

    private static final int SHORTEST = 3;
    private static final int LONGEST = 258;

    private static final int HASH_BITS = 13;
    /** Spreads what differs in any of eight bytes over the upper bits: the golden ratio. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Where eight bytes with a hash were last seen, of the places that were looked at. */
    private final int[] places = new int[1 << HASH_BITS];

    private byte[] out;
    private int at;

    /** What is not in the output yet, the first bit lowest; less than a byte between two writes. */
    private long bits;

    private int count;

    /**
     * Makes a buffer for the output, which grows as needed.
     *
     * @param capacity in bytes
     */
    Deflate(int capacity) {
        out = new byte[Math.max(capacity, Long.BYTES)];
    }

    /** Begins an output of one block. */
    void begin() {
        at = 0;
        bits = 0;
        count = 0;
        write(DeflateCodes.LAST_BLOCK_WITH_FIXED_CODES, 3);
    }

    /** One byte that is no part of any repetition. */
    void literal(int value) {
        writeCode(DeflateCodes.LITERALS[value & 0xFF]);
    }

    /** The bytes of an array from one index to before another; repetitions are found among them. */
    void add(byte[] in, int from, int to) {
        Arrays.fill(places, from - WINDOW - 1);
        int distance = 0;
        int now = from;
        while (now <= to - Long.BYTES) {
            long eight = (long) LONGS.get(in, now);
            int hash = (int) ((eight * SPREAD) >>> (Long.SIZE - HASH_BITS));
            int before = places[hash];
            places[hash] = now;
            // Behind what differs from the event before, that event goes on, most often.
            if (distance > 0 && (long) LONGS.get(in, now - distance) == eight) {
                before = now - distance;
            } else if (now - before > WINDOW || (long) LONGS.get(in, before) != eight) {
                literal(in[now++]);
                continue;
            }
            distance = now - before;
            now += repeat(length(in, before, now, to), distance);
        }
        while (now < to) {
            literal(in[now++]);
        }
    }

    /** How many bytes are the same from two places on, of which eight are known to be. */
    private static int length(byte[] in, int before, int now, int to) {
        int length = Long.BYTES;
        while (now + length <= to - Long.BYTES) {
            long difference = (long) LONGS.get(in, before + length) ^ (long) LONGS.get(in, now + length);
            if (difference != 0) {
                return length + (Long.numberOfTrailingZeros(difference) >>> 3);
            }
            length += Long.BYTES;
        }
        while (now + length < to && in[before + length] == in[now + length]) {
            length++;
        }
        return length;
    }

    /** Writes a repetition, in parts if it is long; returns how much of it: one or two bytes may be left over. */
    private int repeat(int length, int distance) {
        int symbol = DeflateCodes.distanceSymbol(distance);
        int left = length;
        while (left >= SHORTEST) {
            int part = Math.min(left, LONGEST);
            writeCode(DeflateCodes.LENGTHS[part]);
            writeCode(DeflateCodes.DISTANCES[symbol]);
            write(DeflateCodes.distanceExtra(symbol, distance), DeflateCodes.distanceExtraBits(symbol));
            left -= part;
        }
        return length - left;
    }

    private void writeCode(int code) {
        write(code >>> DeflateCodes.COUNT_BITS, code & DeflateCodes.COUNT_MASK);
    }

    /** Writes so many bits, the lowest first. */
    private void write(int value, int howMany) {
        bits |= (long) value << count;
        count += howMany;
        if (count >= Integer.SIZE) {
            writeBytes();
        }
    }

    /** Writes the bytes that are whole. */
    private void writeBytes() {
        if (at > out.length - Long.BYTES) {
            out = Arrays.copyOf(out, out.length * 2);
        }
        LONGS.set(out, at, bits);
        at += count >>> 3;
        bits >>>= count & ~7;
        count &= 7;
    }

    /** Ends the block, with a whole byte. */
    void end() {
        writeCode(DeflateCodes.END_OF_BLOCK);
        count += 7;
        writeBytes();
        bits = 0;
        count = 0;
    }

    /** The output up to {@link #length}; another array when that one has become too small. */
    byte[] bytes() {
        return out;
    }

    int length() {
        return at;
    }
}
