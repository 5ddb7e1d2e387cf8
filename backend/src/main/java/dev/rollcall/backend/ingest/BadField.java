package dev.rollcall.backend.ingest;

/** A field of an event that cannot be taken. Costs the event, and nothing else of its batch. */
final class BadField extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    BadField(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}
