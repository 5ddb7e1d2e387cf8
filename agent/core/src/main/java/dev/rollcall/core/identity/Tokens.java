package dev.rollcall.core.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the claims of signed JSON web tokens (RFC 7519 in the compact form of RFC 7515). Tokens are decoded, not verified:
 * the application does that, and its answer says whether it was content.
 *
 * <p>No claims come from anything else: encrypted tokens (five parts), unsecured ones ({@code alg} is {@code none} or the
 * signature is empty), malformed or oversized ones, opaque texts.
 *
 * <p>Claims are remembered under the token's fingerprint for some minutes, never beyond the token's own {@code exp}; the token
 * is not. Confined to one thread at a time.
 */
final class Tokens {
    private static final long REMEMBERED_NANOS = 300_000_000_000L;

    private static final JsonPaths HEADER = new JsonPaths();
    private static final int ALGORITHM = HEADER.add(List.of("alg"));

    private final LongSupplier wallMillis;
    private final int remember;
    private final JsonPaths paths = new JsonPaths();
    private final SeenNames names = new SeenNames();
    private final int expiry = paths.add(List.of("exp"));

    private @Nullable CredentialCache<Claims> cache;
    private byte[] decoded = new byte[1024];
    /** The last header that was right, as sent: tokens of one issuer share theirs. */
    private byte[] knownHeader = {};

    /**
     * Makes a reader.
     *
     * @param wallMillis the time of day in milliseconds since 1970
     * @param remember how many tokens' claims are remembered; a power of two
     */
    Tokens(LongSupplier wallMillis, int remember) {
        this.wallMillis = wallMillis;
        this.remember = remember;
    }

    /** The number of a claim that a rule asks for, given by its path; all are asked for before the first token is read. */
    int claim(List<String> path) {
        return paths.add(path);
    }

    /**
     * The claims of a token.
     *
     * @param source where the token is, from {@code from} to before {@code to}
     * @param nanos the time, as {@link System#nanoTime} has it
     * @return the claims, or null when it is no token whose claims count
     */
    @Nullable
    Claims claims(byte[] source, int from, int to, long nanos) {
        CredentialCache<Claims> remembered = cache;
        if (remembered == null) {
            remembered = new CredentialCache<>(remember);
            cache = remembered;
        }
        Claims claims = remembered.get(source, from, to, nanos);
        if (claims == null) {
            @Nullable String[] values = read(source, from, to);
            claims = values == null ? Claims.NONE : new Claims(values);
            long rememberNanos = rememberNanos(claims);
            if (rememberNanos > 0) {
                remembered.put(claims, nanos + rememberNanos);
            }
        }
        return claims == Claims.NONE ? null : claims;
    }

    /** Names of claims that were seen; any thread may ask. */
    List<String> claimNames() {
        return names.sorted();
    }

    private long rememberNanos(Claims claims) {
        String exp = claims == Claims.NONE ? null : claims.get(expiry);
        if (exp == null || exp.length() > 12) {
            return REMEMBERED_NANOS;
        }
        long seconds = 0;
        for (int i = 0; i < exp.length(); i++) {
            char c = exp.charAt(i);
            if (c < '0' || c > '9') {
                return REMEMBERED_NANOS;
            }
            seconds = seconds * 10 + c - '0';
        }
        long leftMillis = seconds * 1000 - wallMillis.getAsLong();
        return leftMillis >= REMEMBERED_NANOS / 1_000_000 ? REMEMBERED_NANOS : leftMillis * 1_000_000;
    }

    private @Nullable String @Nullable [] read(byte[] source, int from, int to) {
        int firstDot = indexOfDot(source, from, to);
        int secondDot = firstDot < 0 ? -1 : indexOfDot(source, firstDot + 1, to);
        if (secondDot < 0 || secondDot == to - 1 || indexOfDot(source, secondDot + 1, to) >= 0) {
            return null;
        }
        if (!isSignedHeader(source, from, firstDot)) {
            return null;
        }
        int length = decode(source, firstDot + 1, secondDot);
        return length < 0 ? null : JsonPathReader.read(decoded, length, paths, null, names);
    }

    private boolean isSignedHeader(byte[] source, int from, int to) {
        if (from < to && Arrays.equals(knownHeader, 0, knownHeader.length, source, from, to)) {
            return true;
        }
        int length = decode(source, from, to);
        @Nullable String[] fields = length < 0 ? null : JsonPathReader.read(decoded, length, HEADER, null);
        String algorithm = fields == null ? null : fields[ALGORITHM];
        if (algorithm == null || algorithm.toLowerCase(Locale.ROOT).equals("none")) {
            return false;
        }
        knownHeader = Arrays.copyOfRange(source, from, to);
        return true;
    }

    /** Bounded: no header value longer than 16 KB is kept. */
    private int decode(byte[] source, int from, int to) {
        if (to - from > decoded.length) {
            decoded = new byte[to - from];
        }
        return Base64Text.decode(source, from, to, decoded);
    }

    private static int indexOfDot(byte[] source, int from, int to) {
        for (int i = from; i < to; i++) {
            if (source[i] == '.') {
                return i;
            }
        }
        return -1;
    }
}
