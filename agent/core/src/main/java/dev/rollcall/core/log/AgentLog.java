package dev.rollcall.core.log;

import java.io.PrintStream;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * Where the agent speaks: lines on the standard error stream that begin with {@code rollcall:}.
 *
 * <p>Not java.util.logging: reading its configuration early is what keeps WildFly and others from starting. Nothing is
 * logged per request; a line that is said twice is said once.
 */
public final class AgentLog {
    /** How much is said. */
    public enum Level {
        OFF,
        ERROR,
        INFO,
        DEBUG
    }

    private static final int MAX_REMEMBERED = 1000;

    private final PrintStream out;
    private final Level level;
    private final Set<String> said = Collections.synchronizedSet(new HashSet<>());

    /** Speaks on the given stream. */
    public AgentLog(PrintStream out, Level level) {
        this.out = out;
        this.level = level;
    }

    /** Something does not work; said once. */
    public void error(String message) {
        say(Level.ERROR, message);
    }

    /** A hook or a thread failed; the stack trace is printed when debugging. Said once. */
    public void failure(String message, Throwable problem) {
        if (say(Level.ERROR, message + ": " + problem) && level == Level.DEBUG) {
            problem.printStackTrace(out);
        }
    }

    /** Something worth knowing; said once. */
    public void info(String message) {
        say(Level.INFO, message);
    }

    /** Something for those who look for a mistake; said once. */
    public void debug(String message) {
        say(Level.DEBUG, message);
    }

    public boolean isDebug() {
        return level == Level.DEBUG;
    }

    private boolean say(Level needed, String message) {
        if (level.compareTo(needed) < 0 || said.size() >= MAX_REMEMBERED || !said.add(message)) {
            return false;
        }
        out.println("rollcall: " + message);
        return true;
    }
}
