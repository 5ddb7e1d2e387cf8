package dev.rollcall.backend.ingest;

/** Texts of strangers in our error messages: short, and without characters that would act on a terminal or a log. */
public final class Shown {
    private static final int MAX = 60;

    private Shown() {}

    /** The text in quotes, cut when it is long; what is not printable becomes a question mark. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder("\"");
        for (int i = 0; i < text.length() && i < MAX; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) || Character.isSurrogate(c) || (c > 0x2000 && c < 0x2070) ? '?' : c);
        }
        return shown.append(text.length() > MAX ? "...\"" : "\"").toString();
    }
}
