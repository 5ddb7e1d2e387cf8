package dev.rollcall.backend.scale;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What was stored, by the word of the backend's answers: the figures on its pages have to be these. Safe for use by many threads. */
final class Ledger {
    private final long[] byCustomer;
    private long unidentified;
    private long events;
    private long putOff;
    private long bytes;
    private long[] answerNanos = new long[1024];
    private int answers;
    private @Nullable String failure;

    Ledger(int customers) {
        byCustomer = new long[customers];
    }

    /** The customers of one batch that is not answered yet. Confined to one thread. */
    static final class Page implements Load.Tally {
        private int[] customers = new int[1024];
        private int count;

        @Override
        public void event(int customer) {
            if (count == customers.length) {
                customers = Arrays.copyOf(customers, count * 2);
            }
            customers[count++] = customer;
        }
    }

    Page page() {
        return new Page();
    }

    /** A batch was stored. */
    synchronized void stored(Page page) {
        for (int i = 0; i < page.count; i++) {
            if (page.customers[i] < 0) {
                unidentified++;
            } else {
                byCustomer[page.customers[i]]++;
            }
        }
        events += page.count;
    }

    /** A batch was answered with 200, after so long. */
    synchronized void answered(long nanos, int bodyBytes) {
        if (answers == answerNanos.length) {
            answerNanos = Arrays.copyOf(answerNanos, answers * 2);
        }
        answerNanos[answers++] = nanos;
        bytes += bodyBytes;
    }

    /** A batch was answered with 429 or 503. */
    synchronized void putOff() {
        putOff++;
    }

    /** Something went wrong; the first of these is kept. */
    synchronized void failed(String what) {
        if (failure == null) {
            failure = what;
        }
    }

    synchronized boolean isFine() {
        return failure == null;
    }

    synchronized @Nullable String failure() {
        return failure;
    }

    synchronized long events() {
        return events;
    }

    /** Bytes of all bodies, packed. */
    synchronized long bytes() {
        return bytes;
    }

    synchronized long timesPutOff() {
        return putOff;
    }

    synchronized long unidentified() {
        return unidentified;
    }

    /** Events of a customer, by rank. */
    synchronized long of(int customer) {
        return byCustomer[customer];
    }

    /** Customers with at least one event. */
    synchronized int customers() {
        int customers = 0;
        for (long count : byCustomer) {
            customers += count > 0 ? 1 : 0;
        }
        return customers;
    }

    /** How long a batch's answer took, in milliseconds; {@code share} of them took less. */
    synchronized double answerMillis(double share) {
        long[] sorted = Arrays.copyOf(answerNanos, answers);
        Arrays.sort(sorted);
        return answers == 0 ? 0 : sorted[(int) Math.min(answers - 1, share * answers)] / 1e6;
    }
}
