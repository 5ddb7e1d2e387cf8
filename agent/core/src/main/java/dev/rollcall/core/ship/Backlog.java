package dev.rollcall.core.ship;

import dev.rollcall.core.pipeline.DestinationFigures;
import dev.rollcall.core.pipeline.Loss;
import dev.rollcall.core.pipeline.Losses;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Batches on their way, bounded in bytes: when the endpoint is away for long, the oldest go, and are counted.
 *
 * <p>The drain thread opens and adds, the shipper thread takes and ends, anybody reads the figures. All figures change
 * together under the one lock, so that an event is always in exactly one of them. Request threads never come here.
 */
final class Backlog {
    private final long maxBytes;
    private final Losses losses;
    private final Deque<Batch> batches = new ArrayDeque<>();

    private @Nullable Batch inFlight;
    private long bytes;
    private long open;
    private long queued;
    private long shipped;
    private boolean hurried;
    private boolean givenUp;

    Backlog(long maxBytes, Losses losses) {
        this.maxBytes = maxBytes;
        this.losses = losses;
    }

    /** An event went into the batch that is being filled. */
    synchronized void opened() {
        if (givenUp) {
            losses.add(Loss.SHUTDOWN, 1);
        } else {
            open++;
        }
    }

    /** The batch that was being filled is complete. */
    synchronized void add(Batch batch) {
        if (givenUp) {
            return;
        }
        open -= batch.events();
        queued += batch.events();
        batches.add(batch);
        bytes += batch.body().length;
        while (bytes > maxBytes && batches.size() > 1) {
            Batch oldest = batches.remove();
            bytes -= oldest.body().length;
            queued -= oldest.events();
            losses.add(Loss.BACKLOG_FULL, oldest.events());
        }
        notifyAll();
    }

    /**
     * Waits for a batch, the oldest first. It is given again, and stays counted as waiting, until {@link #delivered} or
     * {@link #lost}.
     */
    synchronized Batch take() throws InterruptedException {
        Batch unfinished = inFlight;
        if (unfinished != null) {
            return unfinished;
        }
        while (batches.isEmpty()) {
            wait();
        }
        Batch next = batches.remove();
        inFlight = next;
        return next;
    }

    synchronized void delivered(Batch batch) {
        if (land(batch)) {
            shipped += batch.events();
        }
    }

    synchronized void lost(Batch batch, Loss reason) {
        if (land(batch)) {
            losses.add(reason, batch.events());
        }
    }

    /** False when the batch was given up in the meantime, and counted then. */
    private boolean land(Batch batch) {
        if (inFlight != batch) {
            return false;
        }
        inFlight = null;
        bytes -= batch.body().length;
        queued -= batch.events();
        return true;
    }

    /** Waits before the next attempt; ends early when the process is about to. */
    synchronized void pause(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        boolean wasHurried = hurried;
        for (long left = millis; left > 0 && hurried == wasHurried; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    synchronized void hurry() {
        hurried = true;
        notifyAll();
    }

    synchronized boolean isHurried() {
        return hurried;
    }

    synchronized void giveUp() {
        if (!givenUp) {
            givenUp = true;
            losses.add(Loss.SHUTDOWN, open + queued);
            open = 0;
            queued = 0;
            bytes = 0;
            batches.clear();
            inFlight = null;
        }
    }

    synchronized DestinationFigures figures() {
        return new DestinationFigures(shipped, open + queued, 0, 0, new long[Loss.values().length], 0, 0);
    }
}
