package dev.rollcall.chaos;

import dev.rollcall.conformance.process.App;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The backend's jar in a JVM of its own: killed and started anew, always on the same directory and the same port. */
final class BackendProcess implements AutoCloseable {
    static final String TOKEN = "token-of-the-tests";
    static final String PASSWORD = "password-of-the-tests";

    private static final int SECONDS = 120;
    private static final String[] FILES = {"events.duckdb", "events.duckdb.wal"};

    private final Path data;
    private final Path left;
    private final int port;
    private final StringBuffer printed = new StringBuffer();
    private @Nullable Process process;
    private @Nullable Thread reader;
    private CompletableFuture<Boolean> listens = new CompletableFuture<>();

    /**
     * One that is not started yet.
     *
     * @param folder where its files may be
     */
    BackendProcess(Path folder, Random random) throws IOException {
        data = folder.resolve("data");
        left = Files.createDirectories(folder.resolve("left"));
        port = freePort(random);
    }

    /**
     * Not a port that the system gives away by itself: while the backend is dead any connection of this machine could get it, and the
     * agent's attempts could even find themselves.
     */
    private static int freePort(Random random) {
        for (int i = 0; i < 100; i++) {
            int wanted = 20_000 + random.nextInt(10_000);
            try (ServerSocket free = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                // The next one, then.
            }
        }
        throw new IllegalStateException("no port is free");
    }

    /** Starts it, and does not wait. */
    void launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        App.root()
                                .resolve("backend/target/rollcall-backend.jar")
                                .toString(),
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port),
                        "--memory",
                        "300MB")
                .redirectErrorStream(true);
        // Nothing of the machine may decide what is tested.
        builder.environment()
                .keySet()
                .removeIf(key -> key.startsWith("ROLLCALL_")
                        || key.equals("JAVA_TOOL_OPTIONS")
                        || key.equals("JDK_JAVA_OPTIONS"));
        builder.environment().put("ROLLCALL_SERVE_INGEST_TOKEN", TOKEN);
        builder.environment().put("ROLLCALL_SERVE_ADMIN_PASSWORD", PASSWORD);
        Process started = builder.start();
        process = started;
        // Whoever stops us does not stop it.
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly, "backend-clean-up"));
        CompletableFuture<Boolean> listening = new CompletableFuture<>();
        listens = listening.completeOnTimeout(false, SECONDS, TimeUnit.SECONDS);
        Thread reading = new Thread(() -> read(started, listening), "backend-output");
        reading.setDaemon(true);
        reading.start();
        reader = reading;
    }

    /** Waits until it listens. */
    void awaitListening() {
        if (!listens.join()) {
            throw new IllegalStateException("the backend does not listen; it printed:\n" + printed);
        }
    }

    private void read(Process started, CompletableFuture<Boolean> listening) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                printed.append(line).append('\n');
                if (line.contains("listens at " + url())) {
                    listening.complete(true);
                }
            }
        } catch (IOException ended) {
            // What it printed before is kept.
        }
        listening.complete(false);
    }

    /** Without a slash at the end. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Everything that all of its lives printed. */
    String printed() {
        return printed.toString();
    }

    /** Waits until the engine writes a transaction to its log: it is in the middle of a commit then, or has hardly answered. */
    void awaitCommit() throws IOException {
        long before = logBytes();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (logBytes() == before) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the backend stores nothing; it printed:\n" + printed);
            }
            LockSupport.parkNanos(50_000);
        }
    }

    private long logBytes() throws IOException {
        Path log = data.resolve(FILES[1]);
        return Files.exists(log) ? Files.size(log) : 0;
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        running().destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM; the exit status. */
    int stop() throws InterruptedException {
        // Process.destroy would close what it still prints.
        running().toHandle().destroy();
        return awaitEnd();
    }

    private int awaitEnd() throws InterruptedException {
        if (!running().waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the backend does not end; it printed:\n" + printed);
        }
        if (reader != null) {
            reader.join();
        }
        return running().exitValue();
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("the backend was not started");
        }
        return process;
    }

    /** Copies what a killed one has left, so that the next one finds it as it was left. */
    void keepWhatIsLeft() throws IOException {
        for (String name : FILES) {
            Files.deleteIfExists(left.resolve(name));
            if (Files.exists(data.resolve(name))) {
                Files.copy(data.resolve(name), left.resolve(name));
            }
        }
    }

    /** Requests that a killed one has left, and their ids. */
    record Left(long requests, long ids) {}

    /** Reads the copy. */
    Left whatWasLeft() throws SQLException {
        try (Connection copy = DriverManager.getConnection("jdbc:duckdb:" + left.resolve(FILES[0]));
                Statement statement = copy.createStatement();
                ResultSet counts = statement.executeQuery(
                        "SELECT count(*), count(DISTINCT event_id) FROM event WHERE kind = 'api_request'")) {
            counts.next();
            return new Left(counts.getLong(1), counts.getLong(2));
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd();
        }
    }
}
