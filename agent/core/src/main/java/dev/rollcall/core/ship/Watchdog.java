package dev.rollcall.core.ship;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Ends what takes too long. A read has a time-out of its own, but it begins anew with every byte, and a write has none: against a
 * backend that trickles, or never reads, only another thread helps, by closing the socket.
 *
 * <p>One daemon thread for all destinations; it starts with the first watch, and goes when there was none for a minute.
 */
final class Watchdog {
    private static final long IDLE_NANOS = 60_000_000_000L;

    private final ThreadFactory threads;
    private final List<Watch> watches = new ArrayList<>();
    private boolean running;
    /** When the thread will look by itself; a watch that ends later need not wake it. */
    private long nextLookNanos;

    Watchdog() {
        this(Watchdog::daemon);
    }

    /** A watchdog whose thread is made by others. */
    Watchdog(ThreadFactory threads) {
        this.threads = threads;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(null, work, "rollcall-timeout", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    /**
     * Runs something on the watchdog's thread unless the watch is closed before. Where no thread can be had, nobody watches.
     *
     * @param end must not block
     * @param millis from now
     */
    Watch watch(Runnable end, long millis) {
        Watch watch = new Watch(end, System.nanoTime() + millis * 1_000_000);
        synchronized (this) {
            if (running || start()) {
                watches.add(watch);
                if (watch.atNanos - nextLookNanos < 0) {
                    notifyAll();
                }
            }
        }
        return watch;
    }

    /** Whether there is a thread now. A process with as many as it may have can still deliver: reads have time-outs of their own. */
    private boolean start() {
        try {
            threads.newThread(this::run).start();
            running = true;
        } catch (OutOfMemoryError noThread) {
            return false;
        }
        return true;
    }

    /** How many watches are neither closed nor over. */
    synchronized int size() {
        return watches.size();
    }

    private void run() {
        for (Watch overdue = next(); overdue != null; overdue = next()) {
            overdue.fire();
        }
    }

    /** The next watch that is overdue; null when the thread is not needed any more. */
    private synchronized @Nullable Watch next() {
        long idleSince = System.nanoTime();
        while (true) {
            long now = System.nanoTime();
            Watch first = null;
            for (Watch watch : watches) {
                first = first == null || watch.atNanos - first.atNanos < 0 ? watch : first;
            }
            if (first == null && now - idleSince >= IDLE_NANOS) {
                running = false;
                return null;
            }
            if (first != null && first.atNanos - now <= 0) {
                watches.remove(first);
                return first;
            }
            nextLookNanos = first == null ? idleSince + IDLE_NANOS : first.atNanos;
            idleSince = first == null ? idleSince : now;
            try {
                wait((nextLookNanos - now) / 1_000_000 + 1);
            } catch (InterruptedException e) {
                // Somebody interrupts all threads of the JVM; it says nothing about the watches.
                continue;
            }
        }
    }

    private synchronized void remove(Watch watch) {
        watches.remove(watch);
    }

    /** Something that has to be over in time. */
    final class Watch implements AutoCloseable {
        private final Runnable end;
        private final long atNanos;
        private volatile boolean over;

        private Watch(Runnable end, long atNanos) {
            this.end = end;
            this.atNanos = atNanos;
        }

        /** Whether the time is up. */
        boolean isOver() {
            return over;
        }

        private void fire() {
            over = true;
            end.run();
        }

        /** It was in time, or failed by itself. */
        @Override
        public void close() {
            remove(this);
        }
    }
}
