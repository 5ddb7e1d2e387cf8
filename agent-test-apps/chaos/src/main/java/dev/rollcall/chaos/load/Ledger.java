package dev.rollcall.chaos.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the client knows: every request it sent has a number of its own, which is in its path, and the time at which its
 * answer was seen. For any thread.
 */
public final class Ledger {
    /** Few enough that every one of them has many requests, and rollups have something to add up. */
    public static final int CUSTOMERS = 50;

    private static final long SENT = -1;

    private final AtomicLong next = new AtomicLong();
    private final long origin = System.nanoTime();
    private final Numbers answers = new Numbers();
    private final Map<Long, String> special = new ConcurrentHashMap<>();

    /** The number of a request that is about to be sent. */
    public long send() {
        long number = next.getAndIncrement();
        answers.set(number, SENT);
        return number;
    }

    /** The number of a request of this customer's, instead of the one whose turn it is. */
    public long send(String customer) {
        long number = send();
        special.put(number, customer);
        return number;
    }

    /** The whole answer has been read. */
    public void answered(long number) {
        answers.set(number, Math.max(1, System.nanoTime() - origin));
    }

    /** All numbers below this one have been given out. */
    public long end() {
        return next.get();
    }

    public boolean isSent(long number) {
        return answers.get(number) != 0;
    }

    public boolean isAnswered(long number) {
        return answers.get(number) > 0;
    }

    /** When the answer was seen, on the clock of {@link System#nanoTime}. */
    public long answeredNanos(long number) {
        return origin + answers.get(number);
    }

    /** Who pays for the request of this number. */
    public String customer(long number) {
        String named = special.isEmpty() ? null : special.get(number);
        return named == null ? "customer-" + number % CUSTOMERS : named;
    }

    /** Where the request goes: it is nobody else's. */
    public static String path(long number) {
        return "/users/" + number;
    }

    /**
     * The number in a path that {@link #path} made.
     *
     * @return -1 when it is none
     */
    public static long number(String path) {
        if (!path.startsWith("/users/")) {
            return -1;
        }
        try {
            return Long.parseLong(path.substring("/users/".length()));
        } catch (NumberFormatException foreign) {
            return -1;
        }
    }

    /** How many requests from the first number to before the last were answered. */
    public long answered(long from, long to) {
        long count = 0;
        for (long number = from; number < to; number++) {
            count += isAnswered(number) ? 1 : 0;
        }
        return count;
    }
}
