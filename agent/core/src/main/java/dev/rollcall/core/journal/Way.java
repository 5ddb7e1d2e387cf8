package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.pipeline.Loss;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far one destination has come in the segments that this process writes. What has no comment is guarded by the journal's
 * lock.
 */
final class Way implements Source {
    private final Chain chain;
    private final int slot;
    private final Tally tally;
    private final Object lock;
    private final AgentLog log;
    /** Used by the shipper's thread, without the lock. */
    private final BatchScan scan;

    private long passed;
    private @Nullable Segment at;
    private int offset = SegmentHeader.SIZE;
    /** Of the segment we are at: requests that are done, by kind. */
    private final long[] accounted = new long[EventKind.values().length];

    private @Nullable JournalBatch taken;
    private @Nullable Segment takenFrom;
    private int takenEnd;

    Way(Chain chain, int slot, Tally tally, BatchScan scan, Object lock, AgentLog log) {
        this.chain = chain;
        this.slot = slot;
        this.tally = tally;
        this.scan = scan;
        this.lock = lock;
        this.log = log;
    }

    @Override
    public @Nullable JournalBatch take() {
        while (true) {
            Segment segment;
            ByteBuffer bytes;
            int from;
            int limit;
            synchronized (lock) {
                advance();
                segment = at;
                if (segment == null || offset >= segment.closed()) {
                    return null;
                }
                bytes = segment.buffer();
                from = offset;
                limit = segment.closed();
            }
            JournalBatch batch = read(segment, bytes, from, limit);
            synchronized (lock) {
                if (!segment.isLetGo()) {
                    if (batch != null) {
                        taken = batch;
                        takenFrom = segment;
                        takenEnd = scan.end();
                        return batch;
                    }
                    offset = limit;
                }
            }
        }
    }

    private @Nullable JournalBatch read(Segment segment, ByteBuffer bytes, int from, int limit) {
        try {
            JournalBatch batch = scan.read(bytes, segment.seed(), from, limit, chain.instance(), false);
            Segment.raiseFaults();
            if (scan.damaged() > 0 || batch == null) {
                log.error("a part of the journal in " + chain.place() + " was damaged and is left out");
            }
            return batch;
        } catch (InternalError cutShort) {
            log.error(
                    "a part of the journal in " + chain.place() + " is gone and is left out: " + cutShort.getMessage());
            return null;
        }
    }

    @Override
    public boolean hasSome() {
        advance();
        Segment segment = at;
        return segment != null && offset < segment.closed();
    }

    @Override
    public boolean holdsTaken() {
        synchronized (lock) {
            Segment segment = takenFrom;
            return segment != null && !segment.isLetGo();
        }
    }

    @Override
    public boolean done() {
        Segment segment;
        int end = takenEnd;
        boolean inFile;
        synchronized (lock) {
            JournalBatch batch = taken;
            segment = takenFrom;
            taken = null;
            takenFrom = null;
            if (batch == null || segment == null || segment.isLetGo()) {
                return false;
            }
            for (int i = 0; i < batch.size(); i++) {
                accounted[batch.kind(i).ordinal()] += batch.requests(i);
                tally.done(batch.kind(i), batch.requests(i));
            }
            offset = end;
            inFile = !segment.isInMemory();
            advance();
        }
        if (inFile) {
            save(segment.number, end);
        }
        return true;
    }

    private void save(long segment, int end) {
        JournalDirectory directory = chain.directory();
        if (directory != null) {
            try {
                directory.cursors().set(slot, segment, end);
            } catch (IOException problem) {
                log.debug(
                        "what is delivered cannot be noted in " + directory.directory() + ": " + problem.getMessage());
            }
        }
    }

    /** Writes our place into a new directory's cursors. */
    void save(JournalDirectory directory) throws IOException {
        Segment segment = at;
        if (segment != null) {
            directory.cursors().set(slot, segment.number, offset);
        } else {
            directory.cursors().set(slot, passed + 1, SegmentHeader.SIZE);
        }
    }

    /** Leaves segments behind that hold nothing for us any more. */
    void advance() {
        boolean moved = false;
        while (true) {
            Segment segment = at;
            if (segment == null) {
                segment = chain.after(passed);
                if (segment == null) {
                    break;
                }
                at = segment;
                offset = SegmentHeader.SIZE;
                Arrays.fill(accounted, 0);
            }
            boolean finished = segment.isSealed() && offset >= segment.closed() && taken == null;
            if (!segment.isLetGo() && !finished) {
                break;
            }
            if (!segment.isLetGo()) {
                lose(segment, Loss.DAMAGED);
            }
            passed = segment.number;
            at = null;
            moved = true;
        }
        if (moved) {
            chain.passed();
        }
    }

    /** Counts what we have not delivered of a segment. */
    void lose(Segment segment, Loss reason) {
        for (EventKind kind : EventKind.values()) {
            tally.lost(kind, reason, rest(segment, kind));
        }
    }

    /** Counts what others are going to deliver of a segment. */
    void handOver(Segment segment) {
        for (EventKind kind : EventKind.values()) {
            tally.handedOver(kind, rest(segment, kind));
        }
    }

    private long rest(Segment segment, EventKind kind) {
        if (segment.number <= passed) {
            return 0;
        }
        return segment.requests(kind) - (segment == at ? accounted[kind.ordinal()] : 0);
    }

    /** Whether there is nothing up to the end of what was written; with batches that have not ended. */
    boolean hasAll() {
        advance();
        Segment segment = at;
        return segment == null
                ? chain.after(passed) == null
                : chain.isLast(segment) && taken == null && offset >= segment.end();
    }

    /** Counts what was never written to a segment. */
    void lose(EventKind kind, Loss reason, long requests) {
        tally.lost(kind, reason, requests);
    }

    long passedNumber() {
        return passed;
    }

    @Override
    public boolean isFinished() {
        synchronized (lock) {
            advance();
            return chain.isClosed() && at == null;
        }
    }

    @Override
    public long adoptedWaiting() {
        return 0;
    }
}
