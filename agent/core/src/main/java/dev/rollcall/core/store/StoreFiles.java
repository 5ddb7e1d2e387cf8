package dev.rollcall.core.store;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The files of a store: {@code events-<instance>-<number of the first event>.ndjson}, one JSON object a line. Every process
 * writes files of its own; a directory holds those of all processes of a user.
 *
 * <p>Uses java.io only: the application may still want to choose its default file system.
 */
public final class StoreFiles {
    static final String PREFIX = "events-";
    static final String SUFFIX = ".ndjson";

    private static final int SEQUENCE_DIGITS = 14;

    private StoreFiles() {}

    static File file(File directory, String instance, long firstSequence) {
        StringBuilder number = new StringBuilder(Long.toString(firstSequence));
        while (number.length() < SEQUENCE_DIGITS) {
            number.insert(0, '0');
        }
        return new File(directory, PREFIX + instance + '-' + number + SUFFIX);
    }

    /** The files of all processes, the least recently written first; none when the directory cannot be read. */
    public static List<File> list(File directory) {
        File[] files = directory.listFiles((dir, name) -> name.startsWith(PREFIX) && name.endsWith(SUFFIX));
        List<Dated> dated = new ArrayList<>();
        if (files != null) {
            for (File file : files) {
                dated.add(new Dated(file));
            }
        }
        Collections.sort(dated);
        List<File> sorted = new ArrayList<>();
        for (Dated each : dated) {
            sorted.add(each.file);
        }
        return sorted;
    }

    /**
     * Makes the directory for its owner only.
     *
     * @throws IOException when it cannot be made, or is somebody else's: the temporary directory is open to all, and another
     *     user may have put a directory or a link of that name there first
     */
    static void prepare(File directory) throws IOException {
        boolean made = directory.mkdirs();
        if (!directory.isDirectory()) {
            throw new IOException(directory + " is not a directory and cannot be made one");
        }
        if (made) {
            ownerOnly(directory);
        } else if (isTemporary(directory)) {
            File parent = directory.getAbsoluteFile().getParentFile().getCanonicalFile();
            if (!directory.getCanonicalFile().equals(new File(parent, directory.getName()))) {
                throw new IOException(directory + " is a link");
            }
            ownerOnly(directory);
        }
    }

    /** A directory that the user has named and made stays as it is. */
    private static boolean isTemporary(File directory) throws IOException {
        File parent = directory.getAbsoluteFile().getParentFile();
        String temporary = System.getProperty("java.io.tmpdir");
        return parent != null
                && temporary != null
                && parent.getCanonicalFile().equals(new File(temporary).getCanonicalFile());
    }

    /** Only the owner of a file may change its permissions, so that this fails tells that it is not ours. */
    static void ownerOnly(File file) throws IOException {
        boolean done = file.setReadable(false, false)
                & file.setReadable(true, true)
                & file.setWritable(false, false)
                & file.setWritable(true, true)
                & file.setExecutable(false, false);
        if (file.isDirectory()) {
            done &= file.setExecutable(true, true);
        }
        if (!done) {
            throw new IOException("the permissions of " + file + " cannot be set");
        }
    }

    /** Modification times are read once: a file that grows while we sort would confuse the comparison. */
    private static final class Dated implements Comparable<Dated> {
        final File file;
        private final long modified;

        Dated(File file) {
            this.file = file;
            this.modified = file.lastModified();
        }

        @Override
        public int compareTo(Dated other) {
            int byTime = Long.compare(modified, other.modified);
            return byTime != 0 ? byTime : file.getName().compareTo(other.file.getName());
        }
    }
}
