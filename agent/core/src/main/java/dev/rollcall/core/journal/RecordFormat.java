package dev.rollcall.core.journal;

/**
 * The bytes of a record in a segment. Numbers are little-endian; records begin at multiples of eight.
 *
 * <pre>
 *  0  int   length of the record with this header, without padding; written last, 0 where no record is
 *  4  int   CRC-32C of the segment's seed, the length, the bytes from 8 to 24, and the payload
 *  8  byte  version, 1
 *  9  byte  kind: 0 ends a batch, others are {@code EventKind.code()}
 * 10  short {@value #MARK}, to find records behind damage
 * 12  int   requests that the event stands for; events of the batch, where a batch ends
 * 16  long  sequence of the event; of the batch's first event, where a batch ends
 * 24        payload: one JSON object in UTF-8; nothing, where a batch ends
 * </pre>
 *
 * <p>The seed, of the instance and the segment's number, is not stored. It makes what a segment holds from an earlier use of
 * its file no records, so that a file can be used again without being filled with zeros.
 */
final class RecordFormat {
    static final int HEADER = 24;
    static final int END_OF_BATCH = 0;
    /** What the end of a batch takes. */
    static final int END_SIZE = HEADER;

    private static final int VERSION = 1;
    private static final int MARK = 0x4A52;

    private RecordFormat() {}

    /** What an event of so many bytes takes, with padding; a multiple of eight. */
    static long size(int payload) {
        return ((long) payload + HEADER + 7) & ~7L;
    }

    static int type(int kind) {
        return VERSION | kind << 8 | MARK << 16;
    }

    /** Whether the four bytes at 8 are those of a record that we can read. */
    static boolean isType(int type, int kinds) {
        int kind = (type >>> 8) & 0xFF;
        return type == type(kind) && kind <= kinds;
    }

    static int kind(int type) {
        return (type >>> 8) & 0xFF;
    }

    static int seed(String instance, long number) {
        return instance.hashCode() ^ (int) number * 0x9E3779B1;
    }
}
