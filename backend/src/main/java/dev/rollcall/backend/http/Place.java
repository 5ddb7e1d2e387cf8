package dev.rollcall.backend.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list, as it travels in the parameter {@code after}: a number, and what makes it unique. Nobody but us makes or reads it.
 *
 * @param value what the list is sorted by
 * @param key null for the row that has none
 */
record Place(long value, @Nullable String key) {
    String encoded() {
        String text = value + (key == null ? "" : "=" + key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The place of a call; null when it asks for the first page. */
    static @Nullable Place of(Call call) throws BadRequest {
        String after = Asker.text(call, "after");
        if (after == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
            int end = text.indexOf('=');
            return end < 0
                    ? new Place(Long.parseLong(text), null)
                    : new Place(Long.parseLong(text.substring(0, end)), text.substring(end + 1));
        } catch (IllegalArgumentException notOurs) {
            throw BadRequest.value("after is no place in this list; take it from next of the page before.");
        }
    }
}
