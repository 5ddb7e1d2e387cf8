package dev.rollcall.core.event;

import org.jspecify.annotations.Nullable;

/** Texts as they may stand in an event: of bounded length, and always valid Unicode. */
final class BoundedText {
    static final char REPLACEMENT = '\uFFFD';

    private BoundedText() {}

    /**
     * The text itself when it is fit, else what is left of it: cut between characters, with lone surrogates replaced, which
     * UTF-8 cannot express. Null for null and for an empty text: the event has no empty fields.
     *
     * @param max the longest length in UTF-16 units, at least 1
     */
    static @Nullable String of(@Nullable String text, int max) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        String cut = text.length() <= max ? text : text.substring(0, cutAt(text, max));
        for (int i = 0; i < cut.length(); i++) {
            if (Character.isSurrogate(cut.charAt(i))) {
                return repaired(cut, i);
            }
        }
        return cut;
    }

    /** Where a text that is longer than {@code max} ends, so that no character is cut in two. */
    static int cutAt(String text, int max) {
        return Character.isHighSurrogate(text.charAt(max - 1)) && Character.isLowSurrogate(text.charAt(max))
                ? max - 1
                : max;
    }

    private static String repaired(String text, int from) {
        StringBuilder repaired = new StringBuilder(text.length());
        repaired.append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                repaired.append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                repaired.append(c).append(text.charAt(++i));
            } else {
                repaired.append(REPLACEMENT);
            }
        }
        return repaired.toString();
    }
}
