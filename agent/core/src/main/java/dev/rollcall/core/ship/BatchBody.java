package dev.rollcall.core.ship;

import dev.rollcall.core.journal.JournalBatch;
import java.util.zip.CRC32;

/**
 * Makes the body of a delivery: a JSON array of events, by gzip (RFC 1952). The same events give the same bytes, in this
 * process and in the next one, whatever its JDK.
 *
 * <p>One compressor serves all deliveries of a destination. Confined to its shipper's thread.
 */
public final class BatchBody {
    // No name, no time, and "unknown" for the system, so that nothing depends on when and where.
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int TRAILER = 2 * Integer.BYTES;

    private static final int SMALLEST = 64 << 10;

    /** What one uncommonly large batch needed is not kept. */
    private static final int LARGEST_KEPT = 4 << 20;

    private final CRC32 checksum = new CRC32();
    private Deflate deflate = new Deflate(SMALLEST);

    /** The body for the events of a batch from one index to before another. */
    public byte[] of(JournalBatch batch, int from, int to) {
        byte[] events = batch.bytes();
        int begin = batch.offset(from);
        int end = batch.offset(to - 1) + batch.length(to - 1);
        deflate.begin();
        deflate.literal('[');
        deflate.add(events, begin, end);
        deflate.literal(']');
        deflate.end();
        checksum.reset();
        checksum.update('[');
        checksum.update(events, begin, end - begin);
        checksum.update(']');

        int length = deflate.length();
        byte[] body = new byte[HEADER.length + length + TRAILER];
        System.arraycopy(HEADER, 0, body, 0, HEADER.length);
        System.arraycopy(deflate.bytes(), 0, body, HEADER.length, length);
        lowestFirst((int) checksum.getValue(), body, HEADER.length + length);
        lowestFirst(end - begin + 2, body, HEADER.length + length + Integer.BYTES);
        if (deflate.bytes().length > LARGEST_KEPT) {
            deflate = new Deflate(SMALLEST);
        }
        return body;
    }

    private static void lowestFirst(int value, byte[] target, int at) {
        for (int i = 0; i < Integer.BYTES; i++) {
            target[at + i] = (byte) (value >>> (i * Byte.SIZE));
        }
    }
}
