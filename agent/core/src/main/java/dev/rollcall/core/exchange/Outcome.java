package dev.rollcall.core.exchange;

/** How an exchange ended, apart from its status. */
public enum Outcome {
    /** The response was written whole. */
    OK("ok"),
    /** The client went away, or reset the stream, before the response was whole. */
    ABORTED("aborted"),
    /** The server gave up waiting for the application. */
    TIMEOUT("timeout"),
    /** The server or the application broke the response off, or never gave one. */
    ERROR("error");

    private final String wireName;

    Outcome(String wireName) {
        this.wireName = wireName;
    }

    /** The word on the wire, for example {@code aborted}. */
    public String wireName() {
        return wireName;
    }
}
