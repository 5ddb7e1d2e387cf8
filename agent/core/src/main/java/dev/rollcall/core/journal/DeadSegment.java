package dev.rollcall.core.journal;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A segment that a process which is dead, or still lives, has written. Read as a file: it may be cut or deleted under us. */
final class DeadSegment {
    static final ByteBuffer NOTHING = ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);

    /** No segment of ours is larger; a file that is was not made by us. */
    private static final int LONGEST = 64 << 20;

    private final long number;
    private final File file;

    private DeadSegment(long number, File file) {
        this.number = number;
        this.file = file;
    }

    /** Those of a directory, in their order. */
    static List<DeadSegment> list(File directory) {
        List<DeadSegment> segments = new ArrayList<>();
        File[] files = directory.listFiles();
        if (files != null) {
            for (File file : files) {
                long number = SegmentFile.number(file.getName());
                if (number > 0) {
                    segments.add(new DeadSegment(number, file));
                }
            }
        }
        segments.sort(Comparator.comparingLong(segment -> segment.number));
        return segments;
    }

    /** Its bytes; none when it is no segment, or not any more. */
    ByteBuffer read() throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
            long length = in.length();
            if (length < SegmentHeader.SIZE || length > LONGEST) {
                return NOTHING;
            }
            byte[] bytes = new byte[(int) length];
            int read = 0;
            while (read < bytes.length) {
                int count = in.read(bytes, read, bytes.length - read);
                if (count < 0) {
                    break;
                }
                read += count;
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            boolean before = SegmentHeader.isOf(buffer, number);
            // A living process may have made it another segment while we read.
            in.seek(0);
            in.read(bytes, 0, SegmentHeader.SIZE);
            return before && SegmentHeader.isOf(buffer, number) ? buffer : NOTHING;
        }
    }

    /** Gives back what lies behind the last record. Only with the directory's lock. */
    void trim(String instance) throws IOException {
        ByteBuffer bytes = read();
        int end = SegmentHeader.SIZE;
        RecordReader records = new RecordReader();
        records.begin(bytes, RecordFormat.seed(instance, number), end, bytes.capacity(), true);
        while (records.next()) {
            end = records.position();
        }
        if (bytes.capacity() > end) {
            long modified = file.lastModified();
            try (RandomAccessFile out = new RandomAccessFile(file, "rw")) {
                out.setLength(end);
            }
            // Its events have not become younger.
            file.setLastModified(modified);
        }
    }

    long number() {
        return number;
    }

    File file() {
        return file;
    }
}
