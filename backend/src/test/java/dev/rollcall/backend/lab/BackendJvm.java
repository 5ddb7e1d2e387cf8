package dev.rollcall.backend.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The backend in a JVM of its own, as users start it: what it prints at its first start is what we know of it, and is kept in the
 * directory for another start. Tells what it said on standard error, and the figures that the kernel has of it.
 */
public final class BackendJvm implements AutoCloseable {
    private static final String BASE = "listens at";
    private static final String TOKEN = "ingest token";
    private static final String PASSWORD = "admin password";

    /** A line that is for a person, and for us: what it is, and its value. */
    private static final Pattern LINE = Pattern.compile(
            "(?:Rollcall .*)?\\s*(?:page|sign in|(" + BASE + '|' + TOKEN + '|' + PASSWORD + ")):?\\s+(\\S+).*",
            Pattern.CASE_INSENSITIVE);

    private static final int STOP_SECONDS = 60;

    private final Process process;
    private final Path log;
    private final Map<String, String> printed;

    private BackendJvm(Process process, Path log, Map<String, String> printed) {
        this.process = process;
        this.log = log;
        this.printed = printed;
    }

    /**
     * Starts it from the classes under test, and waits until it listens.
     *
     * @param directory for its data and its log; empty, or of a start before
     * @param jvmOptions such as {@code -Xmx256m}
     * @throws IOException when it ends before, with what it said
     */
    public static BackendJvm fromClasses(Path directory, String... jvmOptions) throws IOException {
        // Surefire's own class path may be a jar that only names the real one.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return start(directory, List.of(jvmOptions), List.of("-cp", classPath, "dev.rollcall.backend.Main"), List.of());
    }

    /** Starts it from its jar; {@code options} are its own. */
    public static BackendJvm fromJar(Path jar, Path directory, List<String> jvmOptions, List<String> options)
            throws IOException {
        return start(directory, jvmOptions, List.of("-jar", jar.toString()), options);
    }

    private static BackendJvm start(Path directory, List<String> jvmOptions, List<String> program, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(program);
        command.addAll(List.of("--data", directory.resolve("data").toString(), "--port", "0"));
        command.addAll(options);
        Path log = directory.resolve("backend.log");
        Path secrets = directory.resolve("printed.properties");
        Map<String, String> printed = new HashMap<>();
        if (Files.exists(secrets)) {
            printed.putAll(read(secrets));
        }
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        // Whoever stops us does not stop it.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "backend-clean-up"));
        process.getOutputStream().close();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        while (!printed.keySet().containsAll(List.of(BASE, TOKEN, PASSWORD))) {
            String line = output.readLine();
            if (line == null) {
                process.destroyForcibly();
                throw new IOException("the backend did not start: " + printed + '\n' + Files.readString(log));
            }
            Matcher told = LINE.matcher(line);
            if (told.matches()) {
                String name = told.group(1);
                printed.put(name == null ? BASE : name.toLowerCase(Locale.ROOT), told.group(2));
            }
        }
        write(secrets, printed);
        Thread reader = new Thread(() -> output.lines().forEach(line -> {}), "backend-output");
        reader.setDaemon(true);
        reader.start();
        return new BackendJvm(process, log, printed);
    }

    private static Map<String, String> read(Path secrets) throws IOException {
        Map<String, String> known = new HashMap<>();
        for (String line : Files.readAllLines(secrets)) {
            int equals = line.indexOf('=');
            known.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return known;
    }

    private static void write(Path secrets, Map<String, String> printed) throws IOException {
        Files.write(secrets, List.of(TOKEN + '=' + printed.get(TOKEN), PASSWORD + '=' + printed.get(PASSWORD)));
    }

    /** The address that all others are below. */
    public URI base() {
        return URI.create(printed(BASE)).resolve("/");
    }

    /** What events are sent with. */
    public String token() {
        return printed(TOKEN);
    }

    /** Of the user {@code admin}. */
    public String password() {
        return printed(PASSWORD);
    }

    private String printed(String name) {
        return java.util.Objects.requireNonNull(printed.get(name), name);
    }

    /** What it said on standard error so far. */
    public String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** How many threads it has (Linux). */
    public int threads() throws IOException {
        return (int) status("Threads:");
    }

    /** Its memory now, in bytes (Linux). */
    public long residentBytes() throws IOException {
        return status("VmRSS:") * 1024;
    }

    /** Its memory at its largest, in bytes (Linux). */
    public long peakResidentBytes() throws IOException {
        return status("VmHWM:") * 1024;
    }

    private long status(String field) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith(field)) {
                return Long.parseLong(line.substring(field.length()).trim().split(" ")[0]);
            }
        }
        throw new IOException("the kernel does not tell " + field);
    }

    /** The processor time that it has taken, of all threads. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Stops it as a deployment would; what it still has is written then. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException("the backend had to be killed; it said:\n" + said());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
