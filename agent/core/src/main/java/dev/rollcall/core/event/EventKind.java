package dev.rollcall.core.event;

/** What a line of our wire format tells of: its {@code event} field. */
public enum EventKind {
    /** One request. */
    REQUEST("api_request", 1),
    /** Many requests of one customer, without their details. */
    ROLLUP("api_request_rollup", 2),
    /** The agent's own counters. */
    STATUS("agent_status", 3);

    /** {@link #values} makes a new array each time, and a shipper asks for each event. */
    private static final EventKind[] ALL = values();

    private final String wireName;
    private final int code;

    EventKind(String wireName, int code) {
        this.wireName = wireName;
        this.code = code;
    }

    /** The value of {@code event}. */
    public String wireName() {
        return wireName;
    }

    /** The number in the journal's records; never given to another kind. */
    public int code() {
        return code;
    }

    /**
     * The kind of a number.
     *
     * @throws IllegalArgumentException when no kind has it
     */
    public static EventKind of(int code) {
        for (EventKind kind : ALL) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of event has the number " + code);
    }
}
