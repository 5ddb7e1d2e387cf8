package dev.rollcall.core.identity;

import java.util.Arrays;

/**
 * Base64 as tokens in the field have it: the URL alphabet or the standard one, with padding (AWS load balancers) or without.
 * The JDK's decoders each take one alphabet only, and throw.
 */
final class Base64Text {
    static final int MALFORMED = -1;

    private static final byte[] DIGITS = new byte[256];

    static {
        Arrays.fill(DIGITS, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        for (int i = 0; i < alphabet.length(); i++) {
            DIGITS[alphabet.charAt(i)] = (byte) i;
        }
        DIGITS['-'] = DIGITS['+'] = 62;
        DIGITS['_'] = DIGITS['/'] = 63;
    }

    private Base64Text() {}

    /**
     * Decodes.
     *
     * @param source where the text is, from {@code from} to before {@code to}
     * @param target takes the bytes from 0; as long as three quarters of the text at least
     * @return how many bytes there are, or {@link #MALFORMED}
     */
    static int decode(byte[] source, int from, int to, byte[] target) {
        int end = to;
        while (end > from && to - end < 2 && source[end - 1] == '=') {
            end--;
        }
        if (end < to && (to - from) % 4 != 0) {
            return MALFORMED;
        }
        int length = end - from;
        if (length % 4 == 1) {
            return MALFORMED;
        }
        int at = 0;
        int read = from;
        int illegal = 0;
        for (int last = from + length / 4 * 4; read < last; read += 4) {
            int a = DIGITS[source[read] & 0xFF];
            int b = DIGITS[source[read + 1] & 0xFF];
            int c = DIGITS[source[read + 2] & 0xFF];
            int d = DIGITS[source[read + 3] & 0xFF];
            illegal |= a | b | c | d;
            target[at] = (byte) (a << 2 | b >> 4);
            target[at + 1] = (byte) (b << 4 | c >> 2);
            target[at + 2] = (byte) (c << 6 | d);
            at += 3;
        }
        if (read < end) {
            int a = DIGITS[source[read] & 0xFF];
            int b = DIGITS[source[read + 1] & 0xFF];
            illegal |= a | b;
            target[at++] = (byte) (a << 2 | b >> 4);
            if (read + 2 < end) {
                int c = DIGITS[source[read + 2] & 0xFF];
                illegal |= c;
                target[at++] = (byte) (b << 4 | c >> 2);
            }
        }
        return illegal < 0 ? MALFORMED : at;
    }
}
