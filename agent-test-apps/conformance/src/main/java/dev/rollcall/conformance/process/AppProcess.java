package dev.rollcall.conformance.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A test app in a JVM of its own.
 *
 * <p>States: starting, ready (it printed {@code READY name=port ...}), stopped. It is asked to stop by the end of its
 * stdin, then by SIGTERM, then killed; should the JVM of the tests die, its stdin ends as well, so that no process is
 * ever left behind.
 */
public final class AppProcess implements AutoCloseable {
    private static final int START_SECONDS = 120;
    private static final int STOP_SECONDS = 60;

    private final String name;
    private final Process process;
    private final Output stdout;
    private final Output stderr;
    private final Map<String, Integer> ports;

    private AppProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        CompletableFuture<String> ready = new CompletableFuture<>();
        stdout = new Output(name + " stdout", process.getInputStream(), line -> {
            if (line.startsWith("READY")) {
                ready.complete(line);
            }
        });
        stderr = new Output(name + " stderr", process.getErrorStream(), line -> {});
        process.onExit().thenRun(() -> ready.completeExceptionally(new IllegalStateException("it ended")));
        ports = awaitReady(ready);
    }

    /**
     * Starts the app and waits until it listens.
     *
     * @param app what to start
     * @param jdk the JDK to start it on
     * @param jvmOptions further options of the JVM, for example {@code -javaagent:...}
     * @throws IllegalStateException when it does not get ready, with all it printed
     */
    public static AppProcess start(App app, Jdk jdk, List<String> jvmOptions) {
        return start(app, jdk, jvmOptions, List.of());
    }

    /**
     * Starts the app as above, through another command.
     *
     * @param launcher a command that becomes the one that follows it, for example {@code nice}; it must not fork, or the
     *     app could not be killed
     */
    public static AppProcess start(App app, Jdk jdk, List<String> jvmOptions, List<String> launcher) {
        List<String> command = new ArrayList<>(launcher);
        command.add(jdk.java().toString());
        // Small and quick to start: there are two of these for every server, and nothing here is a benchmark.
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", app.classPath(), app.mainClass()));
        command.addAll(app.arguments());
        ProcessBuilder builder = new ProcessBuilder(command);
        // Nothing of the machine may decide what is tested.
        builder.environment()
                .keySet()
                .removeIf(key -> key.startsWith("ROLLCALL_")
                        || key.startsWith("OTEL_")
                        || key.startsWith("SPRING_")
                        || key.equals("JAVA_TOOL_OPTIONS")
                        || key.equals("JDK_JAVA_OPTIONS"));
        try {
            return new AppProcess(app.name() + " on " + jdk, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Integer> awaitReady(CompletableFuture<String> ready) {
        try {
            Map<String, Integer> found = new LinkedHashMap<>();
            String line = ready.get(START_SECONDS, TimeUnit.SECONDS);
            for (String pair : line.substring("READY".length()).trim().split(" +", -1)) {
                int equals = pair.indexOf('=');
                found.put(pair.substring(0, equals), Integer.parseInt(pair.substring(equals + 1)));
            }
            return found;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException(name + " did not get ready: " + e.getMessage() + printed(), e);
        }
    }

    /** The port the app listens on under this name; {@code http} is always there. */
    public int port(String portName) {
        Integer port = ports.get(portName);
        if (port == null) {
            throw new IllegalStateException(name + " has no port " + portName + ", only " + ports);
        }
        return port;
    }

    /** All ports the app told of, by name. */
    public Map<String, Integer> ports() {
        return Map.copyOf(ports);
    }

    public List<String> stdout() {
        return stdout.lines();
    }

    public List<String> stderr() {
        return stderr.lines();
    }

    /** What the app printed so far, for messages. */
    public String printed() {
        return "\n--- stdout of " + name + "\n" + String.join("\n", stdout.lines()) + "\n--- stderr of " + name + "\n"
                + String.join("\n", stderr.lines());
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Stops the app as a person would, and waits for its end. */
    @Override
    public void close() {
        try {
            closeStdin();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
                if (!process.waitFor(STOP_SECONDS / 2, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
            stdout.awaitEnd();
            stderr.awaitEnd();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the app to stop (SIGTERM), and does not wait. */
    public void terminate() {
        process.destroy();
    }

    /**
     * Waits for the end of an app that is ending by itself.
     *
     * @throws AssertionError when it has not ended after a minute
     */
    public void awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " does not end" + printed());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends the app at once, whatever it is doing ({@code kill -9}), and waits until it is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** The exit code of an app that has been closed. */
    public int exitCode() {
        return process.exitValue();
    }

    private void closeStdin() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // Then it has ended by itself.
        }
    }
}
