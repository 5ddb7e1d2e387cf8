package dev.rollcall.chaos.backend;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Insists that a batch that comes again is, byte for byte, the one that came before under the same id. */
final class Batches {
    private final Map<String, String> digests = new ConcurrentHashMap<>();

    /** Whether it is new, or the same as before. */
    boolean isConsistent(String batch, byte[] body) {
        String digest = digest(body);
        String before = digests.putIfAbsent(batch, digest);
        return before == null || before.equals(digest);
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
