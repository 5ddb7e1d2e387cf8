package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.pipeline.Loss;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this process writes under one name: events into segments, and where batches end. A process has one life, unless it is
 * restored from a copy of its memory. Confined to the drain thread.
 */
final class Life {
    private final JournalSettings settings;
    private final Chain chain;
    private final Supply supply;
    private final Counts counts;
    private final Object lock;
    private final boolean keepsEventsHere;
    private final AgentLog log;
    private final RecordWriter writer = new RecordWriter();

    private @Nullable Segment active;
    private boolean takesRequests = true;
    private boolean inMemory;

    /** The batch that has not ended. */
    private int batchEvents;

    private long batchBytes;
    private long batchFirst;
    private long batchOpened;
    private boolean batchDated;

    /** Since the last round. */
    private boolean written;

    private long nowNanos;
    private long lastCheck;
    private long nextSequence;

    Life(
            JournalSettings settings,
            Chain chain,
            Supply supply,
            Counts counts,
            Object lock,
            boolean keepsEventsHere,
            AgentLog log,
            long nowNanos) {
        this.settings = settings;
        this.chain = chain;
        this.supply = supply;
        this.counts = counts;
        this.lock = lock;
        this.keepsEventsHere = keepsEventsHere;
        this.log = log;
        this.nowNanos = nowNanos;
        this.lastCheck = nowNanos;
    }

    void prepare(long now) {
        supply.prepare(now);
    }

    boolean append(EventKind kind, int requests, long sequence, byte[] bytes, int offset, int length) {
        long size = RecordFormat.size(length);
        if (batchEvents > 0 && (batchBytes + length > settings.batchBytes() || sequence != nextSequence)) {
            endBatch();
        }
        Segment segment = active;
        if (segment == null || !segment.fits(size) || (kind == EventKind.REQUEST && !takesRequests)) {
            segment = room(kind, size, sequence);
            if (segment == null) {
                return false;
            }
        }
        try {
            segment.add(writer, kind, requests, sequence, bytes, offset, length);
        } catch (InternalError cutShort) {
            leaveBroken(segment, cutShort);
            segment = room(kind, size, sequence);
            if (segment == null) {
                return false;
            }
            segment.add(writer, kind, requests, sequence, bytes, offset, length);
        }
        if (batchEvents == 0) {
            batchFirst = sequence;
            batchBytes = 0;
            batchDated = false;
        }
        batchEvents++;
        batchBytes += length + 1L;
        nextSequence = sequence + 1;
        written = true;
        counts.took(kind, requests, inMemory);
        if (batchEvents >= settings.batchEvents()) {
            endBatch();
        }
        return true;
    }

    /** The segment that the record is to be added to, or null when there is no room for it. */
    private @Nullable Segment room(EventKind kind, long size, long sequence) {
        boolean all = kind != EventKind.REQUEST;
        freeReleased();
        Segment segment = active;
        if (segment != null && segment.fits(size)) {
            takesRequests = supply.takesRequests(segment);
            if (all || takesRequests) {
                return segment;
            }
            return null;
        }
        Segment next = supply.next(size, all, sequence, nowNanos);
        if (next != null) {
            endBatch();
            seal();
            active = next;
            inMemory = next.isInMemory();
            takesRequests = supply.takesRequests(next);
            synchronized (lock) {
                chain.add(next);
            }
        }
        return next;
    }

    private void seal() {
        Segment segment = active;
        active = null;
        if (segment != null) {
            synchronized (lock) {
                segment.seal(System.currentTimeMillis());
                chain.advance();
                lock.notifyAll();
            }
        }
    }

    private void endBatch() {
        Segment segment = active;
        if (batchEvents == 0 || segment == null) {
            return;
        }
        synchronized (lock) {
            try {
                segment.endBatch(writer, batchFirst, batchEvents);
            } catch (InternalError cutShort) {
                segment.endBroken();
            }
            lock.notifyAll();
        }
        batchEvents = 0;
    }

    private void leaveBroken(Segment segment, InternalError problem) {
        synchronized (lock) {
            segment.endBroken();
        }
        batchEvents = 0;
        seal();
        supply.fail(problem, nowNanos);
    }

    /** The work of the end of a round; {@code hurried} when nothing is to be held back. */
    void endRound(long now, boolean hurried) {
        nowNanos = now;
        if (written) {
            written = false;
            checkFile();
        }
        if (batchEvents > 0) {
            if (!batchDated) {
                batchDated = true;
                batchOpened = now;
            }
            if (hurried || now - batchOpened >= settings.batchAgeNanos()) {
                endBatch();
            }
        }
        freeReleased();
        if (supply.isRetryDue(now) || (hurried && keepsEventsHere && supply.hasFailed() && holdsInMemory())) {
            retry();
        }
        Segment segment = active;
        if (segment != null && segment.end() > segment.capacity() / 2) {
            supply.prepare(now);
        }
        if (now - lastCheck >= 1_000_000_000) {
            lastCheck = now;
            check();
        }
    }

    /** What is written to a file that was cut short is nowhere, and compiled code does not notice: we look in every round. */
    private void checkFile() {
        Segment segment = active;
        // One that was removed altogether keeps what is written; that is seen once a second.
        if (segment != null && segment.isCut()) {
            InternalError cutShort = new InternalError("a file of the journal was cut short");
            try {
                Segment.raiseFaults();
            } catch (InternalError fault) {
                cutShort = fault;
            }
            leaveBroken(segment, cutShort);
        }
    }

    private void retry() {
        supply.retry(counts, nowNanos);
        Segment segment = active;
        inMemory = segment != null && segment.isInMemory();
    }

    boolean holdsInMemory() {
        synchronized (lock) {
            for (Segment segment : chain.segments()) {
                if (segment.isInMemory() && segment.events() > 0) {
                    return true;
                }
            }
            return false;
        }
    }

    private void freeReleased() {
        if (chain.hasReleased()) {
            List<Segment> released;
            synchronized (lock) {
                released = chain.takeReleased();
            }
            for (Segment segment : released) {
                supply.free(segment);
            }
            Segment segment = active;
            takesRequests = segment == null || supply.takesRequests(segment);
        }
    }

    /** Once a second: whether our directory is still there, and what has become too old. */
    private void check() {
        JournalDirectory directory = chain.directory();
        Segment segment = active;
        SegmentFile file = segment == null ? null : segment.file();
        boolean gone = directory != null && directory.isGone();
        if (gone || (file != null && !file.exists())) {
            log.error("the journal in " + settings.root() + " was removed while it was written, and is begun anew");
            endBatch();
            seal();
            try {
                if (gone) {
                    supply.leaveDirectory();
                }
            } catch (IOException problem) {
                supply.fail(problem, nowNanos);
            }
        }
        expire(System.currentTimeMillis());
        supply.tidy(nowNanos);
        if (directory != null && !gone) {
            directory.touch();
        }
    }

    private void expire(long nowMillis) {
        Segment segment = active;
        if (segment != null && segment.events() > 0 && nowMillis - segment.begunMillis() >= settings.ageMillis() / 8) {
            endBatch();
            seal();
        }
        while (true) {
            Segment oldest;
            synchronized (lock) {
                oldest = chain.first();
                if (oldest == null || !oldest.isSealed() || nowMillis - oldest.sealedMillis() <= settings.ageMillis()) {
                    return;
                }
                if (keepsEventsHere) {
                    chain.removeOldestSealed();
                } else {
                    chain.letGo(oldest, Loss.EXPIRED);
                }
            }
            supply.free(oldest);
            if (!keepsEventsHere) {
                log.error("events that could not be delivered are older than rollcall.journal.age and are let go");
            }
        }
    }

    /** Counts what is in memory only as lost; returns the requests. */
    void loseMemory(Loss reason) {
        Segment current = active;
        if (current != null && current.isInMemory()) {
            batchEvents = 0;
            synchronized (lock) {
                current.endBroken();
            }
            seal();
        }
        List<Segment> lost = new ArrayList<>();
        synchronized (lock) {
            for (Segment segment : chain.segments()) {
                if (segment.isInMemory()) {
                    chain.letGo(segment, reason);
                    if (keepsEventsHere) {
                        counts.lost(segment, reason);
                    }
                    lost.add(segment);
                }
            }
        }
        for (Segment segment : lost) {
            supply.free(segment);
        }
    }

    /** Counts an event that found neither disk nor memory. */
    void lose(EventKind kind, Loss reason, int requests) {
        synchronized (lock) {
            counts.lost(kind, reason, requests);
            chain.lose(kind, reason, requests);
        }
    }

    boolean hasFailed() {
        return supply.hasFailed();
    }

    /** Nothing is added any more; what is in memory gets a last chance to be written. */
    void close() {
        endBatch();
        seal();
        reopen();
        synchronized (lock) {
            chain.close();
        }
    }

    /** Takes the directory again that was given back, and writes what is in memory only. */
    void reopen() {
        boolean empty;
        synchronized (lock) {
            empty = chain.isEmpty();
        }
        if (!empty && (chain.directory() == null || holdsInMemory())) {
            retry();
        }
    }

    /** No file stays open: see {@link Supply#closeFiles}. */
    void closeFiles() throws IOException {
        endBatch();
        seal();
        freeReleased();
        supply.closeFiles();
    }

    /** Deletes the directory, if all destinations have everything; returns whether they have. */
    boolean deleteIfDelivered() {
        synchronized (lock) {
            if (keepsEventsHere || batchEvents > 0 || !chain.isDelivered()) {
                return false;
            }
        }
        seal();
        freeReleased();
        try {
            supply.deleteDirectory();
        } catch (IOException problem) {
            log.debug("the journal's directory cannot be deleted: " + problem.getMessage());
        }
        return true;
    }

    /** Leaves what is not delivered to whoever adopts it, this process included, as if we had died. */
    void handOver() {
        loseMemory(Loss.SHUTDOWN);
        synchronized (lock) {
            chain.handOver();
            lock.notifyAll();
        }
        leave();
    }

    /** Leaves the directory to whoever comes. */
    void leave() {
        try {
            supply.leaveDirectory();
        } catch (IOException problem) {
            log.debug("the journal's directory cannot be left: " + problem.getMessage());
        }
    }
}
