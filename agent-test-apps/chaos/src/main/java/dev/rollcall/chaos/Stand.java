package dev.rollcall.chaos;

import dev.rollcall.chaos.backend.Backend;
import dev.rollcall.chaos.backend.Books;
import dev.rollcall.chaos.load.Ledger;
import dev.rollcall.conformance.process.App;
import dev.rollcall.conformance.process.AppProcess;
import dev.rollcall.conformance.process.Jdk;
import dev.rollcall.conformance.process.Jdks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What an experiment works with: a backend, servers under the finished agent that all write to one journal directory, and
 * the client's ledger. When it is closed nothing is left, neither process nor file.
 */
public final class Stand implements AutoCloseable {
    private final Path directory;
    private final Ledger ledger = new Ledger();
    private final Books books = new Books(ledger);
    private final Backend backend = new Backend(books);
    private final List<AppProcess> servers = new ArrayList<>();
    private final Jdk jdk = Jdks.running();
    private final Duration patience;

    /** An empty one. */
    public Stand(Settings settings) {
        patience = settings.patience();
        try {
            directory = Files.createTempDirectory("rollcall-chaos");
            Files.createDirectory(directory.resolve("tmp"));
        } catch (IOException e) {
            backend.close();
            throw new UncheckedIOException(e);
        }
    }

    /** A server under the agent. What is given last wins: it may override what is set here. */
    public AppProcess serve(String module, String... options) {
        return serve(module, List.of(), options);
    }

    /** A server under the agent, started through another command. */
    public AppProcess serve(String module, List<String> launcher, String... options) {
        List<String> all = new ArrayList<>();
        all.add("-javaagent:" + App.agentJar());
        all.add("-Drollcall.endpoint=" + backend.endpoint());
        all.add("-Drollcall.token=chaos");
        all.add("-Drollcall.service=chaos");
        all.add("-Drollcall.secret=for-tests-only");
        all.add("-Drollcall.journal.dir=" + journal());
        all.addAll(List.of(options));
        return start(module, launcher, all);
    }

    /** A server as it is, without the agent. */
    public AppProcess serveBare(String module, String... options) {
        return start(module, List.of(), List.of(options));
    }

    private AppProcess start(String module, List<String> launcher, List<String> options) {
        List<String> all = new ArrayList<>();
        // A killed server cannot delete what it put there.
        all.add("-Djava.io.tmpdir=" + directory.resolve("tmp"));
        all.addAll(options);
        AppProcess server = AppProcess.start(App.ofModule(module), jdk, all, launcher);
        servers.add(server);
        return server;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Books books() {
        return books;
    }

    public Backend backend() {
        return backend;
    }

    /** The JDK the servers run on. */
    public Jdk jdk() {
        return jdk;
    }

    /** For files of the experiment's own. */
    public Path directory() {
        return directory;
    }

    /** What all servers have for {@code rollcall.journal.dir}. */
    public Path journal() {
        return directory.resolve("journal");
    }

    public Balance balance() {
        return Balance.of(ledger, books);
    }

    /** Waits until every answered request has been told of, or nothing new has come for too long; then stops the server. */
    public Balance finish(AppProcess server) {
        return finish(server, 0);
    }

    /**
     * Waits until all but so many answered requests have been told of, or nothing new has come for too long; then stops the
     * server in an orderly way.
     *
     * @param setAside how many the backend will never take
     * @return the balance when all is over
     * @throws IllegalStateException when the server does not stop as it should
     */
    public Balance finish(AppProcess server, int setAside) {
        long begin = System.nanoTime();
        while (!isSettled(setAside, begin)) {
            pause();
        }
        server.close();
        if (server.exitCode() != 0) {
            throw new IllegalStateException("the server ended with " + server.exitCode() + server.printed());
        }
        return balance();
    }

    private boolean isSettled(int setAside, long begin) {
        Balance balance = balance();
        long quiet = System.nanoTime() - Math.max(begin, books.lastNanos());
        return balance.isComplete() || (setAside > 0 && balance.lost() <= setAside) || quiet > patience.toNanos();
    }

    /**
     * Waits for something.
     *
     * @throws IllegalStateException when it does not come about
     */
    public void await(String what, java.util.function.BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > 4 * patience.toNanos()) {
                StringBuilder said = new StringBuilder();
                servers.forEach(server -> said.append(server.printed()));
                throw new IllegalStateException("waited in vain: " + what + said);
            }
            pause();
        }
    }

    /** Lets time pass: only for how long a trouble lasts, never for something to come about. */
    public static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void pause() {
        LockSupport.parkNanos(20_000_000);
    }

    /** What all servers said on stderr so far, that came from the agent. */
    public List<String> said() {
        return servers.stream()
                .flatMap(server -> server.stderr().stream())
                .filter(line -> line.startsWith("rollcall:"))
                .toList();
    }

    @Override
    public void close() {
        servers.forEach(AppProcess::kill);
        backend.close();
        delete(directory);
    }

    /** Deletes a directory with all that is in it. */
    public static void delete(Path directory) {
        for (int attempt = 0; Files.exists(directory) && attempt < 10; attempt++) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException | UncheckedIOException busy) {
                // Somebody still writes there; the next round is quicker than he is, or the one after it.
            }
        }
    }
}
