package dev.rollcall.core.event;

import java.security.SecureRandom;

/**
 * This run of the process, by a random number of 78 bits, and the ids of its events.
 *
 * <p>An event's id is a UUID of version 8 (RFC 9562, 5.8: "custom"): 78 bits of instance, then the event's sequence number
 * in 44 bits, which last five years at 100,000 events a second. So an event has the same id on every redelivery without the id being
 * stored, and two processes never share one.
 */
public final class Instance {
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final int SEQUENCE_BITS = 44;
    private static final long SEQUENCE_MASK = (1L << SEQUENCE_BITS) - 1;

    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000000000000000L;

    /** The upper 64 bits of every id: 48 of the instance, the version, 12 of the instance. */
    private final long upper;
    /** The variant and the last 18 bits of the instance, before the sequence number. */
    private final long lowerStart;

    private final String text;

    /** An instance of the given number, for tests. */
    Instance(long first60Bits, int last18Bits) {
        long first48 = (first60Bits >>> 12) & 0xFFFFFFFFFFFFL;
        long next12 = first60Bits & 0xFFF;
        this.upper = (first48 << 16) | VERSION_8 | next12;
        this.lowerStart = VARIANT | ((last18Bits & 0x3FFFFL) << SEQUENCE_BITS);
        char[] digits = new char[20];
        hex(first60Bits, 60, digits, 0);
        hex(last18Bits & 0x3FFFFL, 20, digits, 15);
        this.text = new String(digits);
    }

    /** A new random instance. */
    public static Instance random() {
        SecureRandom random = new SecureRandom();
        return new Instance(random.nextLong() >>> 4, random.nextInt() >>> 14);
    }

    /** Twenty hexadecimal digits, lower case. */
    public String text() {
        return text;
    }

    /**
     * Writes the id of an event as a UUID's 36 characters.
     *
     * @param sequence the event's number in this run, from 0, below 2^44
     * @param target at least 36 characters
     */
    void eventId(long sequence, char[] target) {
        long lower = lowerStart | (sequence & SEQUENCE_MASK);
        hex(upper >>> 32, 32, target, 0);
        target[8] = '-';
        hex(upper >>> 16, 16, target, 9);
        target[13] = '-';
        hex(upper, 16, target, 14);
        target[18] = '-';
        hex(lower >>> 48, 16, target, 19);
        target[23] = '-';
        hex(lower, 48, target, 24);
    }

    private static void hex(long value, int bits, char[] target, int at) {
        int position = at;
        for (int shift = bits - 4; shift >= 0; shift -= 4) {
            target[position++] = HEX[(int) (value >>> shift) & 0xF];
        }
    }
}
