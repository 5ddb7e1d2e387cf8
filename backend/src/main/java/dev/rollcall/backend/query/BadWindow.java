package dev.rollcall.backend.query;

/** There is no such window; the message is for whoever asked for it. */
public final class BadWindow extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadWindow(String message) {
        super(message, null, false, false);
    }
}
