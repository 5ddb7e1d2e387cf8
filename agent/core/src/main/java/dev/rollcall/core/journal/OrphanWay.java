package dev.rollcall.core.journal;

import dev.rollcall.core.log.AgentLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How far one of our destinations has come in the journal of a dead process. Used by that destination's thread. */
final class OrphanWay implements Source {
    private final Orphan orphan;
    private final int slot;
    private final AgentLog log;
    private final Reading reading;
    private final AtomicLong waiting;

    private final long position;
    private int index;
    private int offset;
    private boolean begun;
    private @Nullable JournalBatch taken;
    private int takenEnd;
    private volatile boolean finished;

    OrphanWay(Orphan orphan, int slot, long waiting, Reading reading, AgentLog log) throws IOException {
        this.orphan = orphan;
        this.slot = slot;
        this.waiting = new AtomicLong(waiting);
        this.reading = reading;
        this.log = log;
        this.position = orphan.directory().cursors().get(slot);
    }

    @Override
    public @Nullable JournalBatch take() {
        if (orphan.isExpired()) {
            finish();
            return null;
        }
        while (index < orphan.segments().size()) {
            DeadSegment segment = orphan.segments().get(index);
            if (!begun) {
                begun = true;
                offset = Orphan.start(segment, position);
            }
            ByteBuffer bytes = bytes(segment);
            JournalBatch batch = reading.scan.read(
                    bytes,
                    orphan.seed(segment),
                    offset,
                    bytes.capacity(),
                    orphan.directory().instance(),
                    true);
            if (reading.scan.damaged() > 0) {
                log.error("a part of " + segment.file() + " was damaged and is left out");
            }
            if (batch != null) {
                taken = batch;
                takenEnd = reading.scan.end();
                return batch;
            }
            begun = false;
            index++;
        }
        finish();
        return null;
    }

    private ByteBuffer bytes(DeadSegment segment) {
        if (segment.number() < Cursors.segment(position)) {
            return DeadSegment.NOTHING;
        }
        try {
            return reading.bytes(segment);
        } catch (IOException problem) {
            log.error("events of a process that has ended cannot be read: " + problem.getMessage());
            return DeadSegment.NOTHING;
        }
    }

    @Override
    public boolean hasSome() {
        return !finished;
    }

    @Override
    public boolean holdsTaken() {
        return taken != null && !orphan.isExpired();
    }

    @Override
    public boolean done() {
        JournalBatch batch = taken;
        taken = null;
        if (batch == null || orphan.isExpired()) {
            return false;
        }
        offset = takenEnd;
        waiting.addAndGet(-Orphan.requests(batch));
        DeadSegment segment = orphan.segments().get(index);
        try {
            orphan.directory().cursors().set(slot, segment.number(), offset);
        } catch (IOException problem) {
            log.debug("what is delivered cannot be noted in "
                    + orphan.directory().directory() + ": " + problem.getMessage());
        }
        return true;
    }

    private void finish() {
        long rest = waiting.getAndSet(0);
        if (orphan.isLost()) {
            reading.expired.addAndGet(rest);
        }
        reading.drop();
        finished = true;
    }

    Orphan orphan() {
        return orphan;
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public long adoptedWaiting() {
        return waiting.get();
    }
}
