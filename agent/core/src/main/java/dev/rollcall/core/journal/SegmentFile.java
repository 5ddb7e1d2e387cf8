package dev.rollcall.core.journal;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A file of segments and its mapping. Java cannot unmap: a file whose events are delivered becomes the next segment under
 * another name, with the same mapping.
 */
final class SegmentFile {
    static final String SUFFIX = ".journal";
    private static final String UNUSED_SUFFIX = ".new";
    private static final int DIGITS = 10;
    private static final byte[] ZEROS = new byte[64 << 10];

    private final ByteBuffer buffer;
    private File file;

    private SegmentFile(File file, ByteBuffer buffer) {
        this.file = file;
        this.buffer = buffer;
    }

    /**
     * Makes a file that is no segment yet. Its blocks are really there: a disk that is full is an exception now, and not a
     * fault at a later write to the mapping.
     *
     * @param draft a number that no other file of the directory was made with
     */
    static SegmentFile create(File directory, long draft, int capacity) throws IOException {
        File file = new File(directory, name(draft) + UNUSED_SUFFIX);
        OwnerOnly.file(file);
        boolean done = false;
        // A channel that is used by an interrupted thread closes itself.
        boolean interrupted = Thread.interrupted();
        try (RandomAccessFile out = new RandomAccessFile(file, "rw")) {
            for (int written = 0; written < capacity; written += ZEROS.length) {
                out.write(ZEROS, 0, Math.min(ZEROS.length, capacity - written));
            }
            MappedByteBuffer mapped = out.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, capacity);
            done = true;
            return new SegmentFile(file, mapped.order(ByteOrder.LITTLE_ENDIAN));
        } finally {
            if (!done) {
                file.delete();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Makes it a segment without records. */
    void begin(String instance, long number, long firstSequence, long millis) throws IOException {
        File named = new File(file.getParentFile(), name(number));
        if (!file.renameTo(named)) {
            throw new IOException(file + " cannot be renamed to " + named);
        }
        file = named;
        SegmentHeader.write(buffer, instance, number, firstSequence, millis);
    }

    /** Makes it no segment any more, so that what it holds is not read again. */
    void end() {
        SegmentHeader.clear(buffer);
    }

    void delete() {
        file.delete();
    }

    boolean exists() {
        return file.exists();
    }

    ByteBuffer buffer() {
        return buffer;
    }

    int capacity() {
        return buffer.capacity();
    }

    File file() {
        return file;
    }

    /** Deletes what a killed process had made and not used yet. Only with the directory's lock. */
    static void deleteDrafts(File directory) {
        File[] drafts = directory.listFiles((dir, name) -> name.endsWith(UNUSED_SUFFIX));
        if (drafts != null) {
            for (File draft : drafts) {
                draft.delete();
            }
        }
    }

    private static String name(long number) {
        StringBuilder name = new StringBuilder(Long.toString(number));
        while (name.length() < DIGITS) {
            name.insert(0, '0');
        }
        return name.append(SUFFIX).toString();
    }

    /** The number in a file's name, or -1 when it is not the name of a segment. */
    static long number(@Nullable String name) {
        if (name == null || name.length() != DIGITS + SUFFIX.length() || !name.endsWith(SUFFIX)) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < DIGITS; i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
