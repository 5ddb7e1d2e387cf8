package dev.rollcall.core.journal;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * The first {@value #SIZE} bytes of a segment, little-endian.
 *
 * <pre>
 *  0  long  mark; zero while the file is not a segment: not yet, or not any more
 *  8  int   format, 1
 * 12  int   size of this header
 * 16  long  number of the segment, from 1; also in the file's name
 * 24  long  sequence of the first event
 * 32  long  milliseconds since 1970 when it was begun
 * 40        instance, 20 ASCII characters
 * </pre>
 */
final class SegmentHeader {
    static final int SIZE = 64;

    private static final long MARK = 0x31304C4E524A4352L;
    private static final int FORMAT = 1;
    private static final int INSTANCE = 20;

    private SegmentHeader() {}

    /** Makes a file a segment without records. */
    static void write(ByteBuffer target, String instance, long number, long firstSequence, long millis) {
        target.putLong(0, 0);
        VarHandle.releaseFence();
        target.putInt(8, FORMAT);
        target.putInt(12, SIZE);
        target.putLong(16, number);
        target.putLong(24, firstSequence);
        target.putLong(32, millis);
        for (int i = 0; i < INSTANCE; i++) {
            target.put(40 + i, (byte) (i < instance.length() ? instance.charAt(i) : 0));
        }
        target.putInt(SIZE, 0);
        VarHandle.releaseFence();
        target.putLong(0, MARK);
    }

    /** Makes it no segment any more. */
    static void clear(ByteBuffer target) {
        target.putLong(0, 0);
        VarHandle.releaseFence();
    }

    /** Whether it is the segment that its file's name says. */
    static boolean isOf(ByteBuffer bytes, long number) {
        return bytes.limit() >= SIZE
                && bytes.getLong(0) == MARK
                && bytes.getInt(8) == FORMAT
                && bytes.getInt(12) == SIZE
                && bytes.getLong(16) == number;
    }
}
