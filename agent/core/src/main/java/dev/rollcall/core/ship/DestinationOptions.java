package dev.rollcall.core.ship;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** One of the endpoints that batches go to, as it is configured. Immutable. */
public final class DestinationOptions {
    private static final int KEY_BYTES = 8;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final Endpoint endpoint;
    private final @Nullable String token;
    private final String format;

    DestinationOptions(Endpoint endpoint, @Nullable String token, String format) {
        this.endpoint = endpoint;
        this.token = token;
        this.format = format;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** The bearer token, or null when none is to be sent. */
    public @Nullable String token() {
        return token;
    }

    /** The wire format; {@code rollcall} is the only one. */
    public String format() {
        return format;
    }

    /**
     * What stands for this destination in the journal: the same for the same address and format, whatever else changes.
     * Sixteen hexadecimal digits.
     */
    public String key() {
        return hash("destination", endpoint.address() + '\n' + format);
    }

    /**
     * Tells tokens apart without telling them: sixteen hexadecimal digits, empty without a token. What was recorded for
     * one token is not to be delivered with another.
     */
    public String tokenFingerprint() {
        return token == null ? "" : hash("token", token);
    }

    private static String hash(String purpose, String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((purpose + '\n' + text).getBytes(UTF_8));
            StringBuilder hex = new StringBuilder();
            for (int i = 0; i < KEY_BYTES; i++) {
                hex.append(HEX[(digest[i] >> 4) & 0xF]).append(HEX[digest[i] & 0xF]);
            }
            return hex.toString();
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform has it: see MessageDigest.
            throw new IllegalStateException(e);
        }
    }

    /** For people: the address without its query. */
    @Override
    public String toString() {
        return endpoint.toString();
    }
}
