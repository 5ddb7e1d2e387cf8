package dev.rollcall.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.event.EventKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A drain thread, two shippers and one who asks for figures, all at once, in a journal that is full now and then. */
class ConcurrentJournalTest {
    private static final int EVENTS = 100_000;

    @TempDir
    Path root;

    private volatile boolean written;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void every_event_reaches_every_destination_once_and_in_order() throws Exception {
        JournalSettings settings =
                Notebook.settings(root, 1 << 20, Notebook.DAY).with(1 << 20, 5_000);
        Notebook notebook = new Notebook(settings, "pay", Notebook.ENDPOINT, Notebook.OTHER);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Long>> shippers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int destination = i;
                shippers.add(threads.submit(() -> ship(notebook, destination)));
            }
            Future<Void> watcher = threads.submit(watch(notebook));
            write(notebook, shippers);
            for (Future<Long> shipper : shippers) {
                assertThat(shipper.get()).isEqualTo(EVENTS);
            }
            watcher.get();
        } finally {
            written = true;
            threads.shutdownNow();
        }
        for (int i = 0; i < 2; i++) {
            assertThat(notebook.waiting(i)).isZero();
        }
        notebook.journal.close(0);
        notebook.round();
        assertThat(notebook.directory()).doesNotExist();
    }

    private void write(Notebook notebook, List<Future<Long>> shippers) {
        int count = 0;
        while (count < EVENTS) {
            int taken = notebook.requests(Math.min(97, EVENTS - count), 200);
            notebook.round();
            count += taken;
            if (taken == 0) {
                if (Thread.interrupted() || shippers.stream().anyMatch(Future::isDone)) {
                    throw new IllegalStateException("nobody makes room any more, at event " + count);
                }
                LockSupport.parkNanos(100_000);
            }
        }
        notebook.journal.hurry();
        notebook.round();
        written = true;
    }

    private static long ship(Notebook notebook, int destination) throws InterruptedException {
        BatchReader reader = notebook.reader(destination);
        long next = 0;
        while (next < EVENTS) {
            JournalBatch batch = reader.next(60_000);
            if (batch == null) {
                return next;
            }
            if (batch.firstSequence() != next) {
                throw new IllegalStateException(batch.firstSequence() + " instead of " + next);
            }
            next += batch.size();
            if (!reader.done(batch)) {
                throw new IllegalStateException("let go");
            }
        }
        return next;
    }

    private Callable<Void> watch(Notebook notebook) {
        return () -> {
            while (!written) {
                for (int i = 0; i < 2; i++) {
                    long waiting = notebook.reader(i).waiting(EventKind.REQUEST);
                    if (waiting < 0 || waiting > EVENTS) {
                        throw new IllegalStateException("waiting: " + waiting);
                    }
                }
                LockSupport.parkNanos(100_000);
            }
            return null;
        };
    }
}
