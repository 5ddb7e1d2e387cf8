package dev.rollcall.core.ship;

/** What one delivery carries, compressed once, so that every attempt sends the same bytes. Immutable. */
final class Batch {
    private final String id;
    private final int events;
    private final byte[] body;

    Batch(String id, int events, byte[] body) {
        this.id = id;
        this.events = events;
        this.body = body;
    }

    /** {@code <instance>:<first sequence>:<count>}, the same for every attempt. */
    String id() {
        return id;
    }

    int events() {
        return events;
    }

    /** A JSON array, by gzip. Not to be changed. */
    byte[] body() {
        return body;
    }
}
