package dev.rollcall.core.ship;

/** Text from the other side, fit for a line of our log. */
final class Printable {
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
}
