package dev.rollcall.core.command;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Asks an agent by attaching to its JVM, for when there are no files to ask it through: no server was woven yet, or its disk
 * cannot be written. JDK 21 and later print a warning about this into the application's standard error.
 *
 * <p>By reflection: the attach API is in a module of the JDK that a runtime may lack. An agent is never started by this; whether
 * one is there is read from the JVM's system properties before anything of ours is loaded.
 */
class Attach {
    private static final String MACHINE = "com.sun.tools.attach.VirtualMachine";
    /** Set by premain. */
    private static final String STARTED = "rollcall.started";

    private static final int MOST_PROCESSES = 20;

    /**
     * The report of the agent in a process.
     *
     * @throws IOException with one sentence that says why there is none
     */
    String report(long pid) throws IOException {
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new IOException("there is no process " + pid + ".");
        }
        if (!isJava(pid)) {
            throw new IOException("process " + pid + " is no Java process that can be seen from here.");
        }
        Class<?> type = machine();
        Object machine = call(pid, method(type, "attach", String.class), null, Long.toString(pid));
        try {
            Properties properties = (Properties) call(pid, method(type, "getSystemProperties"), machine);
            if (properties == null || properties.getProperty(STARTED) == null) {
                throw new IOException(
                        "process " + pid + " runs without the agent, and doctor starts none; restart it with"
                                + " -javaagent:" + jar() + ".");
            }
            return ask(pid, type, machine);
        } finally {
            call(pid, method(type, "detach"), machine);
        }
    }

    private static String ask(long pid, Class<?> type, @Nullable Object machine) throws IOException {
        Path file = Files.createTempFile("rollcall-doctor", ".txt");
        try {
            call(
                    pid,
                    method(type, "loadAgent", String.class, String.class),
                    machine,
                    jar(),
                    "doctor=" + file.toAbsolutePath());
            String report = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            if (report.isEmpty()) {
                throw new IOException(
                        "the agent in process " + pid + " gave no answer; its standard error may tell why.");
            }
            return report;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** To attach is to send a signal, which would end many a program that is not a JVM. */
    private boolean isJava(long pid) {
        String command = ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .orElse("");
        return new File(command).getName().startsWith("java")
                || processes(Integer.MAX_VALUE).stream().anyMatch(process -> process.startsWith(pid + "  "));
    }

    /** The Java processes of this user, for a person to choose from; none when this Java cannot tell. */
    List<String> processes() {
        return processes(MOST_PROCESSES);
    }

    private static List<String> processes(int most) {
        List<String> processes = new ArrayList<>();
        try {
            Class<?> type = machine();
            List<?> machines = (List<?>) method(type, "list").invoke(null);
            for (Object each : machines == null ? List.of() : machines) {
                String pid = String.valueOf(each.getClass().getMethod("id").invoke(each));
                String name =
                        String.valueOf(each.getClass().getMethod("displayName").invoke(each));
                if (processes.size() < most
                        && !pid.equals(Long.toString(ProcessHandle.current().pid()))) {
                    processes.add(pid + "  " + (name.length() > 100 ? name.substring(0, 100) + "..." : name));
                }
            }
        } catch (IOException | ReflectiveOperationException | RuntimeException unknown) {
            return processes;
        }
        return processes;
    }

    private static Class<?> machine() throws IOException {
        try {
            return Class.forName(MACHINE, true, ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IOException(
                    "this Java cannot attach to others, because it lacks the module jdk.attach; run doctor with a JDK.",
                    e);
        }
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) throws IOException {
        try {
            return type.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new IOException("this Java attaches to others in a way we do not know.", e);
        }
    }

    private static @Nullable Object call(long pid, Method method, @Nullable Object machine, Object... arguments)
            throws IOException {
        try {
            return method.invoke(machine, arguments);
        } catch (IllegalAccessException e) {
            throw new IOException("this Java attaches to others in a way we do not know.", e);
        } catch (InvocationTargetException e) {
            throw new IOException(sentence(pid, String.valueOf(e.getCause())), e);
        }
    }

    private static String sentence(long pid, String reason) {
        if (reason.contains("Dynamic agent loading is not enabled")) {
            return "process " + pid
                    + " was started with -XX:-EnableDynamicAgentLoading, so that it cannot be asked this way.";
        }
        return "process " + pid
                + " cannot be attached to, because it is another user's, no Java, or told not to allow it ("
                + TerminalText.safe(reason) + ").";
    }

    private static String jar() {
        CodeSource source = Attach.class.getProtectionDomain().getCodeSource();
        return source == null
                ? "rollcall-agent.jar"
                : new File(URI.create(source.getLocation().toString())).getPath();
    }
}
