package dev.rollcall.backend.ingest;

/** A body of which nothing is taken: it is no JSON, too large, or cannot be unpacked. */
public final class BadBody extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * Says why.
     *
     * @param status the status of the answer, 400, 413 or 415
     * @param message what was wrong and what would be right, for the sender
     */
    public BadBody(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }
}
