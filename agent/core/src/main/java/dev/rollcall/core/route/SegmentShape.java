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
     */
    static boolean isId(String segment) {
        int length = segment.length();
        if (length == 0) {
            return false;
        }
        if (length > LONGEST_NAME) {
            return true;
        }
        int digits = 0;
        int letters = 0;
        int notHex = 0;
        int lastSeparator = -1;
        boolean upper = false;
        boolean lower = false;
        for (int i = 0; i < length; i++) {
            char c = segment.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
                letters++;
                upper |= c <= 'Z';
                lower |= c >= 'a';
                if ((c | 0x20) > 'f') {
                    notHex++;
                }
            } else if (c == '@' && i > 0 && segment.indexOf('.', i) > 0) {
                return true;
            } else if (c == '-' || c == '_' || c == ':') {
                lastSeparator = i;
            }
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
        if (lastSeparator > 0 && isNumberFrom(segment, lastSeparator + 1)) {
            return length - lastSeparator > 2;
        }
        if (length < SHORTEST_TOKEN) {
            return false;
        }
        // A number at the end is a version or a counter of a programmer's: getCustomerInfoV2.
        int inner = digits - trailingDigits(segment);
        boolean mixed = upper && lower;
        return lastSeparator < 0 ? inner >= (mixed ? 1 : 3) : mixed && inner >= 3;
    }

    private static int trailingDigits(String segment) {
        int start = segment.length();
        while (start > 0 && segment.charAt(start - 1) >= '0' && segment.charAt(start - 1) <= '9') {
            start--;
        }
        return segment.length() - start;
    }

    private static boolean isNumberFrom(String segment, int from) {
        for (int i = from; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return from < segment.length();
    }
}
