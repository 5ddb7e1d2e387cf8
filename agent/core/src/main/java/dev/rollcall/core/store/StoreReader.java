package dev.rollcall.core.store;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the events of all processes in a directory, and, called again, what has been added since. Confined to one thread.
 *
 * <p>A line that is not finished yet is left for the next time; so a file may be read while it is written, and one that
 * ends in the middle of a line, because its process was killed, is read up to there.
 */
public final class StoreReader {
    private static final int CHUNK = 1 << 20;
    private static final int LONGEST_LINE = 1 << 20;

    private final File directory;
    private final Map<String, Long> offsets = new HashMap<>();
    private byte[] buffer = new byte[CHUNK];

    /** Takes each line without its end; the bytes are valid during the call only. */
    public interface Lines {
        void line(byte[] bytes, int offset, int length);
    }

    /** Reads a directory, which need not exist yet. */
    public StoreReader(File directory) {
        this.directory = directory;
    }

    /**
     * Reads what has been added since the last time.
     *
     * @throws IOException when a file can be seen but not read
     */
    public void read(Lines lines) throws IOException {
        for (File file : StoreFiles.list(directory)) {
            long from = offsets.getOrDefault(file.getName(), 0L);
            long length = file.length();
            // A file that is shorter than before was cut back to its last whole round after a failed write.
            if (length > from) {
                try {
                    offsets.put(file.getName(), read(file, from, lines));
                } catch (FileNotFoundException gone) {
                    if (file.exists()) {
                        throw gone;
                    }
                }
            }
        }
    }

    private long read(File file, long from, Lines lines) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
            in.seek(from);
            long done = from;
            int held = 0;
            while (true) {
                int count = in.read(buffer, held, buffer.length - held);
                if (count <= 0) {
                    return done;
                }
                int end = held + count;
                int used = pass(end, lines);
                done += used;
                held = end - used;
                System.arraycopy(buffer, used, buffer, 0, held);
                if (held == buffer.length) {
                    if (held >= LONGEST_LINE * 2) {
                        throw new IOException(file + " holds no lines of events");
                    }
                    buffer = Arrays.copyOf(buffer, held * 2);
                }
            }
        }
    }

    /** Passes the whole lines in the buffer on; returns how many bytes they took. */
    private int pass(int end, Lines lines) {
        int start = 0;
        for (int i = 0; i < end; i++) {
            if (buffer[i] == '\n') {
                if (i > start) {
                    lines.line(buffer, start, i - start);
                }
                start = i + 1;
            }
        }
        return start;
    }
}
