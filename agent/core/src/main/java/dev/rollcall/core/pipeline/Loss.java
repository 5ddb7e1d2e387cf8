package dev.rollcall.core.pipeline;

/** Why a request that was seen is told of nowhere. */
public enum Loss {
    /** The ring was full when the request ended, before there was a table to roll it up in. */
    RING_FULL("ring_full"),
    /** The event could not be made; a fault of ours. */
    EVENT_FAILED("event_failed"),
    /** There is no endpoint, and the journal that {@code top} reads could not be written before the process ended. */
    STORE_FAILED("store_failed"),
    /** It waited longer than {@code rollcall.journal.age}. */
    EXPIRED("expired"),
    /** The endpoint refused this one event for good; it is kept aside on this machine. */
    SET_ASIDE("set_aside"),
    /** Its record in the journal could not be read back. */
    DAMAGED("damaged"),
    /** The process ended before it could be delivered, and no disk could keep it. */
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
