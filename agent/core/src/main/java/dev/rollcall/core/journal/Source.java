package dev.rollcall.core.journal;

import org.jspecify.annotations.Nullable;

/** One process's journal, as one destination reads it. {@link #take} and {@link #done} are called by its shipper's thread. */
interface Source {
    /** The next batch, or null when there is none now. Asked again only after {@link #done}. */
    @Nullable
    JournalBatch take();

    /** Whether {@link #take} may have something now. Guarded by the journal's lock. */
    boolean hasSome();

    /** Whether the batch that was taken is still to be delivered; false when it was let go. */
    boolean holdsTaken();

    /** The batch that was taken is not to be read again; false when it was let go in the meantime. */
    boolean done();

    /** Whether nothing will come any more. */
    boolean isFinished();

    /** Requests of another process that wait. */
    long adoptedWaiting();
}
