package dev.rollcall.core.command;

/**
 * Text from strangers, made fit for a terminal: what could move the cursor, change its colours or turn the direction of
 * writing becomes {@code ?}, and widths are those on the screen.
 */
final class TerminalText {
    private static final String CUT = "..";

    private TerminalText() {}

    /** The text in exactly the given number of columns: cut with two dots, or filled up with spaces. */
    static String fit(String text, int columns) {
        String safe = safe(text);
        int width = width(safe);
        StringBuilder fitted = new StringBuilder();
        if (width <= columns) {
            fitted.append(safe);
        } else {
            width = 0;
            for (int i = 0; i < safe.length(); i += Character.charCount(safe.codePointAt(i))) {
                int codePoint = safe.codePointAt(i);
                if (width + width(codePoint) > columns - CUT.length()) {
                    break;
                }
                fitted.appendCodePoint(codePoint);
                width += width(codePoint);
            }
            fitted.append(CUT);
            width += CUT.length();
        }
        for (int i = width; i < columns; i++) {
            fitted.append(' ');
        }
        return fitted.toString();
    }

    /** The text with every character that does more than stand there replaced. */
    static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(isHarmless(c) ? c : '?'));
        return safe.toString();
    }

    private static boolean isHarmless(int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
            case Character.SURROGATE:
            case Character.PRIVATE_USE:
            case Character.UNASSIGNED:
                return false;
            default:
                return true;
        }
    }

    static int width(String text) {
        return text.codePoints().map(TerminalText::width).sum();
    }

    private static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        // East Asian wide characters and emoji; the ranges that matter (Unicode Standard Annex 11).
        return (codePoint >= 0x1100 && codePoint <= 0x115F)
                        || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
                        || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
                        || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
                        || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
                        || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
                        || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
                        || (codePoint >= 0x20000 && codePoint <= 0x3FFFD)
                ? 2
                : 1;
    }
}
