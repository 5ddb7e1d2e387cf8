package dev.rollcall.backend.live;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.query.RequestRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The latest requests that were stored, in a ring. Whoever watches has a place in it and reads at their own pace: a slow one holds up nobody and
 * takes no memory, and is told how many it missed.
 *
 * <p>Each request has a number. Numbers rise, also over a restart of the process, because they begin with its time: who comes back with
 * a number of an earlier process gets what is in the ring.
 */
public final class Live implements AutoCloseable {
    /** How many requests are kept for those who come back, or are slow. */
    private static final int ROOM = 4096;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final @Nullable RequestRow[] ring = new @Nullable RequestRow[ROOM];
    private final long first;

    /** The number that the next request gets. */
    private long next;

    private boolean closed;

    /**
     * Makes an empty one.
     *
     * @param startMicros the time, in microseconds since 1970
     */
    public Live(long startMicros) {
        first = startMicros;
        next = startMicros;
    }

    /** Makes an empty one, of this time. */
    public Live() {
        this(System.currentTimeMillis() * 1000);
    }

    /**
     * Some requests of the stream.
     *
     * @param from the number of the first of {@code rows}; the others follow
     * @param rows may be none
     * @param missed how many were before these and are in the ring no more
     * @param closed whether no more will come
     */
    public record Slice(long from, List<RequestRow> rows, long missed, boolean closed) {
        /** The number after the last one. */
        public long end() {
            return from + rows.size();
        }
    }

    /** Takes events that were stored. Does not wait for those who watch. */
    public void stored(List<ApiEvent> events) {
        List<RequestRow> rows = new ArrayList<>();
        long skipped = 0;
        for (ApiEvent event : events.subList(Math.max(0, events.size() - ROOM), events.size())) {
            if (event.kind != ApiEvent.Kind.STATUS) {
                rows.add(RequestRow.of(event));
            }
        }
        for (ApiEvent event : events.subList(0, Math.max(0, events.size() - ROOM))) {
            skipped += event.kind == ApiEvent.Kind.STATUS ? 0 : 1;
        }
        lock.lock();
        try {
            // Those that would be written over at once still have their numbers, so that whoever watches learns of
            // them.
            next += skipped;
            if (skipped > 0) {
                Arrays.fill(ring, null);
            }
            for (RequestRow row : rows) {
                ring[(int) (next % ROOM)] = row;
                next++;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The number that the next request will get. */
    public long end() {
        lock.lock();
        try {
            return next;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The requests from a number on, as soon as there is one.
     *
     * @param from a number; one of an earlier process stands for the beginning, one of the future for now
     * @param most how many at most
     * @param waitMillis how long to wait for one; then the answer has none
     */
    public Slice read(long from, int most, long waitMillis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        lock.lock();
        try {
            long at = from > next ? next : from;
            while (at == next && !closed) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                changed.awaitNanos(left);
            }
            long oldest = Math.max(first, next - ROOM);
            long missed = at < first ? 0 : Math.max(0, oldest - at);
            at = Math.max(at, oldest);
            List<RequestRow> rows = new ArrayList<>();
            while (at + rows.size() < next && rows.size() < most) {
                RequestRow row = ring[(int) ((at + rows.size()) % ROOM)];
                if (row == null) {
                    // Numbers without requests were given away in a burst; they count as missed.
                    if (!rows.isEmpty()) {
                        break;
                    }
                    at++;
                    missed++;
                } else {
                    rows.add(row);
                }
            }
            return new Slice(at, rows, missed, closed);
        } finally {
            lock.unlock();
        }
    }

    /** Ends all streams. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
