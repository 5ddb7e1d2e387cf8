package dev.rollcall.backend.query;

/** A question that was not answered for want of time; its message is for whoever asked. */
public final class TooBusy extends Exception {
    private static final long serialVersionUID = 1;

    TooBusy(String message) {
        super(message, null, false, false);
    }
}
