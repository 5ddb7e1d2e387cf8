package dev.rollcall.core.rollup;

import dev.rollcall.core.event.Event;
import dev.rollcall.core.event.EventMaker;
import dev.rollcall.core.event.Rollup;
import dev.rollcall.core.event.RollupKey;
import dev.rollcall.core.exchange.Outcome;
import dev.rollcall.core.exchange.Overflow;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.log.AgentLog;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * All requests that are only counted, until they are told: those that the drain thread adds, and those that request threads
 * put into the {@link #overflow} because the ring was full. They stay as long as nobody takes them, in bounded memory.
 *
 * <p>Belongs to the drain thread, but for the figures and the overflow.
 */
public final class Rollups {
    private static final int MOST_LANES = 32;
    private static final int FEWEST_LANES = 4;

    /** After a refusal: asking again at once would cost more than it could bring. */
    private static final long PATIENCE_NANOS = 250_000_000;

    private final EventMaker maker;
    private final long intervalNanos;
    private final AgentLog log;
    private final KeyRoom room;
    private final RollupTable table;
    private final Lanes lanes;
    /** Requests in the table; written by the drain thread only. */
    private final AtomicLong inTable = new AtomicLong();

    /** Whether {@link #dueNanos} is set, because something is in the table. */
    private boolean waiting;

    private boolean refused;
    private long dueNanos;

    /**
     * Counts nothing yet.
     *
     * @param maker the drain thread's
     * @param maxKeys how many combinations of customer, method, route and status are told apart at once, at least 1
     * @param intervalNanos how long a request may stay here, at most, when there is room behind
     */
    public Rollups(EventMaker maker, int maxKeys, long intervalNanos, AgentLog log) {
        this.maker = maker;
        this.intervalNanos = intervalNanos;
        this.log = log;
        this.room = new KeyRoom(maxKeys);
        this.table = new RollupTable(room);
        this.lanes = Lanes.of(maker, lanesOfThisMachine(), room);
        // No request thread is to be the first that loads these classes.
        new RollupTable(room).find(RollupKey.overflow(0, Outcome.OK), 1).add(0, 0, 0, 0);
    }

    /** As many threads as can run at once, and as many again that the scheduler has stopped while they own a lane. */
    private static int lanesOfThisMachine() {
        int lanes = 2 * Runtime.getRuntime().availableProcessors();
        return Math.max(FEWEST_LANES, Math.min(MOST_LANES, lanes));
    }

    /** Where request threads count what does not fit into the ring. */
    public Overflow overflow() {
        return lanes;
    }

    /** Counts a request instead of telling it. */
    public void add(Event event) {
        table.add(event);
        count(1);
    }

    /** Counts a request whose event could not be made, by its result alone. */
    public void addUnmade(Record record) {
        table.find(RollupKey.overflow(record.status(), record.outcome()), 1)
                .add(
                        maker.startMicros(record),
                        EventMaker.durationMicros(record),
                        Math.max(0, record.requestBytes()),
                        Math.max(0, record.responseBytes()));
        count(1);
    }

    /** Takes over what request threads have counted; called in every round. */
    public void collect() {
        maker.helpSiblings();
        if (lanes.pending() > 0) {
            log.info(
                    "The queue was full (rollcall.queue.size); what does not fit is counted by customer, route and status.");
            count(lanes.pourInto(table));
        }
        Throwable problem = lanes.takeProblem();
        if (problem != null) {
            log.failure("a request could only be counted, not told", problem);
        }
    }

    private void count(long requests) {
        inTable.setRelease(inTable.getPlain() + requests);
    }

    /**
     * Whether rollups are to be told now: because the interval is over since the first of them, because room for keys runs
     * out, or because the process is ending.
     *
     * @param nowNanos the time by {@link System#nanoTime}
     */
    public boolean isDue(long nowNanos, boolean ending) {
        if (table.isEmpty()) {
            waiting = false;
            return false;
        }
        if (!waiting) {
            waiting = true;
            dueNanos = nowNanos + intervalNanos;
        }
        return ending || nowNanos - dueNanos >= 0 || (room.isHalfFull() && !refused);
    }

    /**
     * Tells the rollups one after another, until one is refused; the rest stays, and grows.
     *
     * @param nowNanos the time by {@link System#nanoTime}
     * @param taker returns whether it has taken a rollup
     */
    public void tell(long nowNanos, Predicate<Rollup> taker) {
        boolean all = table.pour(rollup -> {
            if (!taker.test(rollup)) {
                return false;
            }
            count(-rollup.count());
            return true;
        });
        refused = !all;
        waiting = !all;
        dueNanos = nowNanos + PATIENCE_NANOS;
    }

    /** Requests that are counted here and told nowhere yet; any thread may ask. */
    public long pending() {
        return inTable.getAcquire() + lanes.pending();
    }

    /** Requests in the overflow that are not to be reported; any thread may ask. */
    public long excluded() {
        return lanes.excluded();
    }
}
