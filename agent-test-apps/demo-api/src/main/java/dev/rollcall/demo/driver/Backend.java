package dev.rollcall.demo.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The backend in a JVM of its own, started as everybody starts it, on a directory that was empty before. What it prints once at its first
 * start is what we know of it.
 */
final class Backend {
    private static final String PAGE = "sign in";
    private static final String TOKEN = "ingest token";
    private static final String PASSWORD = "admin password";

    /** A line that is for a person, and for us: what it is, and its value. */
    private static final Pattern LINE = Pattern.compile(
            "\\s*(?:page|(" + PAGE + '|' + TOKEN + '|' + PASSWORD + ")):?\\s+(\\S+).*", Pattern.CASE_INSENSITIVE);

    private static final int STOP_SECONDS = 20;

    private final Process process;
    private final Path log;
    private final Map<String, String> printed = new HashMap<>();

    /** Starts the JVM. */
    Backend(Path jar, Path files) throws IOException {
        log = files.resolve("backend.log");
        process = new ProcessBuilder(
                        Java.LAUNCHER,
                        "-Xmx256m",
                        "-Djava.io.tmpdir=" + files,
                        "-jar",
                        jar.toString(),
                        "--data",
                        files.resolve("data").toString(),
                        "--port",
                        "0")
                .redirectError(log.toFile())
                .start();
    }

    /**
     * Waits until it listens.
     *
     * @throws IOException when it ends before, with what it said
     */
    void awaitReady() throws IOException {
        process.getOutputStream().close();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        while (!printed.keySet().containsAll(List.of(PAGE, TOKEN, PASSWORD))) {
            String line = output.readLine();
            if (line == null) {
                throw new IOException("the backend did not start:\n" + said());
            }
            Matcher told = LINE.matcher(line);
            if (told.matches()) {
                String name = told.group(1);
                printed.put(name == null ? PAGE : name.toLowerCase(Locale.ROOT), told.group(2));
            }
        }
        // Whatever else it prints must find somebody who reads, or it would wait for us one day.
        Thread reader = new Thread(() -> output.lines().forEach(line -> {}), "backend-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** The page's address with a code that signs in whoever opens it first. */
    String page() {
        return printed(PAGE);
    }

    String token() {
        return printed(TOKEN);
    }

    String password() {
        return printed(PASSWORD);
    }

    private String printed(String name) {
        String value = printed.get(name);
        if (value == null) {
            throw new IllegalStateException("the backend has not printed its " + name);
        }
        return value;
    }

    /** What it said on standard error. */
    String said() throws IOException {
        return Files.readString(log).strip();
    }

    /** Completes when the process has ended. */
    CompletableFuture<?> ended() {
        return process.onExit();
    }

    /** Stops it as a deployment would. */
    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IOException("the backend had to be killed");
        }
    }

    /** Ends it at once. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }
}
