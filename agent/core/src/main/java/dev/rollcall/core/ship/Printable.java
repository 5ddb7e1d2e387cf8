package dev.rollcall.core.ship;

/** Text from the other side, fit for a line of our log. */
final class Printable {
    private static final int LONGEST_WORD = 60;

    private Printable() {}

    /** On one line, at most so long, with control characters replaced: they could steer the terminal. */
    static String of(String text, int max) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && i < max; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
        return line.append(text.length() > max ? "..." : "").toString().trim();
    }

    /** The text when it looks like a code, {@code customer_id.too-long}; else what is given instead. */
    static String word(String text, String otherwise) {
        if (text.isEmpty() || text.length() > LONGEST_WORD) {
            return otherwise;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && c != '_' && c != '-' && c != '.') {
                return otherwise;
            }
        }
        return text;
    }
}
