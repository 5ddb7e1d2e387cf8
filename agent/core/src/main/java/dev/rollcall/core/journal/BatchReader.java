package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.pipeline.Loss;
import org.jspecify.annotations.Nullable;

/**
 * One destination's way through the journal of this process and through those of dead processes that were adopted. Batches
 * of one process come in their order. Its shipper's thread calls {@link #next} and {@link #done}; everybody else the rest.
 */
public interface BatchReader {
    /**
     * The next batch, or null when none came in time. The same one again until {@link #done}, or until the journal lets it go.
     *
     * @param timeoutMillis how long to wait for one; 0 does not wait
     * @throws InterruptedException when the thread was interrupted; nothing is lost by it
     */
    @Nullable
    JournalBatch next(long timeoutMillis) throws InterruptedException;

    /**
     * Every event of the batch was delivered or set aside: it is not read again for this destination, by us or by a process
     * that adopts our journal, and {@link #waiting} does not count it any more.
     *
     * @return false when the journal had let the batch go in the meantime, because it expired or the process gave up; its
     *     requests are in {@link #lost} then, and must not be counted a second time
     */
    boolean done(JournalBatch batch);

    /** Ends a {@link #next} that is waiting. */
    void wake();

    /** Requests of this process that the journal took and {@link #done} has not been told of, in events of a kind. */
    long waiting(EventKind kind);

    /**
     * Requests of this process that the journal itself had to let go, in events of a kind. What is added here leaves
     * {@link #waiting} in the same moment.
     */
    long lost(EventKind kind, Loss reason);

    /**
     * Requests, in events of a kind, that this process took under a former name and leaves to whoever adopts its journal,
     * itself included, where they are adopted ones. What is added here leaves {@link #waiting} in the same moment.
     */
    long handedOver(EventKind kind);

    /** Requests of other processes that were adopted and wait for this destination. */
    long adoptedWaiting();

    /** Requests of other processes that were adopted and let go, because they were too old or too many. */
    long adoptedExpired();
}
