package dev.rollcall.core.command;

import dev.rollcall.core.doctor.RunningAgent;
import dev.rollcall.core.options.Options;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code doctor}: how a running agent is. It asks through files; where that does not do, it attaches to the JVM. */
final class DoctorCommand {
    static final String USAGE = "Usage: java -jar rollcall-agent.jar doctor [pid] [options]\n"
            + "\n"
            + "Shows what the agent in a running application watches, who it takes for the customer, where events go,\n"
            + "and what became of every request. Without a pid: of the one application of this user that runs with the\n"
            + "agent, or a list if there are several.\n"
            + "\n"
            + "  --dir DIR   where the agents are asked; default: rollcall.journal.dir\n";

    private static final long PATIENCE_MILLIS = 10_000;
    /** For one whose process cannot be seen: it was killed, or is in another container. */
    private static final long SHORT_PATIENCE_MILLIS = 2_000;

    private static final long PAUSE_MILLIS = 50;

    private final PrintStream out;
    private final PrintStream err;
    private final Attach attach;

    DoctorCommand(PrintStream out, PrintStream err) {
        this(out, err, new Attach());
    }

    DoctorCommand(PrintStream out, PrintStream err, Attach attach) {
        this.out = out;
        this.err = err;
        this.attach = attach;
    }

    /** Runs with the arguments behind {@code doctor}; returns the exit code. */
    int run(String[] arguments) {
        DoctorArguments wanted;
        try {
            wanted = DoctorArguments.of(arguments);
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
        List<RunningAgent> agents = RunningAgent.in(directory);
        return wanted.pid == 0 ? whoever(agents, directory) : one(wanted.pid, agents, directory);
    }

    private int whoever(List<RunningAgent> agents, File directory) {
        Map<RunningAgent, String> answers = answers(agents);
        if (answers.size() == 1) {
            print(answers.values().iterator().next());
            return 0;
        }
        if (answers.isEmpty()) {
            err.println("rollcall: no running application has told in " + directory + " that the agent is in it.");
            err.println("It tells when its first server has started. Another directory: doctor --dir DIR."
                    + " Another process: doctor PID.");
            attach.processes().forEach(process -> err.println("  " + TerminalText.safe(process)));
            Leftovers.print(directory, err);
            return 1;
        }
        out.println("Several applications run with the agent; write doctor PID for one of them:");
        answers.keySet()
                .forEach(agent -> out.println("  doctor " + agent.pid() + "   " + TerminalText.safe(agent.service())
                        + ", since " + Instant.ofEpochMilli(agent.sinceMillis()).truncatedTo(ChronoUnit.SECONDS)
                        + ", agent " + TerminalText.safe(agent.version())));
        return 0;
    }

    private int one(long pid, List<RunningAgent> agents, File directory) {
        List<RunningAgent> meant = new ArrayList<>(agents);
        meant.removeIf(agent -> agent.pid() != pid);
        Map<RunningAgent, String> answers = answers(meant);
        if (!answers.isEmpty()) {
            answers.values().forEach(this::print);
            return 0;
        }
        try {
            print(attach.report(pid));
            return 0;
        } catch (IOException refused) {
            err.println("rollcall: " + refused.getMessage());
            Leftovers.print(directory, err);
            return 1;
        }
    }

    /** What each of them says, those that say nothing left out. All are asked at once. */
    private static Map<RunningAgent, String> answers(List<RunningAgent> agents) {
        Map<RunningAgent, String> answers = new LinkedHashMap<>();
        List<RunningAgent> asked = new ArrayList<>();
        try {
            for (RunningAgent agent : agents) {
                agent.ask();
                asked.add(agent);
            }
            long begin = System.nanoTime();
            while (isWorthWaiting(asked, answers, (System.nanoTime() - begin) / 1_000_000)) {
                for (RunningAgent agent : asked) {
                    String answer = answers.containsKey(agent) ? null : agent.answer();
                    if (answer != null) {
                        answers.put(agent, answer);
                    }
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException notOurs) {
            // Then it is not to be asked this way.
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            asked.forEach(DoctorCommand::giveUp);
        }
        return answers;
    }

    private static boolean isWorthWaiting(
            List<RunningAgent> asked, Map<RunningAgent, String> answers, long waitedMillis) {
        for (RunningAgent agent : asked) {
            long patience = agent.isVisible() ? PATIENCE_MILLIS : SHORT_PATIENCE_MILLIS;
            if (!answers.containsKey(agent) && waitedMillis < patience) {
                return true;
            }
        }
        return false;
    }

    private static void giveUp(RunningAgent agent) {
        try {
            agent.giveUp();
        } catch (IOException left) {
            // Its owner takes it away when it ends.
            return;
        }
    }

    private void print(String report) {
        report.lines().forEach(line -> out.println(TerminalText.safe(line)));
    }
}
