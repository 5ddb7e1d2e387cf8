package dev.rollcall.core.journal;

import dev.rollcall.core.log.AgentLog;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the segments of one life of this process: in files of its directory, or in memory while there is no disk. Sees to the
 * bounds of both. Confined to the drain thread.
 */
final class Supply {
    private static final long TIDY_NANOS = 60_000_000_000L;

    private final JournalSettings settings;
    private final JournalOwner owner;
    private final Chain chain;
    private final Object lock;
    private final @Nullable Retention retention;
    private final AgentLog log;

    private long nextNumber = 1;
    private long drafts;
    private @Nullable SegmentFile spare;
    private long diskBytes;
    private long memoryBytes;
    private volatile boolean failed;
    /** Whether the disk works again, and what was kept in memory meanwhile is more than the journal may take. */
    private boolean leftInMemory;

    private long retryAt;
    private long tidyAt = System.nanoTime();

    /**
     * Makes nothing yet.
     *
     * @param retention makes room by deleting the oldest segments; null when only what is delivered may go
     */
    Supply(
            JournalSettings settings,
            JournalOwner owner,
            Chain chain,
            Object lock,
            @Nullable Retention retention,
            AgentLog log) {
        this.settings = settings;
        this.owner = owner;
        this.chain = chain;
        this.lock = lock;
        this.retention = retention;
        this.log = log;
    }

    /**
     * The next segment.
     *
     * @param size of its first record
     * @param all whether it may take the room that is kept for what is no request
     * @return null when there is no room
     */
    @Nullable
    Segment next(long size, boolean all, long firstSequence, long nowNanos) {
        long needed = SegmentHeader.SIZE + size + RecordFormat.END_SIZE;
        if (needed > settings.segmentBytes()) {
            return null;
        }
        if (!failed) {
            try {
                return inFile((int) needed, all, firstSequence);
            } catch (IOException | RuntimeException | InternalError problem) {
                fail(problem, nowNanos);
            }
        }
        return inMemory((int) needed, all, firstSequence);
    }

    private @Nullable Segment inFile(int needed, boolean all, long firstSequence) throws IOException {
        SegmentFile file = spare;
        if (file != null && file.capacity() >= needed) {
            if (!all && !hasRoom(0, false)) {
                return null;
            }
            spare = null;
        } else {
            file = file(Math.max(needed, JournalSettings.growing(nextNumber, settings.segmentBytes())), all);
        }
        if (file == null) {
            return null;
        }
        boolean begun = false;
        try {
            file.begin(chain.instance(), nextNumber, firstSequence, System.currentTimeMillis());
            begun = true;
        } finally {
            if (!begun) {
                discard(file);
            }
        }
        return new Segment(chain.instance(), nextNumber++, firstSequence, file.buffer(), file);
    }

    /** A new file, or null when the journal may not take that much. */
    private @Nullable SegmentFile file(int capacity, boolean all) throws IOException {
        int wanted = (capacity + 7) & ~7;
        if (retention != null) {
            makeRoom(wanted, retention);
        }
        SegmentFile recycled = spare;
        if (recycled != null && recycled.capacity() >= wanted) {
            spare = null;
            return recycled;
        }
        if (!hasRoom(wanted, all)) {
            return null;
        }
        SegmentFile made = SegmentFile.create(directory().directory(), ++drafts, wanted);
        diskBytes += wanted;
        return made;
    }

    /** Without an endpoint the oldest go: those of dead processes first, then ours. */
    private void makeRoom(int bytes, Retention dead) {
        long left = settings.bytes() - diskBytes - bytes;
        long others = dead.shrink(Math.max(0, left));
        while (diskBytes + others + bytes > settings.bytes() && spare == null) {
            Segment oldest;
            synchronized (lock) {
                oldest = chain.removeOldestSealed();
            }
            if (oldest == null) {
                return;
            }
            free(oldest);
        }
    }

    private boolean hasRoom(int more, boolean all) {
        return diskBytes + more <= settings.bytes() - (all || retention != null ? 0 : settings.segmentBytes());
    }

    private JournalDirectory directory() throws IOException {
        JournalDirectory directory = chain.directory();
        if (directory == null) {
            directory = JournalDirectory.create(settings.root(), chain.instance(), owner);
            synchronized (lock) {
                chain.directory(directory);
            }
            log.debug("events are kept in " + directory.directory());
        }
        return directory;
    }

    private @Nullable Segment inMemory(int needed, boolean all, long firstSequence) {
        int full = settings.memorySegmentBytes();
        int capacity = Math.max(needed, JournalSettings.growing(nextNumber, full));
        if (memoryBytes + capacity > settings.memoryBytes() - (all ? 0 : full)) {
            return null;
        }
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.allocate((capacity + 7) & ~7).order(ByteOrder.LITTLE_ENDIAN);
        } catch (OutOfMemoryError noRoom) {
            // The request is rolled up instead, which takes less.
            return null;
        }
        memoryBytes += bytes.capacity();
        return new Segment(chain.instance(), nextNumber++, firstSequence, bytes, null);
    }

    /** Whether requests may be added to a segment, or the rest of it is kept for rollups and statuses. */
    boolean takesRequests(Segment segment) {
        return segment.isInMemory()
                ? memoryBytes <= settings.memoryBytes() - settings.memorySegmentBytes()
                : hasRoom(0, false);
    }

    /** Makes a file for the next segment, so that it is there when it is needed. */
    void prepare(long nowNanos) {
        if (!failed && spare == null && retention == null) {
            int capacity = JournalSettings.growing(nextNumber, settings.segmentBytes());
            try {
                spare = hasRoom(capacity, false) ? file(capacity, false) : null;
            } catch (IOException | RuntimeException problem) {
                fail(problem, nowNanos);
            }
        }
    }

    /** Without an endpoint: deletes what dead processes left and is too old, once a minute. */
    void tidy(long nowNanos) {
        if (retention != null && chain.directory() != null && nowNanos - tidyAt >= 0) {
            tidyAt = nowNanos + TIDY_NANOS;
            retention.expire(System.currentTimeMillis());
        }
    }

    /** A segment that nobody reads any more. */
    void free(Segment segment) {
        SegmentFile file = segment.file();
        if (file == null) {
            memoryBytes -= segment.capacity();
            return;
        }
        try {
            file.end();
            if (spare == null && file.capacity() == settings.segmentBytes() && !segment.isLetGo() && file.exists()) {
                spare = file;
                return;
            }
        } catch (InternalError cutShort) {
            log.debug(file.file() + " was cut short: " + cutShort.getMessage());
        }
        discard(file);
    }

    private void discard(SegmentFile file) {
        diskBytes -= file.capacity();
        file.delete();
    }

    /** The disk does not work: memory only, until it is tried again. */
    void fail(Throwable problem, long nowNanos) {
        failed = true;
        retryAt = nowNanos + settings.lookMillis() * 1_000_000;
        log.error(
                "events cannot be kept in " + settings.root() + " and stay in memory for now: " + problem.getMessage());
    }

    boolean hasFailed() {
        return failed;
    }

    boolean isRetryDue(long nowNanos) {
        return (failed || leftInMemory) && nowNanos - retryAt >= 0;
    }

    /** Tries the disk again: moves what is in memory only into files. */
    void retry(Counts counts, long nowNanos) {
        List<Segment> segments;
        synchronized (lock) {
            segments = chain.segments();
        }
        try {
            File directory = directory().directory();
            boolean proven = false;
            leftInMemory = false;
            retryAt = nowNanos + settings.lookMillis() * 1_000_000;
            for (Segment segment : segments) {
                if (segment.isInMemory()) {
                    if (!move(segment, directory, counts)) {
                        leftInMemory = true;
                        break;
                    }
                    proven = true;
                }
            }
            synchronized (lock) {
                chain.saveWays();
            }
            if (!proven && spare == null) {
                spare = file(JournalSettings.growing(nextNumber, settings.segmentBytes()), true);
            }
            if (failed) {
                failed = false;
                log.info("events can be kept in " + settings.root() + " again");
            }
        } catch (IOException | RuntimeException | InternalError problem) {
            fail(problem, nowNanos);
        }
    }

    private boolean move(Segment segment, File directory, Counts counts) throws IOException {
        if (retention != null) {
            makeRoom(segment.capacity(), retention);
        }
        if (!hasRoom(segment.capacity(), true)) {
            return false;
        }
        SegmentFile file = SegmentFile.create(directory, ++drafts, segment.capacity());
        diskBytes += file.capacity();
        boolean moved = false;
        try {
            synchronized (lock) {
                memoryBytes -= segment.capacity();
                segment.move(chain.instance(), file, System.currentTimeMillis());
                counts.stored(segment);
                moved = true;
            }
            return true;
        } finally {
            if (!moved) {
                memoryBytes += segment.capacity();
                discard(file);
            }
        }
    }

    /**
     * Somebody has removed our directory, or we leave it to whoever comes: what is made next is made in a new one. What has a
     * mapping keeps it.
     */
    void leaveDirectory() throws IOException {
        JournalDirectory left = withoutDirectory();
        if (left != null) {
            left.release();
        }
    }

    /** Everything is delivered: deletes the directory. */
    void deleteDirectory() throws IOException {
        JournalDirectory delivered = withoutDirectory();
        if (delivered != null) {
            delivered.delete();
        }
    }

    private @Nullable JournalDirectory withoutDirectory() throws IOException {
        // Nothing more is to be written there later, which would make a directory anew.
        leftInMemory = false;
        SegmentFile unused = spare;
        spare = null;
        if (unused != null) {
            discard(unused);
        }
        JournalDirectory directory = chain.directory();
        synchronized (lock) {
            chain.directory(null);
        }
        return directory;
    }

    /**
     * The process is about to be made an image of: no file stays open. What is to be delivered goes into memory, and with it
     * into the image, as far as there is room; the rest keeps its mapping.
     */
    void closeFiles() throws IOException {
        boolean all = true;
        synchronized (lock) {
            for (Segment segment : chain.segments()) {
                SegmentFile file = segment.file();
                if (file != null && retention == null && memoryBytes + segment.end() <= settings.memoryBytes()) {
                    segment.leaveFile();
                    memoryBytes += segment.capacity();
                    diskBytes -= file.capacity();
                } else {
                    all &= file == null;
                }
            }
            if (retention != null) {
                chain.clear();
            }
        }
        if (all) {
            deleteDirectory();
        } else {
            leaveDirectory();
        }
    }
}
