package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;

/**
 * What one delivery carries: events of one process whose sequence numbers rise by one, without a gap. A copy in memory, so
 * that the files may go. It does not change until its reader reads the next one.
 *
 * <p>Where a batch ends is written in the journal itself: it is the same for every destination and after a restart.
 */
public final class JournalBatch {
    /** What stands between two events: neighbours are as they are in a JSON array. */
    public static final byte SEPARATOR = ',';

    private final String instance;
    private final boolean adopted;
    private final long firstSequence;
    private final EventKind[] kinds;
    private final int[] requests;
    private final int[] ends;
    private final byte[] bytes;

    /**
     * Keeps what it is given without a copy.
     *
     * @param instance of the process that wrote the events
     * @param adopted whether that is another process, now dead
     * @param firstSequence of the first event
     * @param kinds one for each event
     * @param requests how many requests each event stands for
     * @param ends where each event ends in {@code bytes}, the first beginning at 0, the others behind a {@link #SEPARATOR}
     * @param bytes the events' JSON objects, one after another; there may be more behind them
     */
    public JournalBatch(
            String instance,
            boolean adopted,
            long firstSequence,
            EventKind[] kinds,
            int[] requests,
            int[] ends,
            byte[] bytes) {
        this.instance = instance;
        this.adopted = adopted;
        this.firstSequence = firstSequence;
        this.kinds = kinds;
        this.requests = requests;
        this.ends = ends;
        this.bytes = bytes;
    }

    /** The process that wrote the events. */
    public String instance() {
        return instance;
    }

    /**
     * Whether another process, now dead, wrote the events; they are not in our counters. What this one wrote before it took
     * another name is.
     */
    public boolean isAdopted() {
        return adopted;
    }

    /** How many events; at least one. */
    public int size() {
        return kinds.length;
    }

    public long firstSequence() {
        return firstSequence;
    }

    public EventKind kind(int index) {
        return kinds[index];
    }

    /** How many requests an event stands for: 1, the count of a rollup, or 0. */
    public int requests(int index) {
        return requests[index];
    }

    /** Where an event begins in {@link #bytes}. */
    public int offset(int index) {
        return index == 0 ? 0 : ends[index - 1] + 1;
    }

    /** How many bytes an event has. */
    public int length(int index) {
        return ends[index] - offset(index);
    }

    /** JSON objects in UTF-8, one after another with a {@link #SEPARATOR} between; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }
}
