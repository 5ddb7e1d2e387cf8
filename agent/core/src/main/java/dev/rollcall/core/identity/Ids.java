package dev.rollcall.core.identity;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Ids are kept as sent, but for spaces around them. What is too long, or could break a line, a page or a query somewhere
 * down the way, is refused and counted. Any thread may ask.
 */
final class Ids {
    static final int MAX_LENGTH = 256;

    private final AtomicLong refused = new AtomicLong();

    /** The id in a text, or null when there is none in it. */
    @Nullable
    String clean(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String id = text.strip();
        if (id.isEmpty()) {
            return null;
        }
        if (id.length() > MAX_LENGTH || !isPlain(id)) {
            refuse();
            return null;
        }
        return id;
    }

    /** Counts an id that was found and may not be used. */
    void refuse() {
        refused.incrementAndGet();
    }

    /** Ids that were refused so far. */
    long refused() {
        return refused.get();
    }

    /** No control characters, line or paragraph separators, text direction tricks, or halves of characters. */
    private static boolean isPlain(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c < 0x7F) {
                if (c < ' ') {
                    return false;
                }
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < id.length()
                    && Character.isLowSurrogate(id.charAt(i + 1))) {
                i++;
            } else if (c < 0xA0
                    || Character.isSurrogate(c)
                    || (c >= 0x2028 && c <= 0x202E)
                    || (c >= 0x2066 && c <= 0x2069)) {
                return false;
            }
        }
        return true;
    }
}
