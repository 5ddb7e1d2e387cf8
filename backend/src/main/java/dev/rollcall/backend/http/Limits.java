package dev.rollcall.backend.http;

/**
 * How much of everything strangers may take.
 *
 * @param idleMillis after how long without a byte a connection is closed
 * @param headMillis for how long, twice, the head of a request may come in pieces
 * @param bodyMillis how long the sending of a body may take
 * @param maxBody how many bytes the body of a delivery may have, packed and unpacked
 * @param heldBytes how many bytes of bodies that are being received are held in memory
 * @param waitingBytes how many bytes of bodies may wait to be stored, as long as they were unpacked
 * @param atATime how many bodies are unpacked and parsed at a time
 * @param connections how many connections there may be
 * @param threads how many threads answer
 */
public record Limits(
        int idleMillis,
        int headMillis,
        int bodyMillis,
        int maxBody,
        long heldBytes,
        long waitingBytes,
        int atATime,
        int connections,
        int threads) {
    private static final long MB = 1 << 20;

    /** What fits to this machine, and to the heap this JVM may have. */
    public static Limits ofThisMachine() {
        long heap = Runtime.getRuntime().maxMemory();
        return new Limits(
                30_000,
                10_000,
                60_000,
                (int) (32 * MB),
                Math.min(96 * MB, heap / 8),
                Math.min(192 * MB, heap / 8),
                (int) Math.max(1, Math.min(8, heap / (160 * MB))),
                1_000,
                200);
    }
}
