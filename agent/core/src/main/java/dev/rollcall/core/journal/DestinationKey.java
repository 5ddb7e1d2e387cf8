package dev.rollcall.core.journal;

/**
 * What tells a destination from others, so that a process which adopts a journal knows whether it can deliver what it holds.
 * Immutable.
 */
public final class DestinationKey {
    private final String key;
    private final String token;

    /**
     * Keeps the texts.
     *
     * @param key for example a hash of the endpoint's address and the format
     * @param token a fingerprint of what we authenticate with; empty when there is none
     */
    public DestinationKey(String key, String token) {
        this.key = key;
        this.token = token;
    }

    String key() {
        return key;
    }

    String token() {
        return token;
    }
}
