package dev.rollcall.core.command;

import dev.rollcall.core.options.Spelling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of {@code top}. Immutable once read. */
final class TopArguments {
    private static final List<String> KNOWN = List.of("--once", "--json", "--dir", "--interval", "--limit", "--help");
    private static final long SHORTEST_INTERVAL_MILLIS = 100;

    boolean once;
    boolean json;
    boolean help;

    @Nullable
    String directory;

    long intervalMillis = 2000;
    private int limit = -1;

    private TopArguments() {}

    /**
     * Reads the arguments; a value may follow its name or stand behind an equals sign.
     *
     * @throws IllegalArgumentException with a sentence for the user when one is not right
     */
    static TopArguments of(String[] arguments) {
        TopArguments read = new TopArguments();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (read.flag(argument)) {
                continue;
            }
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException(TerminalText.safe(argument)
                        + " is not an option of top; did you mean " + Spelling.nearest(name, KNOWN) + "?");
            }
            if (equals < 0 && i + 1 == arguments.length) {
                throw new IllegalArgumentException(name + " wants a value behind it.");
            }
            read.value(name, equals < 0 ? arguments[++i] : argument.substring(equals + 1));
        }
        return read;
    }

    private boolean flag(String argument) {
        switch (argument) {
            case "--once":
                once = true;
                return true;
            case "--json":
                json = true;
                return true;
            case "--help":
            case "-h":
                help = true;
                return true;
            default:
                return false;
        }
    }

    private void value(String name, String value) {
        switch (name) {
            case "--dir":
                directory = value;
                break;
            case "--interval":
                intervalMillis = interval(value);
                break;
            case "--limit":
                limit = limit(value);
                break;
            default:
                throw new IllegalArgumentException(name + " takes no value.");
        }
    }

    private static long interval(String value) {
        String text = value.trim();
        long unit = text.endsWith("ms") ? 1 : text.endsWith("s") ? 1000 : text.endsWith("m") ? 60_000 : 0;
        String number = text.substring(0, Math.max(0, text.length() - (unit == 1 ? 2 : 1)));
        if (unit > 0 && isNumber(number)) {
            return Math.max(SHORTEST_INTERVAL_MILLIS, Long.parseLong(number) * unit);
        }
        throw new IllegalArgumentException(
                "--interval " + TerminalText.safe(value) + " is not a duration; write 2s or 500ms.");
    }

    private static int limit(String value) {
        if (isNumber(value) && Integer.parseInt(value) > 0) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException(
                "--limit " + TerminalText.safe(value) + " is not a number of customers; write 20.");
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 9;
    }

    int limitOr(int otherwise) {
        return limit < 0 ? otherwise : limit;
    }
}
