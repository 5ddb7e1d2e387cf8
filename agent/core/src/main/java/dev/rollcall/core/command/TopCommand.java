package dev.rollcall.core.command;

import dev.rollcall.core.journal.JournalScanner;
import dev.rollcall.core.options.Options;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;

/** {@code top}: the customers of all applications that store their events on this machine. */
final class TopCommand {
    static final String USAGE = "Usage: java -jar rollcall-agent.jar top [options]\n"
            + "\n"
            + "Shows the customers of all applications on this machine that run with the agent and without an\n"
            + "endpoint. On a terminal the table is kept up to date until Ctrl-C; otherwise it is printed once.\n"
            + "\n"
            + "  --once           print once and end\n"
            + "  --json           print one JSON object and end\n"
            + "  --dir DIR        where the events are; default: rollcall.journal.dir\n"
            + "  --interval 2s    how often the table is drawn again\n"
            + "  --limit N        how many customers are shown; default: 20, all with --json\n"
            + "\n"
            + "ERRORS are answers of status 400 and above, and exchanges that broke off. P50, P95 and P99 are within\n"
            + "3.2 % of the durations that were measured. IN and OUT are body bytes. Shares add up to 100 %.\n";

    private static final String HOME_AND_CLEAR_BELOW = "\u001b[H\u001b[J";
    private static final String CLEAR = "\u001b[2J";

    private final PrintStream out;
    private final PrintStream err;

    TopCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs with the arguments behind {@code top}; returns the exit code. */
    int run(String[] arguments) {
        TopArguments wanted;
        try {
            wanted = TopArguments.of(arguments);
        } catch (IllegalArgumentException mistake) {
            err.println("rollcall: " + mistake.getMessage());
            return Commands.USAGE_ERROR;
        }
        if (wanted.help) {
            out.print(USAGE);
            return 0;
        }
        File directory =
                wanted.directory == null ? Options.ofThisProcess(null).journalDirectory() : new File(wanted.directory);
        try {
            return show(wanted, directory);
        } catch (IOException e) {
            err.println("rollcall: the events in " + directory + " cannot be read: " + e.getMessage());
            return 1;
        }
    }

    private int show(TopArguments wanted, File directory) throws IOException {
        CallTotals totals = new CallTotals();
        JournalScanner reader = new JournalScanner(directory);
        reader.read(totals);
        if (wanted.json) {
            out.print(TopJson.render(totals, directory.toString(), wanted.limitOr(Integer.MAX_VALUE)));
            return 0;
        }
        boolean live = !wanted.once && Terminal.isThere();
        if (live) {
            out.print(CLEAR);
        }
        while (true) {
            String table = new TopTable(totals, Terminal.style(), Instant.now())
                    .render(directory.toString(), wanted.limitOr(20));
            out.print(live ? HOME_AND_CLEAR_BELOW + table + Terminal.style().dim(" Ctrl-C ends.") + '\n' : table);
            out.flush();
            if (!live) {
                return 0;
            }
            try {
                Thread.sleep(wanted.intervalMillis);
            } catch (InterruptedException e) {
                return 0;
            }
            reader.read(totals);
        }
    }
}
