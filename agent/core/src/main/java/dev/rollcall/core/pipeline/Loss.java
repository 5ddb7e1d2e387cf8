package dev.rollcall.core.pipeline;

/** Why an exchange that was seen has no event anywhere. */
public enum Loss {
    /** The ring was full when the exchange ended. */
    RING_FULL("ring_full"),
    /** The event could not be made; a fault of ours. */
    EVENT_FAILED("event_failed"),
    /** The endpoint was away for so long that the oldest batches had to go. */
    BACKLOG_FULL("backlog_full"),
    /** The endpoint refused the batch for good. */
    REJECTED("rejected"),
    /** The local store could not be written, and memory was full. */
    STORE_FAILED("store_failed"),
    /** The process ended before the event could be delivered. */
    SHUTDOWN("shutdown");

    private final String wireName;

    Loss(String wireName) {
        this.wireName = wireName;
    }

    /** The word in counters, for example {@code ring_full}. */
    public String wireName() {
        return wireName;
    }
}
