package dev.rollcall.overhead.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Requests at a fixed rate, whether the server keeps up or not. How long one took counts from when it was due, not from when
 * a connection was free for it: a server that stalls for a second is charged with all the requests of that second
 * (coordinated omission).
 *
 * <p>This thread sends, another one receives.
 */
public final class OpenLoop {
    private static final long LONGEST_MICROS = 60_000_000;
    /** A thread that parks wakes up about this late; it is spent looking at the clock instead. */
    private static final long PARKED_TOO_LONG_NANOS = 80_000;

    private final Client client;
    private final BlockingQueue<Connection> idle;
    private final Histogram micros = new Histogram(LONGEST_MICROS, 3);
    private volatile @Nullable IOException failure;

    private OpenLoop(Client client) {
        this.client = client;
        idle = new ArrayBlockingQueue<>(client.connections().size(), false, client.connections());
    }

    /**
     * Asks so often for so long.
     *
     * @param perSecond requests a second
     * @param count how many requests in all
     * @return how long they took, in microseconds
     */
    public static Histogram run(Client client, double perSecond, long count) {
        OpenLoop loop = new OpenLoop(client);
        Thread receiver = new Thread(() -> loop.receive(count), "open-loop");
        receiver.setDaemon(true);
        receiver.start();
        try {
            loop.send(perSecond, count);
            receiver.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        loop.check();
        return loop.micros;
    }

    private void send(double perSecond, long count) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        for (long i = 0; i < count; i++) {
            long due = begin + (long) (i * 1e9 / perSecond);
            awaitUntil(due);
            Connection connection = idle.poll(1, TimeUnit.SECONDS);
            while (connection == null) {
                check();
                connection = idle.poll(1, TimeUnit.SECONDS);
            }
            connection.due = due;
            connection.send(client.requests().next());
        }
    }

    private static void awaitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            if (left > PARKED_TOO_LONG_NANOS) {
                LockSupport.parkNanos(left - PARKED_TOO_LONG_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private void receive(long count) {
        try {
            for (long answered = 0; answered < count; ) {
                for (Connection connection : client.receive()) {
                    micros.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - connection.due) / 1000));
                    idle.add(connection);
                    answered++;
                }
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void check() {
        IOException seen = failure;
        if (seen != null) {
            throw new UncheckedIOException(seen);
        }
    }
}
