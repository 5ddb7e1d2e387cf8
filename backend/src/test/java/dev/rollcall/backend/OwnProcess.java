package dev.rollcall.backend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The backend in a JVM of its own, started as its users start it. */
final class OwnProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("listens at (http://\\S+/)");
    private static final int SECONDS = 60;

    /** The JVM prints warnings when classes load native code that were not allowed to, from this version on (JEP 472). */
    private static final int WARNS_OF_NATIVE_CODE = 24;

    /** How a process ended, and everything it printed. */
    record Ended(int status, String output) {}

    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final CompletableFuture<String> address = new CompletableFuture<>();
    private final Thread reader;

    private OwnProcess(Process process) {
        this.process = process;
        reader = new Thread(this::read, "output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one, and waits until it listens. */
    static OwnProcess start(Path data, String... more) throws Exception {
        return listening(launch(data, more));
    }

    /** The same, with options of the JVM. */
    static OwnProcess startUnder(List<String> jvmOptions, Path data) throws Exception {
        return listening(launch(jvmOptions, data));
    }

    private static OwnProcess listening(OwnProcess own) throws Exception {
        try {
            own.address.get(SECONDS, TimeUnit.SECONDS);
            return own;
        } catch (Exception notStarted) {
            own.close();
            throw new IllegalStateException("it printed:\n" + own.output, notStarted);
        }
    }

    /** Runs one that is expected to end by itself. */
    static Ended run(Path data, String... more) throws Exception {
        return ended(launch(data, more));
    }

    /** The same, with options of the JVM. */
    static Ended runUnder(List<String> jvmOptions, Path data) throws Exception {
        return ended(launch(jvmOptions, data));
    }

    private static Ended ended(OwnProcess launched) throws Exception {
        try (OwnProcess own = launched) {
            if (!own.process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("it does not end; it printed:\n" + own.output);
            }
            own.reader.join();
            return new Ended(own.process.exitValue(), own.output.toString());
        }
    }

    private static OwnProcess launch(Path data, String... more) throws IOException {
        return launch(List.of(), data, more);
    }

    private static OwnProcess launch(List<String> jvmOptions, Path data, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m"));
        if (Runtime.version().feature() >= WARNS_OF_NATIVE_CODE) {
            // As the manifest of the jar says.
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--data",
                data.toString(),
                "--port",
                "0",
                "--memory",
                "300MB"));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("ROLLCALL_SERVE_INGEST_TOKEN", RunningBackend.TOKEN);
        builder.environment().put("ROLLCALL_SERVE_ADMIN_PASSWORD", RunningBackend.PASSWORD);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        return new OwnProcess(builder.start());
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                Matcher found = ADDRESS.matcher(line);
                if (found.find()) {
                    address.complete(found.group(1));
                }
            }
        } catch (IOException ended) {
            output.append(ended);
        }
        address.completeExceptionally(new IllegalStateException("it ended before it listened"));
    }

    /** Where it listens, with a slash at the end. */
    String address() {
        return address.join();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Everything it printed up to now. */
    String output() {
        return output.toString();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(SECONDS, TimeUnit.SECONDS);
    }

    /** SIGTERM; the exit status. */
    int stop() throws InterruptedException {
        // Process.destroy would close what it still prints.
        process.toHandle().destroy();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("it does not end; it printed:\n" + output);
        }
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(SECONDS, TimeUnit.SECONDS);
    }
}
