package dev.rollcall.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one reader needs to read, whichever journal it is at: buffers as large as a batch, and one segment of a dead process.
 * Journals to adopt may be many, and this is there once. Confined to the reader's thread.
 */
final class Reading {
    final BatchScan scan = new BatchScan();
    /** Requests that were adopted and let go; any thread may look. */
    final AtomicLong expired = new AtomicLong();

    private @Nullable DeadSegment loaded;
    private ByteBuffer bytes = DeadSegment.NOTHING;

    /** The bytes of a segment, read once as long as no other is asked for. */
    ByteBuffer bytes(DeadSegment segment) throws IOException {
        if (loaded != segment) {
            drop();
            bytes = segment.read();
            loaded = segment;
        }
        return bytes;
    }

    /** Keeps no segment in memory. */
    void drop() {
        loaded = null;
        bytes = DeadSegment.NOTHING;
    }
}
