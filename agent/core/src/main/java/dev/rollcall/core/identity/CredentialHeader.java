package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request header that carries a credential: {@code Authorization}, or one that a rule names. Taken apart at most once an
 * exchange, however many rules ask. Confined to one thread at a time.
 *
 * <p>Tolerant as servers are: the word before the token in any case, several spaces after it, or no word at all.
 */
final class CredentialHeader {
    /** The word before the credential. */
    private enum Scheme {
        /** Nothing usable: no header, two different ones, or a scheme that signs requests instead of naming a credential. */
        ABSENT,
        NONE,
        TOKEN,
        BASIC,
        SIGV4
    }

    private static final String[] TOKEN_WORDS = {"bearer", "token", "jwt", "apikey", "api-key", "key"};
    private static final String SIGV4_CREDENTIAL = "Credential=";

    private final int slot;
    private final Tokens tokens;
    private final Keys keys;

    private boolean parsed;
    private boolean claimsRead;
    private Scheme scheme = Scheme.ABSENT;
    private int from;
    private int to;
    private @Nullable Claims claims;
    private @Nullable String hash;
    private boolean basicRead;
    private @Nullable String basicUser;
    private boolean basicUserIsKey;

    CredentialHeader(int slot, Tokens tokens, Keys keys) {
        this.slot = slot;
        this.tokens = tokens;
        this.keys = keys;
    }

    int slot() {
        return slot;
    }

    /** Forgets the exchange before. */
    void reset() {
        if (parsed) {
            parsed = false;
            claimsRead = false;
            basicRead = false;
            claims = null;
            hash = null;
            basicUser = null;
        }
    }

    /** The claims of the token in the header, or null when it has none. */
    @Nullable
    Claims claims(Record record) {
        if (!claimsRead) {
            parse(record);
            claimsRead = true;
            if (scheme == Scheme.NONE || scheme == Scheme.TOKEN) {
                claims = tokens.claims(record.buffer(), from, to, record.endNanos());
            }
        }
        return claims;
    }

    /** The user name of Basic authentication (RFC 7617), or null. */
    @Nullable
    String basicUser(Record record) {
        readBasic(record);
        return basicUserIsKey ? null : basicUser;
    }

    /**
     * The hash of the API key in the header, or null: of the whole value, of what stands behind {@code Bearer},
     * {@code Token} or {@code ApiKey}, or of a Basic user name without a password, which is a key in the field
     * ({@code curl -u sk_live_...:}). A token whose claims could be read is no key, nor is what was meant to be one.
     *
     * @param opaqueOnly whether dots, which every token has, are enough not to be a key
     */
    @Nullable
    String keyHash(Record record, boolean opaqueOnly) {
        parse(record);
        if (scheme == Scheme.BASIC) {
            readBasic(record);
            return basicUserIsKey ? hash : null;
        }
        if (scheme != Scheme.NONE && scheme != Scheme.TOKEN) {
            return null;
        }
        if (!isKey(record.buffer(), opaqueOnly)) {
            return null;
        }
        if (hash == null) {
            hash = keys.hash(record.buffer(), from, to, record.endNanos());
        }
        return hash;
    }

    /** The access key id of AWS Signature Version 4, or null. It is no secret; the secret never travels. */
    @Nullable
    String accessKeyId(Record record) {
        parse(record);
        if (scheme != Scheme.SIGV4) {
            return null;
        }
        String parameters = new String(record.buffer(), from, to - from, StandardCharsets.ISO_8859_1);
        int start = parameters.indexOf(SIGV4_CREDENTIAL);
        int end = parameters.indexOf('/', start);
        return start < 0 || end < 0 ? null : parameters.substring(start + SIGV4_CREDENTIAL.length(), end);
    }

    private void parse(Record record) {
        if (parsed) {
            return;
        }
        parsed = true;
        scheme = Scheme.ABSENT;
        int length = record.requestHeaderLength(slot);
        if (length <= 0 || record.requestHeaderRepeated(slot)) {
            return;
        }
        byte[] bytes = record.buffer();
        from = record.requestHeaderOffset(slot);
        to = from + length;
        while (to > from && isSpace(bytes[to - 1])) {
            to--;
        }
        skipSpaces(bytes);
        if (from == to) {
            return;
        }
        int word = from;
        while (word < to && !isSpace(bytes[word])) {
            word++;
        }
        scheme = schemeOf(bytes, from, word);
        if (word == to) {
            // A word alone is the credential, unless it is a scheme whose credential got lost.
            scheme = scheme == Scheme.ABSENT ? Scheme.NONE : Scheme.ABSENT;
            return;
        }
        from = word;
        skipSpaces(bytes);
    }

    private void skipSpaces(byte[] bytes) {
        while (from < to && isSpace(bytes[from])) {
            from++;
        }
    }

    private static Scheme schemeOf(byte[] bytes, int start, int end) {
        for (String word : TOKEN_WORDS) {
            if (isWord(word, bytes, start, end)) {
                return Scheme.TOKEN;
            }
        }
        if (isWord("basic", bytes, start, end)) {
            return Scheme.BASIC;
        }
        return isWord("aws4-hmac-sha256", bytes, start, end) ? Scheme.SIGV4 : Scheme.ABSENT;
    }

    private static boolean isWord(String lowerCase, byte[] bytes, int start, int end) {
        if (end - start != lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            int c = bytes[start + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** One word, and not a token ({@code ey} is how the JSON of a token's header begins in Base64). */
    private boolean isKey(byte[] bytes, boolean opaqueOnly) {
        boolean dotless = opaqueOnly || (to - from > 1 && bytes[from] == 'e' && bytes[from + 1] == 'y');
        if (dotless && claims != null) {
            // What has claims has dots.
            return false;
        }
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (isSpace(b) || b == ',' || (b == '.' && dotless)) {
                return false;
            }
        }
        return true;
    }

    private void readBasic(Record record) {
        parse(record);
        if (basicRead || scheme != Scheme.BASIC) {
            return;
        }
        basicRead = true;
        basicUserIsKey = false;
        byte[] decoded = new byte[(to - from) / 4 * 3 + 3];
        int length = Base64Text.decode(record.buffer(), from, to, decoded);
        int colon = 0;
        while (colon < length && decoded[colon] != ':') {
            colon++;
        }
        if (colon >= length || colon == 0) {
            return;
        }
        if (colon == length - 1) {
            basicUserIsKey = true;
            hash = keys.hash(decoded, 0, colon, record.endNanos());
        } else {
            basicUser = text(decoded, colon);
        }
    }

    /** UTF-8 where it is valid, else Latin-1, which older browsers send. */
    private static String text(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }
}
