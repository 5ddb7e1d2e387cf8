package dev.rollcall.core.pipeline;

/**
 * Where encoded events go from the drain thread: a store on this machine, or batches for an endpoint. The journal takes this
 * place as well, and delivers from what it holds.
 *
 * <p>Every event that was taken is either waiting, or shipped (stored for good, or accepted by the endpoint), or counted in
 * {@link Losses}: at every moment in exactly one of the three. {@link #append} and {@link #endRound} are called by the drain
 * thread only, everything else by any thread.
 */
public interface EventSink {
    /**
     * Takes one event. When this throws, the event has not been taken.
     *
     * @param sequence its number in this process; rises by one with every event
     * @param bytes holds one JSON object in UTF-8; copied, not kept
     */
    void append(long sequence, byte[] bytes, int offset, int length);

    /**
     * Ends a round of the drain thread, every few milliseconds: what was taken is now made as safe as this sink can, and what
     * is due is sent on its way. Does not throw.
     *
     * @param nowNanos the time by {@link System#nanoTime}
     */
    void endRound(long nowNanos);

    /** Events that were taken and are neither shipped nor lost. */
    long waiting();

    /** Events that are where they should be. */
    long shipped();

    /** The process is ending: from now on nothing is held back to make larger batches, and no pause is long. */
    void hurry();

    /** The process does not wait any longer: what is waiting, and what comes, is counted as lost with the shutdown. */
    void giveUp();

    /** Where the events go, for a line of text: a host or a directory. */
    String place();
}
