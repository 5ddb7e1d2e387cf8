package dev.rollcall.core.route;

/**
 * Whether a segment of a path looks like an id rather than like a name that a programmer wrote. Walks the segment once.
 */
final class SegmentShape {
    private static final int LONGEST_NAME = 40;
    private static final int SHORTEST_HEX = 8;
    private static final int SHORTEST_TOKEN = 16;
    private static final int UUID_LENGTH = 36;

    private SegmentShape() {}

    /**
     * Tells ids: numbers ({@code 7}, {@code -3}, {@code 12.5}, {@code 2024-01-31}, {@code 1,2}), UUIDs, hexadecimal
     * numbers with a digit in them from 8 characters, mixed letters and digits from 16 characters (ULIDs, base64, opaque
     * keys), e-mail addresses, names with a number of two digits or more behind them ({@code user-123}), and whatever is too
     * long for a name. {@code v2} and {@code step-1} are names.
     *
     * @param path in UTF-8, of which the segment is {@code from} to before {@code to}
     */
    static boolean isId(byte[] path, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return false;
        }
        int digits = 0;
        int letters = 0;
        int notHex = 0;
        int lastSeparator = -1;
        boolean upper = false;
        boolean lower = false;
        for (int i = from; i < to; i++) {
            byte c = path[i];
            if (c >= '0' && c <= '9') {
                digits++;
            } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
                letters++;
                upper |= c <= 'Z';
                lower |= c >= 'a';
                if ((c | 0x20) > 'f') {
                    notHex++;
                }
            } else if (c == '@' && i > from && hasDot(path, i, to)) {
                return true;
            } else if (c == '-' || c == '_' || c == ':') {
                lastSeparator = i;
            } else if (c < 0) {
                // Counted as UTF-16 does: bytes that go on with a character are none, and four of them are two.
                length += (c & 0xC0) == 0x80 ? -1 : (c & 0xF0) == 0xF0 ? 1 : 0;
            }
        }
        if (length > LONGEST_NAME) {
            return true;
        }
        if (digits == 0) {
            return false;
        }
        if (letters == 0) {
            return true;
        }
        if (length == UUID_LENGTH && notHex == 0) {
            return true;
        }
        if (notHex == 0 && digits + letters == length && length >= SHORTEST_HEX) {
            return true;
        }
        if (lastSeparator > from && isNumber(path, lastSeparator + 1, to)) {
            return to - lastSeparator > 2;
        }
        if (length < SHORTEST_TOKEN) {
            return false;
        }
        // A number at the end is a version or a counter of a programmer's: getCustomerInfoV2.
        int inner = digits - trailingDigits(path, from, to);
        boolean mixed = upper && lower;
        return lastSeparator < 0 ? inner >= (mixed ? 1 : 3) : mixed && inner >= 3;
    }

    private static boolean hasDot(byte[] path, int from, int to) {
        for (int i = from; i < to; i++) {
            if (path[i] == '.') {
                return true;
            }
        }
        return false;
    }

    private static int trailingDigits(byte[] path, int from, int to) {
        int start = to;
        while (start > from && path[start - 1] >= '0' && path[start - 1] <= '9') {
            start--;
        }
        return to - start;
    }

    private static boolean isNumber(byte[] path, int from, int to) {
        return from < to && trailingDigits(path, from, to) == to - from;
    }
}
