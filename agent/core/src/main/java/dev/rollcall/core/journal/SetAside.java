package dev.rollcall.core.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.core.log.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Events that an endpoint refused for good, kept for a person to look at: one JSON object a line,
 * {@code {"destination":..,"status":400,"reason":..,"event":{..}}}, in a file for each process that only its owner can read.
 *
 * <p>All files together stay below a bound: the oldest go first, and a process that has refused more than the bound by itself
 * keeps its first ones. May be called by any thread.
 */
public final class SetAside {
    static final String DIRECTORY = "set-aside";
    static final String SUFFIX = ".ndjson";

    private static final long MAX_BYTES = 16L << 20;
    private static final int LONGEST_REASON = 1000;
    private static final JsonFactory JSON = new JsonFactory();

    private final File root;
    private final File directory;
    private final File file;
    private final long maxBytes;
    private final AgentLog log;
    private long count;

    /**
     * Makes nothing on the disk before the first event comes.
     *
     * @param root {@code rollcall.journal.dir}
     * @param instance of this process
     */
    public SetAside(File root, String instance, AgentLog log) {
        this(root, instance, MAX_BYTES, log);
    }

    SetAside(File root, String instance, long maxBytes, AgentLog log) {
        this.root = root;
        this.directory = new File(root, DIRECTORY);
        this.file = new File(directory, instance + SUFFIX);
        this.maxBytes = maxBytes;
        this.log = log;
    }

    /**
     * Keeps one event. It is counted even when it cannot be written, which is said.
     *
     * @param destination whose endpoint refused it
     * @param status of the answer, or 0 when the refusal was within an answer of 200
     * @param reason what the endpoint said, if anything; cut when long
     * @param event holds one JSON object
     * @return whether it is in the file now
     */
    public synchronized boolean add(
            String destination, int status, @Nullable String reason, byte[] event, int offset, int length) {
        count++;
        try {
            byte[] line = line(destination, status, reason, event, offset, length);
            prepare();
            if (room(line.length)) {
                try (FileOutputStream out = new FileOutputStream(file, true)) {
                    out.write(line);
                }
                return true;
            }
            log.error("events that were refused are only counted from now on, because " + directory + " is full");
        } catch (IOException | RuntimeException problem) {
            log.error("events that were refused cannot be kept in " + directory + ": " + problem.getMessage());
        }
        return false;
    }

    private static byte[] line(
            String destination, int status, @Nullable String reason, byte[] event, int offset, int length)
            throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(length + 200);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("destination", destination);
            json.writeNumberField("status", status);
            if (reason != null) {
                json.writeStringField("reason", reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
            }
            json.writeFieldName("event");
            json.writeRawValue(new String(event, offset, length, java.nio.charset.StandardCharsets.UTF_8));
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }

    private void prepare() throws IOException {
        if (!file.exists()) {
            OwnerOnly.root(root);
            if (!OwnerOnly.isDirectory(directory)) {
                OwnerOnly.directory(directory);
            }
            OwnerOnly.file(file);
        }
    }

    /** Whether there is room for a line; files of other processes are deleted to make some, the oldest first. */
    private boolean room(int bytes) {
        File[] files = directory.listFiles((dir, name) -> name.endsWith(SUFFIX));
        if (files == null) {
            return true;
        }
        long total = bytes;
        for (File each : files) {
            total += each.length();
        }
        if (total > maxBytes) {
            Arrays.sort(files, Comparator.comparingLong(File::lastModified));
        }
        for (int i = 0; total > maxBytes && i < files.length; i++) {
            if (!files[i].equals(file)) {
                long length = files[i].length();
                if (files[i].delete()) {
                    total -= length;
                }
            }
        }
        return total <= maxBytes;
    }

    /** Events of this process that were set aside. */
    public synchronized long count() {
        return count;
    }

    /** Where they are; need not exist. */
    public File file() {
        return file;
    }
}
