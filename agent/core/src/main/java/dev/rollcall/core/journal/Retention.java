package dev.rollcall.core.journal;

import dev.rollcall.core.log.AgentLog;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that what dead processes left is not kept for ever: what is too old goes, and of events that nobody is going to
 * deliver (there was no endpoint) the oldest of what is too much. Deletes nothing of a process that lives: only with the lock of
 * a directory. Confined to one thread.
 */
final class Retention {
    private static final long LOOK_NANOS = 1_000_000_000;

    private final File root;
    private final long ageMillis;
    private final AgentLog log;
    private final Set<String> trimmed = new HashSet<>();
    private long bytes = -1;
    private long lookAt;

    Retention(File root, long ageMillis, AgentLog log) {
        this.root = root;
        this.ageMillis = ageMillis;
        this.log = log;
    }

    /** The directories of all processes, living and dead. */
    static List<File> journals(File root) {
        return directories(root, JournalDirectory::isJournal);
    }

    private static List<File> directories(File root, Predicate<String> names) {
        List<File> journals = new ArrayList<>();
        File[] files = root.listFiles((dir, name) -> names.test(name));
        if (files != null) {
            for (File file : files) {
                if (file.isDirectory()) {
                    journals.add(file);
                }
            }
        }
        return journals;
    }

    /**
     * Deletes the oldest segments of dead processes without an endpoint until the rest are small enough.
     *
     * @return the size of the rest
     */
    long shrink(long most) {
        long now = System.nanoTime();
        if (bytes >= 0 && bytes <= most && now - lookAt < 0) {
            return bytes;
        }
        lookAt = now + LOOK_NANOS;
        List<JournalDirectory> dead = takeDead();
        try {
            bytes = shrink(dead, most);
        } finally {
            for (JournalDirectory directory : dead) {
                if (DeadSegment.list(directory.directory()).isEmpty()) {
                    directory.delete();
                } else {
                    directory.release();
                }
            }
        }
        return bytes;
    }

    private List<JournalDirectory> takeDead() {
        List<JournalDirectory> dead = new ArrayList<>();
        for (File journal : journals(root)) {
            JournalOwner owner = JournalOwner.read(journal);
            if (owner != null && owner.keepsEventsHere()) {
                JournalDirectory taken = take(journal);
                if (taken != null) {
                    dead.add(taken);
                }
            }
        }
        return dead;
    }

    private @Nullable JournalDirectory take(File journal) {
        try {
            return JournalDirectory.take(journal);
        } catch (IOException | RuntimeException problem) {
            log.debug(journal + " cannot be taken over: " + problem.getMessage());
            return null;
        }
    }

    private long shrink(List<JournalDirectory> dead, long most) {
        List<Dated> segments = new ArrayList<>();
        long total = 0;
        for (JournalDirectory directory : dead) {
            trim(directory, log, trimmed);
            for (DeadSegment segment : DeadSegment.list(directory.directory())) {
                Dated dated = new Dated(segment);
                segments.add(dated);
                total += dated.bytes;
            }
        }
        segments.sort(Comparator.comparingLong((Dated each) -> each.modified)
                .thenComparingLong(each -> each.segment.number()));
        for (Dated oldest : segments) {
            if (total <= most) {
                break;
            }
            if (oldest.segment.file().delete()) {
                total -= oldest.bytes;
            }
        }
        return total;
    }

    /** Gives back the room that a killed process had prepared and not used. */
    static void trim(JournalDirectory directory, AgentLog log, Set<String> trimmed) {
        if (!trimmed.add(directory.instance())) {
            return;
        }
        SegmentFile.deleteDrafts(directory.directory());
        List<DeadSegment> segments = DeadSegment.list(directory.directory());
        if (!segments.isEmpty()) {
            try {
                segments.get(segments.size() - 1).trim(directory.instance());
            } catch (IOException problem) {
                log.debug(directory.directory() + " cannot be trimmed: " + problem.getMessage());
            }
        }
    }

    /** Deletes the directories of dead processes whose last event is too old. */
    void expire(long nowMillis) {
        for (File unfinished : directories(root, JournalDirectory::isUnfinished)) {
            if (isOld(unfinished, nowMillis)) {
                delete(unfinished);
            }
        }
        for (File journal : journals(root)) {
            if (isOld(journal, nowMillis)) {
                JournalDirectory dead = take(journal);
                if (dead != null) {
                    dead.delete();
                    log.info("events of a process that has ended were deleted, because they were older than"
                            + " rollcall.journal.age: " + journal);
                }
            }
        }
    }

    /** Whether a process that is dead left events for an endpoint. What it had prepared and not used is given back. */
    boolean isUndelivered(File journal) {
        JournalOwner owner = JournalOwner.read(journal);
        JournalDirectory dead = owner == null || owner.keepsEventsHere() ? null : take(journal);
        if (dead == null) {
            return false;
        }
        trim(dead, log, trimmed);
        dead.release();
        return true;
    }

    /** Deletes the directory of a process that is dead; returns whether it could. */
    boolean delete(File journal) {
        JournalDirectory dead = take(journal);
        if (dead == null) {
            return false;
        }
        dead.delete();
        return true;
    }

    /** What the segments of a process take. */
    static long bytes(File journal) {
        long bytes = 0;
        for (DeadSegment segment : DeadSegment.list(journal)) {
            bytes += segment.file().length();
        }
        return bytes;
    }

    private boolean isOld(File journal, long nowMillis) {
        return lastWritten(journal) < nowMillis - ageMillis;
    }

    /** When a journal was written to, in milliseconds since 1970; a mapped file is dated within half a minute. */
    static long lastWritten(File journal) {
        List<DeadSegment> segments = DeadSegment.list(journal);
        long last = segments.isEmpty() ? journal.lastModified() : 0;
        for (DeadSegment segment : segments) {
            last = Math.max(last, segment.file().lastModified());
        }
        return last;
    }

    /** Read once: what changes while we sort would confuse the comparison. */
    private static final class Dated {
        final DeadSegment segment;
        final long modified;
        final long bytes;

        Dated(DeadSegment segment) {
            this.segment = segment;
            this.modified = segment.file().lastModified();
            this.bytes = segment.file().length();
        }
    }
}
