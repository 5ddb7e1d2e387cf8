package dev.rollcall.core.pipeline;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.event.Instance;

/**
 * Where encoded events go from the drain thread: the journal. {@link #prepare}, {@link #append}, {@link #endRound}, {@link #closeFiles} and
 * {@link #renew} are called by the drain thread only, the rest by any thread.
 */
public interface EventSink {
    /** Makes what the first event needs, so that it does not wait for that. Does not throw for a disk that does not work. */
    default void prepare() {}

    /**
     * Takes one event.
     *
     * @param kind what the event is
     * @param requests how many requests it stands for: 1, the count of a rollup, 0 for a status
     * @param sequence its number in this process; rises by one with every event that was taken
     * @param bytes holds one JSON object in UTF-8; copied, not kept
     * @return whether it was taken; false when there is no room, and the request is to be rolled up. Room for rollups and
     *     statuses is kept longer than for requests.
     */
    boolean append(EventKind kind, int requests, long sequence, byte[] bytes, int offset, int length);

    /**
     * Ends a round of the drain thread, every few milliseconds: what was taken is now as safe as this sink can make it, and
     * batches that are due are closed. Does not throw.
     *
     * @param nowNanos the time by {@link System#nanoTime}
     */
    void endRound(long nowNanos);

    /**
     * The process goes on as another one, because its memory may have been copied: sequences begin anew, and what waits is
     * delivered under its old name.
     */
    void renew(Instance instance);

    /**
     * Closes every file and lock, because the process is about to be made an image of; {@link #renew} is called next, maybe
     * in another place and time, and what was not delivered is then delivered from there.
     */
    default void closeFiles() {}

    /** The process is ending: from now on nothing is held back to make larger batches. */
    void hurry();

    /** The process does not wait any longer: what is in memory only, and what comes, is counted as lost with the shutdown. */
    void giveUp();

    /** Whether what was taken is still there when the process is not: for the next start, or for a process beside it. */
    default boolean outlivesProcess() {
        return false;
    }

    /** Where the events are kept, for a line of text. */
    String place();
}
