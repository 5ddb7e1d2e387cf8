package dev.rollcall.backend.query;

/** A question that was not answered for want of time; its message is for whoever asked. */
public final class TooBusy extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean passing;

    /**
     * Makes one.
     *
     * @param passing whether the same question may well be answered a moment later
     */
    TooBusy(String message, boolean passing) {
        super(message, null, false, false);
        this.passing = passing;
    }

    /** Whether the same question may well be answered a moment later. */
    public boolean isPassing() {
        return passing;
    }
}
