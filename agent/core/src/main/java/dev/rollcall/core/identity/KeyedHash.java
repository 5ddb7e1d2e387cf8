package dev.rollcall.core.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA256 (RFC 2104) of credentials, cut to 64 bits: enough to tell an API's keys apart, of no use to whoever wants the
 * key. Made of {@link MessageDigest} because {@code javax.crypto} checks its providers' jars when it is first touched, which
 * is not ours to cause. Confined to one thread at a time.
 */
final class KeyedHash {
    private static final int BLOCK = 64;
    private static final String HEX = "0123456789abcdef";

    private final MessageDigest digest;
    private final byte[] inner;
    private final byte[] outer;

    /**
     * Makes a hash with a key.
     *
     * @param key at least one byte; not kept as it is
     * @throws IllegalStateException when this JVM has no SHA-256, which every one must have
     */
    KeyedHash(byte[] key) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        byte[] block = Arrays.copyOf(key.length > BLOCK ? digest.digest(key) : key, BLOCK);
        inner = new byte[BLOCK];
        outer = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            inner[i] = (byte) (block[i] ^ 0x36);
            outer[i] = (byte) (block[i] ^ 0x5C);
        }
    }

    /** The first 16 hexadecimal digits of the hash. */
    String of(byte[] source, int from, int to) {
        digest.update(inner);
        digest.update(source, from, to - from);
        byte[] hash = digest.digest();
        digest.update(outer);
        hash = digest.digest(hash);
        char[] hex = new char[16];
        for (int i = 0; i < hex.length; i += 2) {
            hex[i] = HEX.charAt((hash[i / 2] >> 4) & 0xF);
            hex[i + 1] = HEX.charAt(hash[i / 2] & 0xF);
        }
        return new String(hex);
    }
}
