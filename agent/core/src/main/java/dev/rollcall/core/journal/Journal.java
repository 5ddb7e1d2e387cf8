package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.pipeline.Destination;
import dev.rollcall.core.pipeline.EventSink;
import dev.rollcall.core.pipeline.Loss;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps events in mapped files until every destination has them, so that what was taken outlives a killed process: the next
 * start, or another process with the same journal directory, delivers the rest with the same ids.
 *
 * <p>{@code <journal.dir>/<instance>/} holds the events of one process: {@code lock}, held for life; {@code owner};
 * {@code cursors}; and segments of records. While the disk cannot be written, segments are in memory, and counters go on. Without
 * an endpoint the journal itself is the destination, and the oldest segments make room for new ones.
 *
 * <p>The drain thread writes; each destination's thread reads by its own {@link BatchReader}. They share one lock, which the
 * drain thread takes when a batch or a segment ends, and not for an event. No request's thread comes here.
 */
public final class Journal implements EventSink {
    /** Each has a lock and files of its own; a process that is put to sleep between requests would have more and more. */
    private static final int MOST_EARLIER_LIVES = 4;

    private final JournalSettings settings;
    private final JournalOwner owner;
    private final AgentLog log;
    private final Object lock = new Object();
    private final Counts counts = new Counts();
    private final List<JournalReader> readers = new ArrayList<>();
    private final @Nullable Retention retention;
    private final Adoption adoption;

    // The drain thread.
    private Life life;
    private final List<Life> earlier = new ArrayList<>();
    private boolean saidFirst;

    private volatile boolean failed;
    private volatile boolean hurried;
    private volatile boolean givenUp;
    private boolean closing;

    /**
     * A journal that touches the disk when it is prepared, or when the first event comes.
     *
     * @param owner says which destinations there are; without one the events are kept for {@code top}
     */
    public Journal(JournalSettings settings, JournalOwner owner, Instance instance, AgentLog log) {
        this.settings = settings;
        this.owner = owner;
        this.log = log;
        this.retention = owner.keepsEventsHere() ? new Retention(settings.root(), settings.ageMillis(), log) : null;
        this.adoption = new Adoption(settings, owner, lock, log);
        for (DestinationKey key : owner.destinations()) {
            JournalReader reader = new JournalReader(key, counts, new Tally(), adoption, lock);
            readers.add(reader);
            adoption.add(reader);
        }
        this.life = begin(instance);
    }

    private Life begin(Instance instance) {
        Chain chain = new Chain(instance.text(), settings.root().toString());
        synchronized (lock) {
            for (int slot = 0; slot < readers.size(); slot++) {
                JournalReader reader = readers.get(slot);
                Way way = new Way(chain, slot, reader.tally(), reader.reading().scan, lock, log);
                chain.add(way);
                reader.add(way);
            }
            lock.notifyAll();
        }
        Supply supply = new Supply(settings, owner, chain, lock, retention, log);
        return new Life(settings, chain, supply, counts, lock, owner.keepsEventsHere(), log, System.nanoTime());
    }

    /**
     * What one destination reads.
     *
     * @param destination its number among the owner's destinations
     */
    public BatchReader reader(int destination) {
        return readers.get(destination);
    }

    /** This machine as the destination, when there is no other. */
    public Destination thisMachine() {
        return new LocalDestination(settings.root(), counts, lock, () -> failed);
    }

    /** The directory and the first file; not without an endpoint, where they would stay behind when there are no events. */
    @Override
    public void prepare() {
        life.prepare(System.nanoTime());
    }

    @Override
    public boolean append(EventKind kind, int requests, long sequence, byte[] bytes, int offset, int length) {
        if (givenUp && failed) {
            life.lose(kind, Loss.SHUTDOWN, requests);
            return true;
        }
        return life.append(kind, requests, sequence, bytes, offset, length);
    }

    @Override
    public void endRound(long nowNanos) {
        try {
            boolean hurry = hurried;
            life.endRound(nowNanos, hurry);
            failed = life.hasFailed();
            for (Iterator<Life> each = earlier.iterator(); each.hasNext(); ) {
                Life old = each.next();
                old.endRound(nowNanos, hurry);
                if (old.deleteIfDelivered()) {
                    each.remove();
                }
            }
            if (givenUp) {
                loseMemory(Loss.SHUTDOWN);
            } else if (hurry && owner.keepsEventsHere() && failed && life.holdsInMemory()) {
                log.error("requests are lost, because they could not be stored before the shutdown");
                loseMemory(Loss.STORE_FAILED);
            }
            if (!saidFirst && owner.keepsEventsHere() && counts.stored(EventKind.REQUEST) > 0) {
                saidFirst = true;
                log.info("the first request is stored in " + settings.root());
            }
            finishClosing();
        } catch (RuntimeException | Error problem) {
            log.failure("the journal stumbled, and goes on", problem);
        }
    }

    private void loseMemory(Loss reason) {
        life.loseMemory(reason);
        for (Life old : earlier) {
            old.loseMemory(reason);
        }
    }

    @Override
    public void renew(Instance instance) {
        for (Life old : earlier) {
            old.reopen();
        }
        Life old = life;
        old.close();
        if (owner.keepsEventsHere()) {
            old.loseMemory(Loss.STORE_FAILED);
            old.leave();
        } else if (!old.deleteIfDelivered()) {
            earlier.add(old);
        }
        handOverOldest();
        life = begin(instance);
        adoption.resume();
    }

    /** Lives hold files open. One that still holds something in memory is kept: that would be lost, and is bounded otherwise. */
    private void handOverOldest() {
        int tooMany = earlier.size() - MOST_EARLIER_LIVES;
        for (Iterator<Life> each = earlier.iterator(); tooMany > 0 && each.hasNext(); ) {
            Life old = each.next();
            if (!old.holdsInMemory()) {
                each.remove();
                old.handOver();
                tooMany--;
            }
        }
    }

    @Override
    public void closeFiles() {
        try {
            life.closeFiles();
            for (Life old : earlier) {
                old.closeFiles();
            }
        } catch (IOException | RuntimeException | Error problem) {
            log.failure("the journal's files cannot be closed", problem);
        }
        adoption.closeFiles();
    }

    @Override
    public void hurry() {
        hurried = true;
    }

    @Override
    public void giveUp() {
        givenUp = true;
    }

    @Override
    public boolean outlivesProcess() {
        return !failed;
    }

    @Override
    public String place() {
        return settings.root().toString();
    }

    /**
     * The end of an orderly shutdown: a journal whose events are all delivered is deleted. Waits a little for what is on its
     * way, and for the drain thread, which does it. Requests that end after it begin a new one.
     */
    public void close(long timeoutMillis) throws InterruptedException {
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
        synchronized (lock) {
            closing = true;
            while (closing) {
                long rest = (deadline - System.nanoTime()) / 1_000_000;
                if (rest <= 0) {
                    return;
                }
                lock.wait(rest);
            }
        }
    }

    private void finishClosing() {
        synchronized (lock) {
            if (!closing) {
                return;
            }
        }
        // What is still on its way now is a status: requests have been waited for.
        if (life.deleteIfDelivered() || owner.keepsEventsHere() || givenUp) {
            synchronized (lock) {
                closing = false;
                lock.notifyAll();
            }
        }
    }

    /** As if the process were killed: only the locks are given back. For tests. */
    void abandon() {
        life.leave();
        for (Life old : earlier) {
            old.leave();
        }
        adoption.closeFiles();
    }
}
