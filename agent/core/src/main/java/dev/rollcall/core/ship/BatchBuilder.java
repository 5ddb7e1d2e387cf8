package dev.rollcall.core.ship;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A batch that is being filled: events go through gzip as they come. Confined to the drain thread. */
final class BatchBuilder {
    /** Deflating means a call out of Java each time; small pieces are gathered first. */
    private static final int GATHERED = 16 << 10;

    private final long firstSequence;
    private final long openedNanos;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(GATHERED);
    private final OutputStream json;
    private final byte[] gathered = new byte[GATHERED];
    private int used;
    private int events;
    private long bytes;

    BatchBuilder(long firstSequence, long openedNanos) {
        this.firstSequence = firstSequence;
        this.openedNanos = openedNanos;
        try {
            json = new FastGzip(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(byte[] source, int offset, int length) {
        put(events == 0 ? '[' : ',');
        if (length > GATHERED - used) {
            pass();
        }
        if (length > GATHERED) {
            write(source, offset, length);
        } else {
            System.arraycopy(source, offset, gathered, used, length);
            used += length;
        }
        bytes += length + 1L;
        events++;
    }

    Batch build(String instance) {
        put(']');
        pass();
        try {
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Batch(instance + ':' + firstSequence + ':' + events, events, body.toByteArray());
    }

    private void put(char c) {
        if (used == GATHERED) {
            pass();
        }
        gathered[used++] = (byte) c;
    }

    private void pass() {
        write(gathered, 0, used);
        used = 0;
    }

    private void write(byte[] source, int offset, int length) {
        try {
            json.write(source, offset, length);
        } catch (IOException e) {
            // It goes to memory.
            throw new UncheckedIOException(e);
        }
    }

    int events() {
        return events;
    }

    /** Before compression. */
    long bytes() {
        return bytes;
    }

    long openedNanos() {
        return openedNanos;
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 8 << 10);
            // Events resemble each other so much that the better levels gain little and cost several times as much.
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
