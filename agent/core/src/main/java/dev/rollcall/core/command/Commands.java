package dev.rollcall.core.command;

import dev.rollcall.core.Version;
import dev.rollcall.core.options.OptionsHelp;
import dev.rollcall.core.options.Spelling;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** The commands of the agent's jar. */
public final class Commands {
    /** The exit code for a command line that is not understood. */
    static final int USAGE_ERROR = 2;

    private static final List<String> NAMES = List.of("top", "doctor", "help", "version");

    private Commands() {}

    /**
     * Runs a command line.
     *
     * @param arguments a command and its options
     * @return the exit code: 0 when done, 1 when that failed, 2 when it was not understood
     */
    public static int run(String[] arguments) {
        return run(arguments, System.out, System.err);
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        String command = arguments.length == 0 ? "help" : arguments[0];
        switch (command) {
            case "top":
                return new TopCommand(out, err).run(Arrays.copyOfRange(arguments, 1, arguments.length));
            case "doctor":
                return new DoctorCommand(out, err).run(Arrays.copyOfRange(arguments, 1, arguments.length));
            case "help":
            case "--help":
            case "-h":
                help(out);
                return 0;
            case "version":
            case "--version":
                out.println("rollcall-agent " + Version.text());
                return 0;
            default:
                err.println("rollcall: there is no command " + TerminalText.safe(command) + "; did you mean "
                        + Spelling.nearest(command, NAMES) + "? The commands are " + String.join(", ", NAMES) + '.');
                return USAGE_ERROR;
        }
    }

    private static void help(PrintStream out) {
        out.print("Rollcall " + Version.text() + ": which customer made every call\n"
                + "\n"
                + "  java -javaagent:rollcall-agent.jar -jar your-application.jar   count your application's calls\n"
                + "  java -jar rollcall-agent.jar top                               see its customers\n"
                + "  java -jar rollcall-agent.jar top --help                        how to see more, or as JSON\n"
                + "  java -jar rollcall-agent.jar doctor [pid]                      see how the agent in it is\n"
                + "  java -jar rollcall-agent.jar version                           print the version\n"
                + "\n");
        out.print(OptionsHelp.text());
    }
}
