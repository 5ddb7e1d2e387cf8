package dev.rollcall.core.journal;

import dev.rollcall.core.log.AgentLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The journal of a dead process that this one has adopted: it holds the directory's lock, delivers what is left for the
 * destinations that it has too, and deletes the directory. Its state is guarded by the journal's lock.
 */
final class Orphan {
    private final JournalDirectory directory;
    private final JournalOwner owner;
    private final List<DeadSegment> segments;
    private final AgentLog log;
    private int busy;
    private volatile boolean expired;
    private volatile boolean released;

    Orphan(JournalDirectory directory, JournalOwner owner, AgentLog log) {
        this.directory = directory;
        this.owner = owner;
        this.segments = DeadSegment.list(directory.directory());
        this.log = log;
    }

    /** How many requests a destination has not been told of. Reads all files. */
    long waiting(int slot) throws IOException {
        BatchScan scan = new BatchScan();
        long position = directory.cursors().get(slot);
        long waiting = 0;
        for (DeadSegment segment : segments) {
            if (segment.number() >= Cursors.segment(position)) {
                ByteBuffer bytes = segment.read();
                int from = start(segment, position);
                JournalBatch batch =
                        scan.read(bytes, seed(segment), from, bytes.capacity(), directory.instance(), true);
                while (batch != null) {
                    waiting += requests(batch);
                    batch = scan.read(bytes, seed(segment), scan.end(), bytes.capacity(), directory.instance(), true);
                }
            }
        }
        return waiting;
    }

    /** Whether all destinations have all that was written, statuses included. */
    boolean isDelivered() throws IOException {
        BatchScan scan = new BatchScan();
        for (int slot = 0; slot < owner.destinations().size(); slot++) {
            long position = directory.cursors().get(slot);
            for (DeadSegment segment : segments) {
                if (segment.number() >= Cursors.segment(position)) {
                    ByteBuffer bytes = segment.read();
                    int from = start(segment, position);
                    if (scan.read(bytes, seed(segment), from, bytes.capacity(), directory.instance(), true) != null) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    static long requests(JournalBatch batch) {
        long requests = 0;
        for (int i = 0; i < batch.size(); i++) {
            requests += batch.requests(i);
        }
        return requests;
    }

    /** Where reading begins in a segment for a destination that has come to a position. */
    static int start(DeadSegment segment, long position) {
        return segment.number() == Cursors.segment(position)
                ? Math.max(SegmentHeader.SIZE, Cursors.offset(position) & ~7)
                : SegmentHeader.SIZE;
    }

    int seed(DeadSegment segment) {
        return RecordFormat.seed(directory.instance(), segment.number());
    }

    JournalDirectory directory() {
        return directory;
    }

    List<DeadSegment> segments() {
        return segments;
    }

    /** A destination is going to read it. */
    void begin() {
        busy++;
    }

    /** A destination has come to the end; returns whether it was the last one. */
    boolean end() {
        return --busy == 0;
    }

    /** It is too old: nobody reads on. */
    void expire() {
        expired = true;
    }

    boolean isExpired() {
        return expired;
    }

    /** Whether what was not delivered is lost; not when it was given back for others to deliver. */
    boolean isLost() {
        return expired && !released;
    }

    /** Gives the directory back as it is; nobody reads on. */
    void release() {
        released = true;
        expired = true;
        directory.release();
    }

    /**
     * Deletes it, unless it holds events for a destination that we do not have.
     *
     * @return whether it was deleted
     */
    boolean leave() {
        boolean all = expired;
        try {
            all = all || isDelivered();
        } catch (IOException problem) {
            log.debug(directory.directory() + " cannot be read any more: " + problem.getMessage());
        }
        if (all) {
            directory.delete();
        } else {
            directory.release();
        }
        return all;
    }
}
