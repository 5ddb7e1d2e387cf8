package dev.rollcall.core.log;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Where the agent speaks: lines on the standard error stream that begin with {@code rollcall:}.
 *
 * <p>Not java.util.logging: reading its configuration early is what keeps WildFly and others from starting. Nothing is
 * logged per request; a line that is said twice is said once, unless it tells of a state that returned ({@link #news}).
 *
 * <p>It never goes mute and never floods: after a thousand lines at once there is one a second, and what was left out is
 * counted.
 */
public final class AgentLog {
    /** How much is said. */
    public enum Level {
        OFF,
        ERROR,
        INFO,
        DEBUG
    }

    /** Of those that were said longest ago, a line may be said again. */
    private static final int MAX_REMEMBERED = 1000;

    /** For those who come later, when the standard error stream may be gone. */
    private static final int MAX_RECENT = 20;

    private static final int MOST_AT_ONCE = 1000;
    private static final long NANOS_PER_LINE = 1_000_000_000;

    private final PrintStream out;
    private final Level level;

    private final Set<String> said = new LinkedHashSet<>();
    private final ArrayDeque<Line> recent = new ArrayDeque<>();
    private long allowed = MOST_AT_ONCE;
    private final LongSupplier nanos;
    private long refilledNanos;
    private long leftOut;

    /** Speaks on the given stream. */
    public AgentLog(PrintStream out, Level level) {
        this(out, level, new SystemNanos());
    }

    AgentLog(PrintStream out, Level level, LongSupplier nanos) {
        this.out = out;
        this.level = level;
        this.nanos = nanos;
        this.refilledNanos = nanos.getAsLong();
    }

    /** Something does not work; said once. */
    public void error(String message) {
        say(Level.ERROR, message, true);
    }

    /** A hook or a thread failed; the stack trace is printed when debugging. Said once. */
    public void failure(String message, Throwable problem) {
        if (say(Level.ERROR, message + ": " + problem, true) && level == Level.DEBUG) {
            problem.printStackTrace(out);
        }
    }

    /** Something worth knowing; said once. */
    public void info(String message) {
        say(Level.INFO, message, true);
    }

    /** Something for those who look for a mistake; said once. */
    public void debug(String message) {
        say(Level.DEBUG, message, true);
    }

    /**
     * Something that may be true, cease to be and become true again, for example that an endpoint is away: said each time.
     * The caller sees to it that this is not often.
     */
    public void news(Level needed, String message) {
        say(needed, message, false);
    }

    public boolean isDebug() {
        return level == Level.DEBUG;
    }

    private boolean say(Level needed, String message, boolean once) {
        if (level.compareTo(needed) < 0) {
            return false;
        }
        long missing;
        synchronized (said) {
            if (once && said.contains(message)) {
                return false;
            }
            if (!isAllowed()) {
                leftOut++;
                return false;
            }
            if (once) {
                remember(message);
            }
            missing = leftOut;
            leftOut = 0;
            if (recent.size() >= MAX_RECENT) {
                recent.remove();
            }
            recent.add(new Line(System.currentTimeMillis(), message));
        }
        if (missing > 0) {
            out.println("rollcall: " + missing + " lines were left out here, because there were too many at once");
        }
        out.println("rollcall: " + message);
        return true;
    }

    /** The lines that were said last, the oldest first. */
    public List<Line> recent() {
        synchronized (said) {
            return new ArrayList<>(recent);
        }
    }

    /** Something that was said. Immutable. */
    public static final class Line {
        private final long millis;
        private final String message;

        Line(long millis, String message) {
            this.millis = millis;
            this.message = message;
        }

        /** When, in milliseconds since 1970. */
        public long millis() {
            return millis;
        }

        /** What, without {@code rollcall:}. */
        public String message() {
            return message;
        }
    }

    /** Not a lambda: linking the first one of a process, before the application's main, loads hundreds of classes. */
    private static final class SystemNanos implements LongSupplier {
        @Override
        public long getAsLong() {
            return System.nanoTime();
        }
    }

    private void remember(String message) {
        said.add(message);
        if (said.size() > MAX_REMEMBERED) {
            Iterator<String> oldest = said.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private boolean isAllowed() {
        long more = (nanos.getAsLong() - refilledNanos) / NANOS_PER_LINE;
        refilledNanos += more * NANOS_PER_LINE;
        allowed = Math.min(MOST_AT_ONCE, allowed + more);
        if (allowed <= 0) {
            return false;
        }
        allowed--;
        return true;
    }
}
