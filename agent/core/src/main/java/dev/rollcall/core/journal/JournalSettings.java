package dev.rollcall.core.journal;

import java.io.File;

/** How large and how old a journal becomes, and when a batch ends. Immutable. */
public final class JournalSettings {
    private static final int SMALLEST_SEGMENT = 64 << 10;
    private static final int LARGEST_SEGMENT = 4 << 20;
    private static final int FIRST_SEGMENT = 256 << 10;
    private static final int SEGMENTS = 16;
    private static final int SEGMENTS_IN_MEMORY = 8;
    private static final long MEMORY = 8L << 20;
    private static final long LOOK_MILLIS = 5_000;

    private final File root;
    private final long bytes;
    private final long ageMillis;
    private final int batchEvents;
    private final long batchBytes;
    private final long batchAgeNanos;
    private final long memoryBytes;
    private final long lookMillis;

    /**
     * Settings with the usual memory and pauses.
     *
     * @param root holds the directories of all processes
     * @param bytes how much the journal of a process may take, at least 1 MB
     * @param ageMillis how old an event may become in the journal
     * @param batchEvents the most events of a batch
     * @param batchBytes the most bytes of a batch that has more than one event
     * @param batchAgeMillis a batch ends when its first event has waited so long
     */
    public JournalSettings(
            File root, long bytes, long ageMillis, int batchEvents, long batchBytes, long batchAgeMillis) {
        this(root, bytes, ageMillis, batchEvents, batchBytes, batchAgeMillis * 1_000_000, MEMORY, LOOK_MILLIS);
    }

    private JournalSettings(
            File root,
            long bytes,
            long ageMillis,
            int batchEvents,
            long batchBytes,
            long batchAgeNanos,
            long memoryBytes,
            long lookMillis) {
        this.root = root;
        this.bytes = bytes;
        this.ageMillis = ageMillis;
        this.batchEvents = batchEvents;
        this.batchBytes = batchBytes;
        this.batchAgeNanos = batchAgeNanos;
        this.memoryBytes = memoryBytes;
        this.lookMillis = lookMillis;
    }

    /**
     * The same with other limits without a disk, and another pause.
     *
     * @param memory how many bytes of events are kept in memory while there is no disk, at least 512 KB
     * @param millis how often journals of dead processes are looked for, and a broken disk is tried
     */
    public JournalSettings with(long memory, long millis) {
        return new JournalSettings(root, bytes, ageMillis, batchEvents, batchBytes, batchAgeNanos, memory, millis);
    }

    File root() {
        return root;
    }

    long bytes() {
        return bytes;
    }

    long ageMillis() {
        return ageMillis;
    }

    int batchEvents() {
        return batchEvents;
    }

    long batchBytes() {
        return batchBytes;
    }

    long batchAgeNanos() {
        return batchAgeNanos;
    }

    long memoryBytes() {
        return memoryBytes;
    }

    long lookMillis() {
        return lookMillis;
    }

    /** The size of segments, after the first ones. */
    int segmentBytes() {
        return (int) Math.max(SMALLEST_SEGMENT, Math.min(LARGEST_SEGMENT, bytes / SEGMENTS)) & ~7;
    }

    /** The size of segments in memory. */
    int memorySegmentBytes() {
        return (int) Math.max(SMALLEST_SEGMENT, Math.min(segmentBytes(), memoryBytes / SEGMENTS_IN_MEMORY)) & ~7;
    }

    /** The first segments are smaller: an application with few calls takes little of the disk. */
    static int growing(long number, int full) {
        long wanted = (long) FIRST_SEGMENT << Math.min(number - 1, 10);
        return (int) Math.min(wanted, full);
    }
}
