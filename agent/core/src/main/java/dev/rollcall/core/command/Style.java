package dev.rollcall.core.command;

/** Bold, faint and red text, where the terminal shows it. */
enum Style {
    PLAIN,
    /** With ANSI escape sequences. */
    TERMINAL;

    String bold(String text) {
        return with("1", text);
    }

    String dim(String text) {
        return with("2", text);
    }

    String red(String text) {
        return with("31", text);
    }

    private String with(String code, String text) {
        return this == PLAIN ? text : "\u001b[" + code + 'm' + text + "\u001b[0m";
    }
}
