package dev.rollcall.core.journal;

import java.io.File;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one process's journal, {@code <journal.dir>/<instance>}: {@code lock}, {@code owner}, {@code cursors} and the
 * segments. Whoever has such an object holds the lock.
 */
final class JournalDirectory {
    private static final long TOUCH_MILLIS = 3_600_000;
    private static final int INSTANCE = 20;
    private static final String UNFINISHED = ".new";

    private final File directory;
    private final DirectoryLock lock;
    private final Cursors cursors;
    private long touchedMillis = System.currentTimeMillis();

    JournalDirectory(File directory, DirectoryLock lock, Cursors cursors) {
        this.directory = directory;
        this.lock = lock;
        this.cursors = cursors;
    }

    /** Makes the directory of this process. It has its name only when it is locked, so that nobody takes it for a dead one. */
    static JournalDirectory create(File root, String instance, JournalOwner owner) throws IOException {
        OwnerOnly.root(root);
        File directory = new File(root, instance);
        boolean there = directory.isDirectory();
        File made = there ? directory : new File(root, instance + UNFINISHED);
        if (!made.isDirectory()) {
            OwnerOnly.directory(made);
        }
        File lockFile = new File(made, DirectoryLock.FILE);
        if (!lockFile.exists()) {
            OwnerOnly.file(lockFile);
        }
        DirectoryLock lock = DirectoryLock.take(made, directory);
        if (lock == null) {
            throw new IOException(directory + " is in use by another process");
        }
        Cursors cursors = null;
        boolean done = false;
        try {
            owner.write(made);
            cursors = Cursors.create(made, owner.destinations().size());
            if (!there && !made.renameTo(directory)) {
                throw new IOException(made + " cannot be renamed to " + directory);
            }
            done = true;
            return new JournalDirectory(directory, lock, cursors);
        } finally {
            if (!done) {
                if (cursors != null) {
                    cursors.close();
                }
                if (!there) {
                    deleteFiles(made);
                }
                lock.release();
            }
        }
    }

    /**
     * Takes the directory of a process that is dead.
     *
     * @return null when its process lives, another one was faster, or it is gone
     */
    static @Nullable JournalDirectory take(File directory) throws IOException {
        DirectoryLock lock = DirectoryLock.take(directory, directory);
        if (lock == null) {
            return null;
        }
        boolean done = false;
        try {
            JournalDirectory taken = new JournalDirectory(directory, lock, Cursors.open(directory));
            done = true;
            return taken;
        } finally {
            if (!done) {
                lock.release();
            }
        }
    }

    /** Whether a directory's name is that of a journal. */
    static boolean isJournal(String name) {
        if (name.length() != INSTANCE) {
            return false;
        }
        for (int i = 0; i < INSTANCE; i++) {
            if (Character.digit(name.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a directory's name is that of a journal whose process was killed before it was made. */
    static boolean isUnfinished(String name) {
        return name.endsWith(UNFINISHED) && isJournal(name.substring(0, name.length() - UNFINISHED.length()));
    }

    /** The directory, whose name is the instance. */
    File directory() {
        return directory;
    }

    String instance() {
        return directory.getName();
    }

    Cursors cursors() {
        return cursors;
    }

    /** Whether somebody has removed it, or its lock, under us. */
    boolean isGone() {
        return !new File(directory, DirectoryLock.FILE).exists();
    }

    /**
     * Keeps those who clean up temporary directories by age from files that are used and seldom written; once an hour,
     * however often it is called. For the drain thread.
     */
    void touch() {
        long now = System.currentTimeMillis();
        if (Math.abs(now - touchedMillis) < TOUCH_MILLIS) {
            return;
        }
        touchedMillis = now;
        new File(directory, DirectoryLock.FILE).setLastModified(now);
        new File(directory, JournalOwner.FILE).setLastModified(now);
        new File(directory, Cursors.FILE).setLastModified(now);
        // The key that API keys are hashed with lies beside us; without it their customers would get other names.
        new File(directory.getParentFile(), "secret").setLastModified(now);
    }

    /** Deletes it with all it holds. */
    void delete() {
        cursors.close();
        deleteFiles(directory);
        lock.release();
    }

    /** Leaves it to whoever comes. */
    void release() {
        cursors.close();
        lock.release();
    }

    /** The lock's file goes last: as long as it is there, nobody else takes what is half deleted for a journal. */
    private static void deleteFiles(File directory) {
        File[] files = directory.listFiles();
        if (files != null) {
            for (File file : files) {
                if (!file.getName().equals(DirectoryLock.FILE)) {
                    file.delete();
                }
            }
        }
        new File(directory, DirectoryLock.FILE).delete();
        directory.delete();
    }
}
