package dev.rollcall.backend.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What the operator should know, on stderr: one line, and the stack trace of what is a defect of ours. */
public final class Log {
    private Log() {}

    public static void info(String message) {
        System.err.println(line(message));
    }

    public static void error(String message, @Nullable Throwable problem) {
        synchronized (System.err) {
            System.err.println(line(message));
            if (problem != null) {
                problem.printStackTrace();
            }
        }
    }

    private static String line(String message) {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS) + " rollcall: " + message.replaceAll("\\p{Cntrl}", " ");
    }
}
