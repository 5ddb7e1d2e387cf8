package dev.rollcall.core.ship;

import dev.rollcall.core.journal.JournalBatch;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Makes the body of a delivery: a JSON array of events, by gzip. The same events give the same bytes, in this process and in
 * the next one on the same JDK.
 *
 * <p>One compressor and one buffer serve all deliveries of a destination. Confined to its shipper's thread.
 */
final class BatchBody implements AutoCloseable {
    /** Deflating means a call out of Java each time; small pieces are gathered first. */
    private static final int GATHERED = 16 << 10;

    private static final int SMALLEST = 64 << 10;

    /** What one uncommonly large batch needed is not kept. */
    private static final int LARGEST_KEPT = 4 << 20;

    // RFC 1952: no name, no time, and "unknown" for the system, so that nothing depends on when and where.
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    // Events resemble each other so much that the better levels gain little and cost several times as much.
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32 checksum = new CRC32();
    private final byte[] gathered = new byte[GATHERED];
    private int used;
    private byte[] out = new byte[SMALLEST];
    private int length;

    /** The body for the events of a batch from one index to before another. */
    byte[] of(JournalBatch batch, int from, int to) {
        deflater.reset();
        checksum.reset();
        used = 0;
        length = 0;
        System.arraycopy(HEADER, 0, out, 0, HEADER.length);
        length = HEADER.length;
        byte[] source = batch.bytes();
        for (int i = from; i < to; i++) {
            gather(i == from ? '[' : ',');
            gather(source, batch.offset(i), batch.length(i));
        }
        gather(']');
        pass();
        deflater.finish();
        drain();
        trailer((int) checksum.getValue());
        trailer((int) deflater.getBytesRead());
        byte[] body = Arrays.copyOf(out, length);
        if (out.length > LARGEST_KEPT) {
            out = new byte[SMALLEST];
        }
        return body;
    }

    private void gather(char c) {
        if (used == GATHERED) {
            pass();
        }
        gathered[used++] = (byte) c;
    }

    private void gather(byte[] source, int offset, int count) {
        int from = offset;
        int left = count;
        while (left > 0) {
            if (used == GATHERED) {
                pass();
            }
            int some = Math.min(left, GATHERED - used);
            System.arraycopy(source, from, gathered, used, some);
            used += some;
            from += some;
            left -= some;
        }
    }

    private void pass() {
        checksum.update(gathered, 0, used);
        deflater.setInput(gathered, 0, used);
        used = 0;
        drain();
    }

    private void drain() {
        while (true) {
            if (length == out.length) {
                out = Arrays.copyOf(out, length * 2);
            }
            int count = deflater.deflate(out, length, out.length - length);
            length += count;
            if (count == 0 && (deflater.needsInput() || deflater.finished())) {
                return;
            }
        }
    }

    /** Four bytes, the lowest first. */
    private void trailer(int value) {
        if (length + Integer.BYTES > out.length) {
            out = Arrays.copyOf(out, length * 2);
        }
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out[length++] = (byte) (value >>> shift);
        }
    }

    /** Gives the compressor's memory back, which is not Java's. */
    @Override
    public void close() {
        deflater.end();
    }
}
