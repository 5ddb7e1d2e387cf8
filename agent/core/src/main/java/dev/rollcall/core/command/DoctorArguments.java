package dev.rollcall.core.command;

import org.jspecify.annotations.Nullable;

/** The arguments of {@code doctor}. Immutable once read. */
final class DoctorArguments {
    boolean help;

    /** The process to look at, or 0 for whichever there is. */
    long pid;

    @Nullable
    String directory;

    private DoctorArguments() {}

    /**
     * Reads the arguments; a value may follow its name or stand behind an equals sign.
     *
     * @throws IllegalArgumentException with a sentence for the user when one is not right
     */
    static DoctorArguments of(String[] arguments) {
        DoctorArguments read = new DoctorArguments();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.equals("--help") || argument.equals("-h")) {
                read.help = true;
            } else if (argument.startsWith("--dir=")) {
                read.directory = argument.substring("--dir=".length());
            } else if (argument.equals("--dir") && i + 1 < arguments.length) {
                read.directory = arguments[++i];
            } else if (argument.equals("--dir")) {
                throw new IllegalArgumentException("--dir wants a value behind it.");
            } else if (read.pid == 0 && isNumber(argument)) {
                read.pid = Long.parseLong(argument);
            } else {
                throw new IllegalArgumentException(TerminalText.safe(argument)
                        + " is not the number of a process; write doctor 4711, or doctor alone for the one there is.");
            }
        }
        return read;
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 9 && !text.startsWith("0");
    }
}
