package dev.rollcall.core.journal;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right to write in the directory of one process and to delete it: a lock on its file {@code lock}. The operating system
 * gives it back when the process is gone, however it went.
 *
 * <p>Which locks this JVM holds is kept in a static set: to open and close a file once more gives back the POSIX locks that
 * the process has on it, so that a directory of ours must never be tried.
 */
final class DirectoryLock {
    static final String FILE = "lock";

    private static final Set<String> HELD = new HashSet<>();

    private final String key;
    private final RandomAccessFile file;

    private DirectoryLock(String key, RandomAccessFile file) {
        this.key = key;
        this.file = file;
    }

    /**
     * Takes the lock of a directory that is there.
     *
     * @param name the directory's final name, if it is going to be renamed
     * @return null when it is held, by another process or by this one, or the directory is gone
     * @throws IOException when files cannot be locked here
     */
    static @Nullable DirectoryLock take(File directory, File name) throws IOException {
        String key = name.getCanonicalPath();
        synchronized (HELD) {
            if (!HELD.add(key)) {
                return null;
            }
        }
        RandomAccessFile file = null;
        boolean taken = false;
        // A channel that is used by an interrupted thread closes itself.
        boolean interrupted = Thread.interrupted();
        try {
            File path = new File(directory, FILE);
            if (!path.exists()) {
                // Its owner may live, and somebody have cleaned up the temporary directory: a new lock would be another
                // one.
                return null;
            }
            file = new RandomAccessFile(path, "rw");
            FileLock lock = file.getChannel().tryLock();
            // Another process may have had the lock first, and have deleted the directory before it gave it back.
            taken = lock != null && path.exists();
            return taken ? new DirectoryLock(key, file) : null;
        } catch (FileNotFoundException | OverlappingFileLockException gone) {
            if (directory.isDirectory() && gone instanceof FileNotFoundException) {
                throw (FileNotFoundException) gone;
            }
            return null;
        } finally {
            if (!taken) {
                if (file != null) {
                    file.close();
                }
                forget(key);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Gives it back. */
    void release() {
        try {
            file.close();
        } catch (IOException closedAnyway) {
            // The lock is gone with the file's descriptor.
        }
        forget(key);
    }

    private static void forget(String key) {
        synchronized (HELD) {
            HELD.remove(key);
        }
    }
}
