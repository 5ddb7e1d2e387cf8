package dev.rollcall.premain;

import java.io.File;
import java.lang.instrument.Instrumentation;

/**
 * Where the JVM enters the agent. It decides whether to stay out of the way, and hands over to the agent proper, which
 * lives in a class loader of its own.
 *
 * <p>Nothing here may touch java.util.logging, java.nio.file, JMX or java.net.http: they fix global state (log manager,
 * default file system, MBean server) before the application had the chance to choose it. Nothing may throw: an exception
 * that leaves {@code premain} ends the JVM.
 */
public final class RollcallAgent {
    /** Set once the agent has started, so that a second {@code -javaagent} of the same jar is noticed. */
    private static final String STARTED = "rollcall.started";

    private static final String STARTER = "dev.rollcall.weave.AgentStarter";

    /** What agentmain is asked with by {@code doctor}; a file's path follows. */
    private static final String DOCTOR = "doctor=";

    /** The loader of the running agent: the JVM calls premain and agentmain, and passes nothing between them. */
    private static volatile ClassLoader running;

    private RollcallAgent() {}

    /**
     * Starts the agent before the application's {@code main}.
     *
     * @param arguments what stands behind the {@code =} of {@code -javaagent}, or null
     * @param instrumentation the JVM's instrumentation service
     */
    public static void premain(String arguments, Instrumentation instrumentation) {
        try {
            if (runsJdkTool()) {
                return;
            }
            if (System.getProperty(STARTED) != null) {
                System.err.println(
                        "rollcall: the agent is given twice on the command line; the second one does nothing.");
                return;
            }
            System.setProperty(STARTED, "true");
            File jar = AgentJar.file();
            ClassLoader loader = new IsolatedClassLoader(jar);
            running = loader;
            loader.loadClass(STARTER)
                    .getMethod("start", String.class, Instrumentation.class)
                    .invoke(null, arguments, instrumentation);
        } catch (Throwable problem) {
            Throwable cause = problem.getCause() == null ? problem : problem.getCause();
            System.err.println("rollcall: could not start, the application runs without it: " + cause);
        }
    }

    /**
     * Starts the agent in a running JVM; or, asked by {@code doctor}, lets the agent that runs there say how it is, and does
     * nothing else: where none runs, none is started.
     *
     * @param arguments the agent's arguments, or {@code doctor=} and a file to write to, or null
     * @param instrumentation the JVM's instrumentation service
     */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        if (arguments != null && arguments.startsWith(DOCTOR)) {
            report(new File(arguments.substring(DOCTOR.length())));
        } else {
            premain(arguments, instrumentation);
        }
    }

    /** The file is made by whoever asks: nothing is overwritten that was there for another purpose. */
    private static void report(File file) {
        ClassLoader agent = running;
        if (agent == null || !file.isFile() || file.length() > 0) {
            return;
        }
        try {
            agent.loadClass(STARTER).getMethod("report", File.class).invoke(null, file);
        } catch (Throwable problem) {
            Throwable cause = problem.getCause() == null ? problem : problem.getCause();
            System.err.println("rollcall: doctor asked, and got no answer: " + cause);
        }
    }

    /**
     * With {@code JAVA_TOOL_OPTIONS} the agent lands in javac, jcmd, keytool and build tools too, where it can only harm:
     * JDK tools are started as a module of the JDK.
     */
    private static boolean runsJdkTool() {
        String module = System.getProperty("jdk.module.main");
        if (module != null && (module.startsWith("jdk.") || module.startsWith("java."))) {
            return true;
        }
        String command = System.getProperty("sun.java.command");
        return command != null
                && (command.startsWith("org.codehaus.plexus.classworlds.launcher.Launcher")
                        || command.startsWith("org.gradle."));
    }
}
