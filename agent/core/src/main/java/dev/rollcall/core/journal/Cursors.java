package dev.rollcall.core.journal;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;

/**
 * Up to where each destination of a journal has its events: the file {@code cursors}, eight bytes for each, in the order of the
 * owner's destinations. The upper half is the number of a segment, the lower the offset in it of what comes next.
 *
 * <p>Written, not mapped: it happens once a batch, a write survives the process just as well, and eight aligned bytes are never
 * seen half written.
 */
final class Cursors {
    static final String FILE = "cursors";

    private final RandomAccessFile file;
    private final byte[] position = new byte[Long.BYTES];

    private Cursors(RandomAccessFile file) {
        this.file = file;
    }

    /** The cursors of a new journal: nothing is delivered. */
    static Cursors create(File directory, int destinations) throws IOException {
        File file = new File(directory, FILE);
        if (!file.exists()) {
            OwnerOnly.file(file);
        }
        RandomAccessFile out = new RandomAccessFile(file, "rw");
        out.setLength((long) destinations * Long.BYTES);
        return new Cursors(out);
    }

    /** The cursors that another process left. */
    static Cursors open(File directory) throws IOException {
        return new Cursors(new RandomAccessFile(new File(directory, FILE), "rw"));
    }

    synchronized void set(int destination, long segment, int offset) throws IOException {
        // In one write: writeLong is eight of them on JDK 17, and a process may be killed between two.
        ByteBuffer.wrap(position).putLong(0, segment << 32 | offset);
        file.seek((long) destination * Long.BYTES);
        file.write(position, 0, Long.BYTES);
    }

    /** The position of a destination; 0 when there is none. */
    synchronized long get(int destination) throws IOException {
        long at = (long) destination * Long.BYTES;
        if (file.length() < at + Long.BYTES) {
            return 0;
        }
        file.seek(at);
        return file.readLong();
    }

    static long segment(long position) {
        return position >>> 32;
    }

    static int offset(long position) {
        return (int) position;
    }

    synchronized void close() {
        try {
            file.close();
        } catch (IOException closedAnyway) {
            // Nothing is buffered.
        }
    }
}
