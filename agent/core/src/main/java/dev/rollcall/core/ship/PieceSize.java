package dev.rollcall.core.ship;

/**
 * How many events the endpoint takes at once: all of a batch, until it finds one too large; then half as many, and slowly
 * more again, since its limit is one of bytes and may have been raised. Confined to the shipper's thread.
 */
final class PieceSize {
    /** After so many pieces of the largest size, a larger one is tried. */
    private static final int PATIENCE = 20;

    private int most = Integer.MAX_VALUE;
    private int passed;

    /** At most so many events in one piece; at least 1. */
    int most() {
        return most;
    }

    /** A piece of so many events, two or more, was too large. */
    void tooLarge(int events) {
        most = Math.min(most, events / 2);
        passed = 0;
    }

    /** A piece of so many events was accepted. */
    void passed(int events) {
        if (events < most) {
            return;
        }
        passed++;
        if (passed >= PATIENCE) {
            passed = 0;
            most = (int) Math.min(Integer.MAX_VALUE, most + Math.max(1L, most / 4));
        }
    }
}
