package dev.rollcall.backend.store;

import dev.rollcall.backend.event.ApiEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. It gathers what is delivered within a moment and stores it in one transaction, because a transaction
 * costs several times what its events do; then it answers them all. When it falls behind, deliveries are refused, not queued
 * without end.
 */
public final class EventWriter implements AutoCloseable {
    /** How long the first delivery of a transaction waits for others. */
    private static final long GATHER_MILLIS = 200;

    private static final int MAX_EVENTS = 20_000;

    /** While nothing can be stored, how often that is tried when nobody delivers: whoever was told that we fail may send nothing. */
    private static final long REHEARSAL_NANOS = 1_000_000_000;

    /** How many events may wait: a few seconds' worth. */
    static final int MAX_WAITING = 200_000;

    private static final String STOPPED = "the store has stopped";

    /** The engine has no code for it, only words; at the beginning, where no value of a sender's can stand. */
    private static final String ENGINE_GAVE_UP = "FATAL Error";

    private final DuckDBConnection connection;
    private final Transactions transactions;
    private final LinkedBlockingQueue<Submission> queue = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Chore<?>> chores = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean failing;
    /** The engine's reason, once it has given up. */
    private final CompletableFuture<String> givenUp = new CompletableFuture<>();

    private long lastTryNanos;
    private volatile Consumer<List<ApiEvent>> listener = events -> {};

    /**
     * Begins to write.
     *
     * @throws SQLException when what was written before cannot be read
     */
    public EventWriter(Database database) throws SQLException {
        connection = database.writer();
        transactions = new Transactions(connection);
        thread = new Thread(this::run, "rollcall-writer");
        thread.start();
    }

    /**
     * Stores the events of a delivery.
     *
     * @return completes with how many were new, when they are durable, or with what went wrong; null when too many wait, and
     *     the sender should come back later
     */
    public @Nullable CompletionStage<Integer> submit(@Nullable BatchId batch, List<ApiEvent> events) {
        int size = events.size();
        if (size == 0) {
            return CompletableFuture.completedFuture(0);
        }
        // An empty queue takes whatever comes: a batch must not be refused for ever for its size.
        if ((waiting.addAndGet(size) > MAX_WAITING && waiting.get() != size) || closing) {
            waiting.addAndGet(-size);
            return null;
        }
        Submission submission = new Submission(batch, events, new CompletableFuture<>());
        queue.add(submission);
        // Nobody looks through the queue any more when this was closed in the meantime, or the thread has ended.
        if (!thread.isAlive() && queue.remove(submission)) {
            waiting.addAndGet(-size);
            submission.stored().completeExceptionally(new IllegalStateException(STOPPED));
        }
        return submission.stored();
    }

    /** What is done between two transactions, on the connection that writes. */
    public interface Work<T> {
        T on(DuckDBConnection writer) throws SQLException;
    }

    private record Chore<T>(Work<T> work, CompletableFuture<T> done) {
        void run(DuckDBConnection writer) {
            try {
                done.complete(work.on(writer));
            } catch (SQLException | RuntimeException | Error problem) {
                // Somebody waits for it, whatever it is.
                done.completeExceptionally(problem);
            }
        }
    }

    /** Has something done by the thread that writes, between two transactions; what it changes must not contradict the sums. */
    public <T> CompletionStage<T> perform(Work<T> work) {
        Chore<T> chore = new Chore<>(work, new CompletableFuture<>());
        chores.add(chore);
        // As above; whoever closed this may also have looked through the chores already.
        if ((closing || !thread.isAlive()) && chores.remove(chore)) {
            chore.done.completeExceptionally(new IllegalStateException(STOPPED));
        }
        return chore.done;
    }

    /**
     * Sets who is told of events that were stored: those that were new, in the order in which they were stored, after they are
     * durable. Called on the thread that writes, so it must be quick; there is one, and the last that was set.
     */
    public void onStored(Consumer<List<ApiEvent>> listener) {
        this.listener = listener;
    }

    /**
     * Adds who is told, once, when the engine has given up and nothing will be stored any more; with the engine's reason, on the thread
     * that writes, which then ends, or at once when that was before.
     */
    public void onGivenUp(Consumer<String> watcher) {
        givenUp.thenAccept(watcher);
    }

    /** Events that were stored since the start. */
    public long stored() {
        return stored.get();
    }

    /** Events that were delivered again since the start, and not stored again. */
    public long duplicates() {
        return duplicates.get();
    }

    /** How it is with storing. */
    public enum State {
        WORKING,
        /** Nothing of what came last could be stored; what comes next is tried all the same, and without it once a second. */
        FAILING,
        /** Nothing will be stored any more. */
        STOPPED
    }

    /** Whether what comes now is likely to be stored. */
    public State state() {
        if (!thread.isAlive()) {
            return State.STOPPED;
        }
        return failing ? State.FAILING : State.WORKING;
    }

    private void run() {
        try {
            work();
        } finally {
            refuseAll();
        }
    }

    /** Nobody is to wait for a thread that has ended. */
    private void refuseAll() {
        for (Submission late = queue.poll(); late != null; late = queue.poll()) {
            waiting.addAndGet(-late.events().size());
            late.stored().completeExceptionally(new IllegalStateException(STOPPED));
        }
        for (Chore<?> late = chores.poll(); late != null; late = chores.poll()) {
            late.done().completeExceptionally(new IllegalStateException(STOPPED));
        }
    }

    private void work() {
        List<Submission> gathered = new ArrayList<>();
        while (!givenUp.isDone() && (!closing || !queue.isEmpty())) {
            try {
                gather(gathered);
                if (!gathered.isEmpty()) {
                    lastTryNanos = System.nanoTime();
                    write(gathered);
                } else if (failing && System.nanoTime() - lastTryNanos >= REHEARSAL_NANOS) {
                    failing = !rehearse();
                    lastTryNanos = System.nanoTime();
                }
                for (Chore<?> chore = chores.poll(); chore != null; chore = chores.poll()) {
                    chore.run(connection);
                    transactions.forget();
                }
            } catch (Error problem) {
                // Memory, most likely: what was undone is sent again, and the thread that writes must not end.
                failing = true;
                lastTryNanos = System.nanoTime();
                for (Submission submission : gathered) {
                    submission.stored().completeExceptionally(problem);
                }
                System.err.println("rollcall: events could not be stored: " + problem);
            } finally {
                for (Submission submission : gathered) {
                    waiting.addAndGet(-submission.events().size());
                }
                gathered.clear();
            }
        }
    }

    private boolean rehearse() {
        try {
            transactions.rehearse();
            return true;
        } catch (SQLException | RuntimeException stillFailing) {
            giveUpAfter(stillFailing);
            return false;
        }
    }

    private void gather(List<Submission> gathered) {
        Submission first = poll(TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS));
        if (first == null) {
            return;
        }
        gathered.add(first);
        int events = first.events().size();
        long until = System.nanoTime() + GATHER_MILLIS * 1_000_000;
        while (events < MAX_EVENTS) {
            long left = closing ? 0 : until - System.nanoTime();
            Submission next = poll(Math.max(0, left));
            if (next == null) {
                return;
            }
            gathered.add(next);
            events += next.events().size();
        }
    }

    private @Nullable Submission poll(long nanos) {
        try {
            return queue.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException stranger) {
            // Whoever interrupts all threads does not mean this one.
            return null;
        }
    }

    /** All in one transaction; when that fails, each on its own, so that one which cannot be stored harms no other. */
    private void write(List<Submission> gathered) {
        int[] counts;
        try {
            counts = transactions.store(gathered);
        } catch (SQLException | RuntimeException problem) {
            failing = true;
            giveUpAfter(problem);
            if (gathered.size() == 1 || givenUp.isDone()) {
                for (Submission submission : gathered) {
                    submission.stored().completeExceptionally(problem);
                }
                return;
            }
            for (Submission submission : gathered) {
                write(List.of(submission));
            }
            return;
        }
        int fresh = 0;
        for (int i = 0; i < counts.length; i++) {
            Submission submission = gathered.get(i);
            fresh += counts[i];
            stored.addAndGet(counts[i]);
            duplicates.addAndGet(submission.events().size() - counts[i]);
            submission.stored().complete(counts[i]);
        }
        if (fresh > 0) {
            // What was known already needs no room on the disk.
            failing = false;
        }
        tellListener();
    }

    /**
     * The engine answers nothing any more once it could not work its log into its file, on a full disk for example, until it is opened
     * anew; what it has stored is in the log.
     */
    private void giveUpAfter(Exception problem) {
        String message = String.valueOf(problem.getMessage());
        if (message.startsWith(ENGINE_GAVE_UP)) {
            givenUp.complete(message);
        }
    }

    private void tellListener() {
        List<ApiEvent> events = transactions.takeStored();
        if (events.isEmpty()) {
            return;
        }
        try {
            listener.accept(events);
        } catch (RuntimeException | Error problem) {
            // The events are stored and answered; whoever only watches must not end the thread that writes.
            System.err.println("rollcall: events could not be shown live: " + problem);
        }
    }

    /** Stores what waits, and ends the thread. */
    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
        // Whoever came between the thread's last look and its end is told to come back.
        refuseAll();
    }
}
