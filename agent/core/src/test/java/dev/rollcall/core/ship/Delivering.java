package dev.rollcall.core.ship;

import dev.rollcall.core.journal.SetAside;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.pipeline.DestinationFigures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A shipper between a journal in memory and a scripted backend, whose pauses are short and known. */
final class Delivering implements AutoCloseable {
    final MemoryJournal journal = new MemoryJournal();
    final ScriptedBackend backend = new ScriptedBackend();
    /** How long the shipper wanted to pause, each time, in milliseconds. */
    final List<Long> pauses = new CopyOnWriteArrayList<>();

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    final AgentLog log = new AgentLog(new PrintStream(printed, true, StandardCharsets.UTF_8), AgentLog.Level.INFO);
    final SetAside aside;
    Shipper shipper;
    Thread thread;

    private final int timeoutMillis;

    /** Keeps what is set aside in a directory. */
    Delivering(Path directory) {
        this(directory, 30_000);
    }

    /** One that waits so long for an answer. */
    Delivering(Path directory, int timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
        aside = new SetAside(directory.toFile(), MemoryJournal.INSTANCE, log);
        shipper = create();
        thread = new Thread(shipper);
    }

    private Shipper create() {
        return create(new ShortPauses());
    }

    /** Another one over the same journal, that waits as long as it means to. */
    Shipper shipperWithRealPauses() {
        return create(new Pauses());
    }

    private Shipper create(Pauses waiting) {
        Endpoint endpoint = Endpoint.of(backend.address());
        return new Shipper(
                endpoint,
                "secret",
                "1.2.3",
                journal,
                aside,
                new HttpSender(endpoint, null, 5000, timeoutMillis),
                new Backoff(1, 20, new Random(1)),
                waiting,
                log);
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Another process, or so it seems, over what is left. */
    void restart() throws InterruptedException {
        shipper.stop();
        thread.join();
        shipper = create();
        thread = new Thread(shipper);
        start();
    }

    DestinationFigures figures() {
        return shipper.figures();
    }

    boolean isIdle() {
        return journal.left().isEmpty();
    }

    /** What was set aside, one line an event. */
    List<String> setAside() throws IOException {
        return aside.file().exists() ? Files.readAllLines(aside.file().toPath()) : List.of();
    }

    String said() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        shipper.stop();
        backend.close();
    }

    private final class ShortPauses extends Pauses {
        @Override
        void pause(long millis) throws InterruptedException {
            pauses.add(millis);
            super.pause(Math.min(millis, 10));
        }
    }
}
