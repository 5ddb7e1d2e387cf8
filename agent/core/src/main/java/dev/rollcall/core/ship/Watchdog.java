package dev.rollcall.core.ship;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends what takes too long. A read has a time-out of its own, but it begins anew with every byte, and a write has none: against a
 * backend that trickles, or never reads, only another thread helps, by closing the socket.
 *
 * <p>One daemon thread for all destinations; it starts with the first watch, and goes when there was none for a minute.
 */
final class Watchdog {
    private static final long IDLE_NANOS = 60_000_000_000L;

    private final List<Watch> watches = new ArrayList<>();
    private boolean running;
    /** When the thread will look by itself; a watch that ends later need not wake it. */
    private long nextLookNanos;

    /**
     * Runs something on the watchdog's thread unless the watch is closed before.
     *
     * @param end must not block
     * @param millis from now
     */
    Watch watch(Runnable end, long millis) {
        Watch watch = new Watch(end, System.nanoTime() + millis * 1_000_000);
        synchronized (this) {
            watches.add(watch);
            if (!running) {
                start();
                running = true;
            } else if (watch.atNanos - nextLookNanos < 0) {
                notifyAll();
            }
        }
        return watch;
    }

    private void start() {
        Thread thread = new Thread(null, this::run, "rollcall-timeout", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
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
