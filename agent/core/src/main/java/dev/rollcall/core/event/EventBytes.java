package dev.rollcall.core.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * A JSON object in UTF-8 that is written once and read where it was written, without a copy. Confined to one thread.
 *
 * <p>Writing is by hand because it is most of what an event costs: names are ready-made bytes, and a text in ASCII goes from the
 * request's buffer to this one without becoming a string. What is escaped, and how, is as Jackson does it (RFC 8259, 7).
 */
public final class EventBytes {
    /** A character that JSON escapes: below a blank, quotes, backslashes. */
    static final int ESCAPED = 1;

    /** A byte that is no character by itself. */
    static final int NOT_ASCII = 2;

    /** A semicolon: what follows it in a path may be a session. */
    static final int SEMICOLON = 4;

    /** An at sign: what is before it in a host may be a password. */
    static final int AT_SIGN = 8;

    private static final byte[] KINDS = new byte[256];
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(ISO_8859_1);
    /** Characters with an escape of their own, each before the letter it is written with. */
    private static final String SHORT_ESCAPES = "\"\"\\\\\bb\tt\nn\ff\rr";

    /** Of a number of 63 bits. */
    private static final int MOST_DIGITS = 19;

    /** What one UTF-16 unit becomes at most. */
    private static final int LONGEST = 6;

    static {
        Arrays.fill(KINDS, 0, ' ', (byte) ESCAPED);
        Arrays.fill(KINDS, 0x80, 0x100, (byte) NOT_ASCII);
        KINDS['"'] = ESCAPED;
        KINDS['\\'] = ESCAPED;
        KINDS[';'] = SEMICOLON;
        KINDS['@'] = AT_SIGN;
    }

    private byte[] bytes = new byte[2048];
    private int length;

    /** The bytes from 0 to before {@link #length()}; not to be kept or changed. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /** Makes room for so many bytes more, which are written into {@link #array} from where this says. */
    int add(int more) {
        reserve(more);
        int at = length;
        length += more;
        return at;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /** JSON that is ready. */
    void raw(byte[] json) {
        int at = add(json.length);
        System.arraycopy(json, 0, bytes, at, json.length);
    }

    /** What was written elsewhere. */
    void raw(EventBytes json) {
        int at = add(json.length);
        System.arraycopy(json.bytes, 0, bytes, at, json.length);
    }

    /** The name of a field, with a comma before it and a colon behind, as {@link #raw} takes it. */
    static byte[] name(String name) {
        return (",\"" + name + "\":").getBytes(ISO_8859_1);
    }

    /** What there is among some bytes: {@link #ESCAPED}, {@link #NOT_ASCII}, and so on, added up. */
    static int kinds(byte[] source, int from, int to) {
        int kinds = 0;
        for (int i = from; i < to; i++) {
            kinds |= KINDS[source[i] & 0xFF];
        }
        return kinds;
    }

    /**
     * A text in quotes, from bytes that are all ASCII.
     *
     * @param kinds of these bytes, or of more
     */
    void ascii(byte[] source, int from, int to, int kinds) {
        if ((kinds & ESCAPED) == 0) {
            int count = to - from;
            int at = add(count + 2);
            bytes[at] = '"';
            System.arraycopy(source, from, bytes, at + 1, count);
            bytes[at + count + 1] = '"';
            return;
        }
        reserve((to - from) * LONGEST + 2);
        bytes[length++] = '"';
        for (int i = from; i < to; i++) {
            put((char) source[i]);
        }
        bytes[length++] = '"';
    }

    /**
     * A text in quotes, bounded as {@link BoundedText} has it: cut between characters, with lone surrogates replaced.
     *
     * @param max the longest length in UTF-16 units, at least 1
     */
    void text(String text, int max) {
        int end = text.length() <= max ? text.length() : BoundedText.cutAt(text, max);
        reserve(end * LONGEST + 2);
        bytes[length++] = '"';
        for (int i = plain(text, end); i < end; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                put(c);
            } else if (c < 0x800) {
                bytes[length++] = (byte) (0xC0 | (c >> 6));
                bytes[length++] = further(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
                int codePoint = Character.toCodePoint(c, text.charAt(++i));
                bytes[length++] = (byte) (0xF0 | (codePoint >> 18));
                bytes[length++] = further(codePoint >> 12);
                bytes[length++] = further(codePoint >> 6);
                bytes[length++] = further(codePoint);
            } else {
                char whole = Character.isSurrogate(c) ? BoundedText.REPLACEMENT : c;
                bytes[length++] = (byte) (0xE0 | (whole >> 12));
                bytes[length++] = further(whole >> 6);
                bytes[length++] = further(whole);
            }
        }
        bytes[length++] = '"';
    }

    /** Writes what needs no second look, which is nearly always all of it; returns how much that was. */
    private int plain(String text, int end) {
        byte[] target = bytes;
        int at = length;
        int i = 0;
        for (; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || (KINDS[c] & ESCAPED) != 0) {
                break;
            }
            target[at++] = (byte) c;
        }
        length = at;
        return i;
    }

    /** The lowest six bits of a character, as a byte that goes on with it (RFC 3629). */
    private static byte further(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    /** One character of ASCII; there is room for it. */
    private void put(char c) {
        if ((KINDS[c] & ESCAPED) == 0) {
            bytes[length++] = (byte) c;
            return;
        }
        bytes[length++] = '\\';
        for (int i = 0; i < SHORT_ESCAPES.length(); i += 2) {
            if (SHORT_ESCAPES.charAt(i) == c) {
                bytes[length++] = (byte) SHORT_ESCAPES.charAt(i + 1);
                return;
            }
        }
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[c >> 4];
        bytes[length++] = HEX[c & 0xF];
    }

    /** A field with a whole number. */
    void number(byte[] name, long value) {
        raw(name);
        number(value);
    }

    /** A whole number. */
    void number(long value) {
        if (value < 0) {
            raw(Long.toString(value).getBytes(ISO_8859_1));
            return;
        }
        int digits = 1;
        for (long next = 10; digits < MOST_DIGITS && value >= next; next *= 10) {
            digits++;
        }
        int at = add(digits);
        digits(value, bytes, at, digits);
    }

    /** So many decimal digits of a number, with zeros before it. */
    static void digits(long value, byte[] target, int at, int count) {
        long rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            target[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
