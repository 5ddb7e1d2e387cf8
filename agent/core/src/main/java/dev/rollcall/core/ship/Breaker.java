package dev.rollcall.core.ship;

/**
 * The circuit breaker of one destination. States: {@code CLOSED -> OPEN} after some failures in a row, {@code OPEN -> HALF_OPEN}
 * for one attempt, and from there {@code CLOSED} or {@code OPEN} again. While it is open nothing is sent.
 *
 * <p>The shipper's thread changes it, any thread may look.
 */
final class Breaker {
    /** See {@link Breaker}. */
    enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    static final int MOST_FAILURES = 5;

    private volatile State state = State.CLOSED;
    private int failures;

    State state() {
        return state;
    }

    /** Something is about to be sent. */
    void trying() {
        if (state == State.OPEN) {
            state = State.HALF_OPEN;
        }
    }

    /** The destination did not answer, or cannot do its work. */
    void failed() {
        failures++;
        if (failures >= MOST_FAILURES || state == State.HALF_OPEN) {
            state = State.OPEN;
        }
    }

    /** The destination does its work, whether it likes what we send or not. */
    void answered() {
        failures = 0;
        state = State.CLOSED;
    }
}
