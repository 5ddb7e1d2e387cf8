package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.pipeline.Loss;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads for one destination, in turn from this process's journal and from those of dead ones, so that none waits for ever. */
final class JournalReader implements BatchReader {
    private static final long LONGEST_WAIT_NANOS = 3_600_000_000_000L;

    private final DestinationKey key;
    private final Counts counts;
    private final Tally tally;
    private final Adoption adoption;
    private final Object lock;

    private final Reading reading = new Reading();

    // Guarded by the lock.
    private final List<Source> sources = new ArrayList<>();
    private int turn;
    private boolean woken;

    // The shipper's thread.
    private @Nullable JournalBatch taken;
    private @Nullable Source takenFrom;

    JournalReader(DestinationKey key, Counts counts, Tally tally, Adoption adoption, Object lock) {
        this.key = key;
        this.counts = counts;
        this.tally = tally;
        this.adoption = adoption;
        this.lock = lock;
    }

    DestinationKey key() {
        return key;
    }

    Tally tally() {
        return tally;
    }

    Reading reading() {
        return reading;
    }

    /** Guarded by the lock. */
    void add(Source source) {
        sources.add(source);
    }

    @Override
    public @Nullable JournalBatch next(long timeoutMillis) throws InterruptedException {
        JournalBatch before = taken;
        Source source = takenFrom;
        if (before != null && source != null) {
            if (source.holdsTaken()) {
                return before;
            }
            // It expired on its way; a destination that takes nothing must not be held up by it for ever.
            done(before);
        }
        long deadline = System.nanoTime() + Math.min(timeoutMillis * 1_000_000, LONGEST_WAIT_NANOS);
        while (true) {
            adoption.look();
            JournalBatch batch = take();
            if (batch != null) {
                taken = batch;
                return batch;
            }
            synchronized (lock) {
                // What was closed since we looked is seen here: batches are closed under the lock.
                if (!hasSome()) {
                    long rest = deadline - System.nanoTime();
                    if (woken || rest <= 0) {
                        woken = false;
                        return null;
                    }
                    long pause = Math.max(1_000_000, Math.min(rest, adoption.pauseNanos()));
                    lock.wait(pause / 1_000_000, (int) (pause % 1_000_000));
                }
            }
        }
    }

    private @Nullable JournalBatch take() {
        int count;
        synchronized (lock) {
            count = sources.size();
        }
        for (int i = 0; i < count; i++) {
            Source source;
            synchronized (lock) {
                if (sources.isEmpty()) {
                    return null;
                }
                source = sources.get(Math.floorMod(turn++, sources.size()));
            }
            JournalBatch batch = source.take();
            if (batch != null) {
                takenFrom = source;
                return batch;
            }
            if (source.isFinished()) {
                leave(source);
            }
        }
        return null;
    }

    private void leave(Source source) {
        synchronized (lock) {
            // None may be left for a moment, while the process takes another name.
            sources.remove(source);
        }
        if (source instanceof OrphanWay) {
            adoption.finished((OrphanWay) source);
        }
    }

    private boolean hasSome() {
        for (Source source : sources) {
            if (source.hasSome()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean done(JournalBatch batch) {
        Source source = takenFrom;
        if (batch != taken || source == null) {
            throw new IllegalArgumentException("not the batch that was read");
        }
        taken = null;
        takenFrom = null;
        return source.done();
    }

    @Override
    public void wake() {
        synchronized (lock) {
            woken = true;
            lock.notifyAll();
        }
    }

    @Override
    public long waiting(EventKind kind) {
        synchronized (lock) {
            return counts.taken(kind) - tally.done(kind) - tally.lost(kind) - tally.handedOver(kind);
        }
    }

    @Override
    public long lost(EventKind kind, Loss reason) {
        synchronized (lock) {
            return tally.lost(kind, reason);
        }
    }

    @Override
    public long handedOver(EventKind kind) {
        synchronized (lock) {
            return tally.handedOver(kind);
        }
    }

    @Override
    public long adoptedWaiting() {
        synchronized (lock) {
            long waiting = 0;
            for (Source source : sources) {
                waiting += source.adoptedWaiting();
            }
            return waiting;
        }
    }

    @Override
    public long adoptedExpired() {
        return reading.expired.get();
    }
}
