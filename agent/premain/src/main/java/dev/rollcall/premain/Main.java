package dev.rollcall.premain;

import java.lang.reflect.InvocationTargetException;

/** The agent's jar run by itself: {@code java -jar rollcall-agent.jar top}. */
public final class Main {
    private static final String COMMANDS = "dev.rollcall.core.command.Commands";

    private Main() {}

    /**
     * Runs one command and ends the JVM with its exit code.
     *
     * @param arguments the command and its options
     * @throws Exception when the jar is broken
     */
    public static void main(String[] arguments) throws Exception {
        ClassLoader loader = new IsolatedClassLoader(AgentJar.file());
        int exitCode;
        try {
            exitCode = (int)
                    loader.loadClass(COMMANDS).getMethod("run", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            System.err.println("rollcall: " + e.getCause());
            exitCode = 1;
        }
        System.exit(exitCode);
    }
}
