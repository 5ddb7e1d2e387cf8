package dev.rollcall.backend.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Makes secrets, and what is kept of them: from neither a token's hash nor a password's can it be had back. */
final class Secrets {
    /** OWASP's number for PBKDF2 with HMAC-SHA-256, 2023. */
    private static final int ITERATIONS = 600_000;

    private static final int KEY_BITS = 256;
    private static final int SALT_BYTES = 16;
    private static final int TOKEN_BYTES = 24;
    private static final int PASSWORD_BYTES = 12;
    private static final int ID_BYTES = 9;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The hash of no password that anybody knows: whoever signs in under a name that is not there waits as long as the others. */
    static final String NOBODYS_HASH =
            ITERATIONS + ":AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private Secrets() {}

    /**
     * A new token of 192 random bits: too many to guess, so a plain hash of it is enough to keep.
     *
     * @param prefix tells people, and programs that look for leaked secrets, what it is
     */
    static String newToken(String prefix) {
        return prefix + random(TOKEN_BYTES);
    }

    /** A name of its own for something that is no secret. */
    static String newId() {
        return random(ID_BYTES);
    }

    /** A new password of 96 random bits. */
    static String newPassword() {
        return random(PASSWORD_BYTES);
    }

    private static String random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What is kept of a token. */
    static String tokenHash(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** What is kept of a password: salt and slow hash. */
    static String passwordHash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return ITERATIONS + ":" + Base64.getEncoder().encodeToString(salt) + ":"
                + Base64.getEncoder().encodeToString(slow(password, salt, ITERATIONS));
    }

    /** Whether a password is the one of which this hash was kept. */
    static boolean isPassword(String password, String kept) {
        String[] parts = kept.split(":", 3);
        byte[] expected = Base64.getDecoder().decode(parts[2]);
        byte[] actual = slow(password, Base64.getDecoder().decode(parts[1]), Integer.parseInt(parts[0]));
        return MessageDigest.isEqual(expected, actual);
    }

    private static byte[] slow(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, KEY_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        } finally {
            spec.clearPassword();
        }
    }
}
