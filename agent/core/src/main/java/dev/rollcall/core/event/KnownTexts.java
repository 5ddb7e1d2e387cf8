package dev.rollcall.core.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A field whose few values come again and again, such as the method: the last of them are kept as ready JSON. A value is known
 * again by being equal, and has one place, where the newer one drives the older out: what strangers choose takes no more
 * memory than that. Confined to one thread.
 */
final class KnownTexts {
    private final byte[] name;
    private final int max;
    private final @Nullable String[] values;
    private final byte[][] fields;

    /**
     * Makes a field.
     *
     * @param max the longest text that is told, in UTF-16 units
     * @param places how many values are kept, at most; a power of two
     */
    KnownTexts(String name, int max, int places) {
        this.name = EventBytes.name(name);
        this.max = max;
        values = new @Nullable String[places];
        fields = new byte[places][];
    }

    /** Writes the field; nothing when there is no text, or an empty one. */
    void write(@Nullable String value, EventBytes json) {
        if (value == null || value.isEmpty()) {
            return;
        }
        int place = value.hashCode() & (values.length - 1);
        if (value.equals(values[place])) {
            json.raw(fields[place]);
            return;
        }
        int from = json.length();
        json.raw(name);
        json.text(value, max);
        if (value.length() <= max) {
            fields[place] = Arrays.copyOfRange(json.array(), from, json.length());
            values[place] = value;
        }
    }
}
