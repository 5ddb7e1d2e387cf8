package dev.rollcall.chaos.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Customers at work on one server: a few connections, each with a thread.
 *
 * <p>Either open: so many requests a second whether the server keeps up or not, and how long one took counts from when it
 * was due; or saturated: each connection asks again as soon as it has its answer.
 */
public final class Load implements AutoCloseable {
    private static final long LONGEST_MICROS = 60_000_000;

    private final int port;
    private final Ledger ledger;
    private final int connections;
    private final double perSecond;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private volatile Histogram micros = histogram();
    private volatile String firstFailure = "";
    private volatile boolean stopped;

    private Load(int port, Ledger ledger, int connections, double perSecond) {
        this.port = port;
        this.ledger = ledger;
        this.connections = connections;
        this.perSecond = perSecond;
        for (int i = 0; i < connections; i++) {
            int mine = i;
            Thread thread = new Thread(() -> run(mine), "load-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** So many requests a second, spread over the connections. */
    public static Load open(int port, Ledger ledger, int connections, double perSecond) {
        return new Load(port, ledger, connections, perSecond);
    }

    /** As many as the server takes. */
    public static Load saturated(int port, Ledger ledger, int connections) {
        return new Load(port, ledger, connections, 0);
    }

    private void run(int mine) {
        long begin = System.nanoTime();
        long turn = 0;
        while (!stopped) {
            try (Line line = new Line(port)) {
                while (!stopped && !line.isOver()) {
                    long due = System.nanoTime();
                    if (perSecond > 0) {
                        due = begin + (long) ((turn++ * connections + mine) * 1e9 / perSecond);
                        awaitUntil(due);
                    }
                    if (!stopped) {
                        ask(line, due);
                    }
                }
            } catch (IOException e) {
                failed(e.toString());
                // A server that is being killed refuses connections; there is no hurry to learn that again.
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private void ask(Line line, long due) throws IOException {
        long number = ledger.send();
        int status = line.get(Ledger.path(number), ledger.customer(number));
        ledger.answered(number);
        answered.incrementAndGet();
        micros.recordValue(Math.min(LONGEST_MICROS, Math.max(0, (System.nanoTime() - due) / 1000)));
        if (status != 200) {
            failed(number + " was answered with " + status);
        } else if (!line.text().equals("user " + number)) {
            failed(number + " was answered with another's answer: " + line.text());
        }
    }

    private void failed(String why) {
        if (failures.getAndIncrement() == 0) {
            firstFailure = why;
        }
    }

    private void awaitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0 && !stopped; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** How long requests took since the last time this was asked, in microseconds. */
    public Histogram takeMicros() {
        Histogram taken = micros;
        micros = histogram();
        return taken;
    }

    private static Histogram histogram() {
        return new ConcurrentHistogram(LONGEST_MICROS, 3);
    }

    /** Requests that got no whole answer, another than 200, or somebody else's. */
    public long failures() {
        return failures.get();
    }

    /** The first of {@link #failures}, in words; empty when there is none. */
    public String firstFailure() {
        return firstFailure;
    }

    /** Requests answered so far. */
    public long answered() {
        return answered.get();
    }

    /** One request of a customer's, over a connection of its own; returns its number. */
    public static long single(int port, Ledger ledger, String customer) throws IOException {
        try (Line line = new Line(port)) {
            long number = ledger.send(customer);
            line.get(Ledger.path(number), customer);
            ledger.answered(number);
            return number;
        }
    }

    /** Ends it; what has been asked is still answered. */
    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
