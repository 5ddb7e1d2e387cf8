package dev.rollcall.core.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a record, numbered, as bytes in one buffer: what is put in costs a copy and no object, and becomes a string
 * only when it is read, on the drain thread.
 *
 * <p>The first text of a number stays. Not thread-safe; see {@link Record} for who owns it when.
 */
final class Texts {
    /** What most requests fit into that bring no long token. */
    static final int INITIAL_BYTES = 512;

    private static final short ABSENT = -1;
    private static final short TOO_LONG = -2;

    private static final byte ONCE = 0;
    private static final byte REPEATED = 1;

    private final Recorder recorder;
    /** Short, because there are two for each header that is wanted: {@link Record#MAX_BYTES} fits without a sign. */
    private final short[] offsets;

    private final short[] lengths;
    private final byte[] repeats;
    private byte[] bytes;
    private int used;

    Texts(Recorder recorder, int slots, int initialBytes) {
        this.recorder = recorder;
        bytes = new byte[initialBytes];
        offsets = new short[slots];
        lengths = new short[slots];
        repeats = new byte[slots];
        Arrays.fill(lengths, ABSENT);
    }

    void clear() {
        Arrays.fill(lengths, ABSENT);
        Arrays.fill(repeats, ONCE);
        // The buffer is overwritten with zeros up to what was used: a token must not linger in it.
        Arrays.fill(bytes, 0, used, (byte) 0);
        used = 0;
    }

    int capacity() {
        return bytes.length;
    }

    int used() {
        return used;
    }

    /** About how many bytes of the heap the texts take. */
    int footprint() {
        return bytes.length + lengths.length * 5;
    }

    /** Where a text begins in the {@link #buffer}. */
    int offset(int slot) {
        return offsets[slot] & 0xFFFF;
    }

    /** How many bytes a text has; negative when it is absent or was too long. */
    int length(int slot) {
        return lengths[slot];
    }

    byte[] buffer() {
        return bytes;
    }

    /** Whether the text was put more than once, and differed. */
    boolean isRepeated(int slot) {
        return repeats[slot] == REPEATED;
    }

    /**
     * Puts a text.
     *
     * @param cut whether a text longer than {@link Record#MAX_VALUE} is cut; else it is kept as "too long", which reads as
     *     absent
     */
    void put(int slot, byte[] source, int offset, int length, boolean cut) {
        if (lengths[slot] != ABSENT) {
            repeat(slot, same(slot, source, offset, length));
            return;
        }
        int kept = fit(slot, length, cut);
        if (kept > 0) {
            System.arraycopy(source, offset, bytes, used, kept);
            used += kept;
        }
    }

    void put(int slot, String source, int start, int end, boolean cut) {
        if (lengths[slot] != ABSENT) {
            byte[] value = encode(source, start, end);
            repeat(slot, same(slot, value, 0, value.length));
            return;
        }
        if (!isLatin1(source, start, end)) {
            byte[] value = encode(source, start, end);
            put(slot, value, 0, value.length, cut);
            return;
        }
        int kept = fit(slot, end - start, cut);
        if (kept > 0) {
            copyLatin1(source, start, start + kept, bytes, used);
            used += kept;
        }
    }

    /** Notes where the value will stand and makes room; returns how many bytes of it to copy. */
    private int fit(int slot, int length, boolean cut) {
        int kept = length;
        if (length > Record.MAX_VALUE) {
            if (!cut) {
                return refuse(slot);
            }
            kept = Record.MAX_VALUE;
        }
        if (used + kept > bytes.length) {
            if (used + kept > Record.MAX_BYTES) {
                return refuse(slot);
            }
            grow(used + kept);
        }
        offsets[slot] = (short) used;
        lengths[slot] = (short) kept;
        return kept;
    }

    private int refuse(int slot) {
        lengths[slot] = TOO_LONG;
        recorder.longTextRefused();
        return 0;
    }

    private void grow(int needed) {
        byte[] larger = new byte[Integer.highestOneBit(needed - 1) * 2];
        System.arraycopy(bytes, 0, larger, 0, used);
        bytes = larger;
    }

    private boolean same(int slot, byte[] source, int offset, int length) {
        int from = offset(slot);
        return lengths[slot] == length && Arrays.equals(bytes, from, from + length, source, offset, offset + length);
    }

    private void repeat(int slot, boolean same) {
        if (!same) {
            repeats[slot] = REPEATED;
        }
    }

    private static boolean isLatin1(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) > 0xFF) {
                return false;
            }
        }
        return true;
    }

    private static byte[] encode(String text, int start, int end) {
        return text.substring(start, end).getBytes(isLatin1(text, start, end) ? ISO_8859_1 : UTF_8);
    }

    /** The deprecated method is the only one that copies without an array between, and it is exact for Latin-1. */
    @SuppressWarnings("deprecation")
    private static void copyLatin1(String source, int start, int end, byte[] target, int at) {
        source.getBytes(start, end, target, at);
    }

    /** UTF-8 where the bytes are valid UTF-8, else Latin-1, which every byte is: HTTP leaves the choice to the sender. */
    @Nullable
    String get(int slot) {
        int length = lengths[slot];
        if (length < 0) {
            return null;
        }
        int from = offset(slot);
        boolean ascii = true;
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) {
                ascii = false;
                break;
            }
        }
        if (ascii) {
            return new String(bytes, from, length, ISO_8859_1);
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, from, length, ISO_8859_1);
        }
    }
}
