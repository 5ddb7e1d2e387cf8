package dev.rollcall.core.identity;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns API keys and opaque tokens into their keyed hash, and the hash into a customer where an alias table knows it. The
 * hash is remembered for some minutes under the key's fingerprint; the key is not. Confined to one thread at a time.
 */
final class Keys {
    private static final long REMEMBERED_NANOS = 300_000_000_000L;

    private final Supplier<byte[]> secret;
    private final Supplier<AliasTable> aliases;
    private final int remember;
    private @Nullable KeyedHash keyedHash;
    private @Nullable CredentialCache<String> cache;

    /**
     * Makes hashes with a secret that is asked for when the first key is seen.
     *
     * @param secret the key of the hash
     * @param aliases the alias table of the moment
     * @param remember how many keys' hashes are remembered; a power of two
     */
    Keys(Supplier<byte[]> secret, Supplier<AliasTable> aliases, int remember) {
        this.secret = secret;
        this.aliases = aliases;
        this.remember = remember;
    }

    /** The hash of bytes {@code from} to before {@code to}. */
    String hash(byte[] source, int from, int to, long nanos) {
        KeyedHash hasher = keyedHash;
        CredentialCache<String> remembered = cache;
        if (hasher == null || remembered == null) {
            hasher = new KeyedHash(secret.get());
            remembered = new CredentialCache<>(remember);
            keyedHash = hasher;
            cache = remembered;
        }
        String hash = remembered.get(source, from, to, nanos);
        if (hash == null) {
            hash = hasher.of(source, from, to);
            remembered.put(hash, nanos + REMEMBERED_NANOS);
        }
        return hash;
    }

    /** The customer of a key's hash, or null. */
    AliasTable.@Nullable Alias alias(String hash) {
        return aliases.get().find(hash);
    }
}
