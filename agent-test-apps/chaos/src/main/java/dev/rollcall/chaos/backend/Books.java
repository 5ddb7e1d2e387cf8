package dev.rollcall.chaos.backend;

import dev.rollcall.chaos.load.Ledger;
import dev.rollcall.chaos.load.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the backend has stored: every event once, by its id. For any thread. */
public final class Books {
    private static final int KEPT_WRONGS = 20;

    private final Ledger ledger;
    private final Set<UUID> ids = new HashSet<>();
    private final Numbers events = new Numbers();
    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, Long> lastSequence = new HashMap<>();
    private final Map<String, Told> statuses = new HashMap<>();
    private final List<String> wrongs = new ArrayList<>();
    private long redelivered;
    private long requests;
    private long rolledUp;
    private long outOfOrder;
    private long lastNanos = System.nanoTime();

    /** Empty books, for the requests of this ledger. */
    public Books(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Stores what is new. */
    synchronized void store(List<Told> batch) {
        for (Told event : batch) {
            if (!ids.add(event.id())) {
                redelivered++;
                continue;
            }
            lastNanos = System.nanoTime();
            if (event.isRequest()) {
                request(event);
            } else if (event.isRollup()) {
                rolledUp += event.count();
                add(event);
            } else {
                statuses.put(String.valueOf(event.instance()), event);
            }
        }
    }

    private void request(Told event) {
        requests++;
        long number = event.path() == null ? -1 : Ledger.number(event.path());
        if (number < 0
                || !ledger.isSent(number)
                || event.status() != 200
                || !ledger.customer(number).equals(event.customer())) {
            wrong("nobody asked for " + event);
            return;
        }
        events.increment(number);
        add(event);
        Long before = lastSequence.put(String.valueOf(event.instance()), event.sequence());
        if (before != null && before > event.sequence()) {
            outOfOrder++;
        }
    }

    private void add(Told event) {
        counts.merge(String.valueOf(event.customer()), event.count(), Long::sum);
    }

    /** Something that no backend should ever see. */
    synchronized void wrong(String what) {
        if (wrongs.size() < KEPT_WRONGS) {
            wrongs.add(what);
        }
    }

    /** How many events, of different ids, tell of the request of this number: 1 is right. */
    public long events(long number) {
        return events.get(number);
    }

    /** How many requests of each customer were told of, one by one or summed up. */
    public synchronized Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /** All requests told of, one by one or summed up. */
    public synchronized long count() {
        return requests + rolledUp;
    }

    /** Of {@link #count}, those summed up. */
    public synchronized long rolledUp() {
        return rolledUp;
    }

    /** Runs of processes heard of. */
    public synchronized int instances() {
        return lastSequence.size();
    }

    /** Events that came after a later one of the same process. */
    public synchronized long outOfOrder() {
        return outOfOrder;
    }

    /** Events that came again, with the id they had. */
    public synchronized long redelivered() {
        return redelivered;
    }

    /** Whether an agent told of itself. */
    public synchronized boolean hasStatus() {
        return !statuses.isEmpty();
    }

    /** A counter of what agents told of themselves last, over all processes heard of. */
    public synchronized long counter(String name) {
        return statuses.values().stream()
                .mapToLong(status -> status.counters().getOrDefault(name, 0L))
                .sum();
    }

    /** When the last new event came, on the clock of {@link System#nanoTime}. */
    public synchronized long lastNanos() {
        return lastNanos;
    }

    /** What should never have come, in words; the first few. */
    public synchronized List<String> wrongs() {
        return List.copyOf(wrongs);
    }
}
