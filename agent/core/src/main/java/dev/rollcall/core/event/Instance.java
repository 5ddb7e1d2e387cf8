package dev.rollcall.core.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.SecureRandom;

/**
 * This run of the process, by a random number of 78 bits, and the ids of its events.
 *
 * <p>An event's id is a UUID of version 8 (RFC 9562, 5.8: "custom"): 78 bits of instance, then the event's sequence number
 * in 44 bits, which last five years at 100,000 events a second. So an event has the same id on every redelivery without the id being
 * stored, and two processes never share one.
 */
public final class Instance {
    private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);
    private static final int ID_LENGTH = 36;
    private static final int SEQUENCE_BITS = 44;
    private static final long SEQUENCE_MASK = (1L << SEQUENCE_BITS) - 1;

    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000000000000000L;

    /** The variant and the last 18 bits of the instance, before the sequence number. */
    private final long lowerStart;

    private final String text;
    private final byte[] idStart;

    /** An instance of the given number, for tests. */
    Instance(long first60Bits, int last18Bits) {
        long first48 = (first60Bits >>> 12) & 0xFFFFFFFFFFFFL;
        long next12 = first60Bits & 0xFFF;
        // The upper 64 bits of every id: 48 of the instance, the version, 12 of the instance.
        long upper = (first48 << 16) | VERSION_8 | next12;
        this.lowerStart = VARIANT | ((last18Bits & 0x3FFFFL) << SEQUENCE_BITS);
        byte[] digits = new byte[20];
        hex(first60Bits, 60, digits, 0);
        hex(last18Bits & 0x3FFFFL, 20, digits, 15);
        this.text = new String(digits, ISO_8859_1);
        this.idStart = idStart(upper, lowerStart);
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
     */
    void eventId(long sequence, EventBytes json) {
        int at = json.add(ID_LENGTH);
        System.arraycopy(idStart, 0, json.array(), at, idStart.length);
        hex(lowerStart | (sequence & SEQUENCE_MASK), 48, json.array(), at + idStart.length);
    }

    /** All of an id before the part with the sequence number: the same in every id. */
    private static byte[] idStart(long upper, long lowerStart) {
        byte[] start = new byte[24];
        hex(upper >>> 32, 32, start, 0);
        start[8] = '-';
        hex(upper >>> 16, 16, start, 9);
        start[13] = '-';
        hex(upper, 16, start, 14);
        start[18] = '-';
        hex(lowerStart >>> 48, 16, start, 19);
        start[23] = '-';
        return start;
    }

    private static void hex(long value, int bits, byte[] target, int at) {
        int position = at;
        for (int shift = bits - 4; shift >= 0; shift -= 4) {
            target[position++] = HEX[(int) (value >>> shift) & 0xF];
        }
    }
}
