package dev.rollcall.core.rollup;

import dev.rollcall.core.event.EventMaker;
import dev.rollcall.core.exchange.Overflow;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.identity.SecretNotReady;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts on the request threads what does not fit into the ring. A thread takes any free lane, adds its request and frees
 * the lane again; when all are taken, which needs more threads in here than there are lanes, the request goes to the
 * {@link Crowd}: it loses its customer, and not its count. So does one whose event cannot be made.
 *
 * <p>No thread ever waits for another: not even for one that the scheduler has put aside while it owns a lane.
 */
final class Lanes implements Overflow {
    private final EventMaker maker;
    private final Lane[] lanes;
    private final Crowd crowd;
    private final LongAdder excluded = new LongAdder();
    private volatile @Nullable Throwable problem;

    /**
     * Opens lanes.
     *
     * @param maker knows the time and the excluded paths
     * @param lanes at least one
     */
    Lanes(EventMaker maker, Lane... lanes) {
        this.maker = maker;
        this.crowd = new Crowd(maker);
        this.lanes = lanes;
    }

    /**
     * Makes lanes, on the drain thread: reading rules is nothing for a request.
     *
     * @param maker has siblings for the lanes
     * @param count how many lanes, at least 1
     * @param room of the tables
     */
    static Lanes of(EventMaker maker, int count, KeyRoom room) {
        Lane[] lanes = new Lane[count];
        for (int i = 0; i < count; i++) {
            lanes[i] = new Lane(maker.sibling(), new RollupTable(room));
        }
        return new Lanes(maker, lanes);
    }

    @Override
    public boolean add(Record record) {
        try {
            Lane lane = free(record.endNanos());
            if (lane != null) {
                try {
                    if (!lane.add(record)) {
                        excluded.increment();
                    }
                    return true;
                } finally {
                    lane.free();
                }
            }
            if (maker.isExcluded(record)) {
                excluded.increment();
                return true;
            }
        } catch (SecretNotReady soon) {
            // The drain thread fetches it; until then callers with API keys cannot be told apart.
        } catch (Throwable fault) {
            problem = fault;
        }
        return addToCrowd(record);
    }

    /** Any free lane, looked for from a place that differs from call to call; null when there is none. */
    private @Nullable Lane free(long salt) {
        int start = (int) (((salt * 0x9E3779B97F4A7C15L) >>> 33) % lanes.length);
        for (int i = 0; i < lanes.length; i++) {
            Lane lane = lanes[(start + i) % lanes.length];
            if (lane.take()) {
                return lane;
            }
        }
        return null;
    }

    private boolean addToCrowd(Record record) {
        try {
            crowd.add(record);
            return true;
        } catch (Throwable fault) {
            problem = fault;
            return false;
        }
    }

    /** Moves what the lanes hold into a table, but for those that are taken just now. Returns how many requests. */
    long pourInto(RollupTable table) {
        long poured = 0;
        for (Lane lane : lanes) {
            if (lane.pending() > 0 && lane.take()) {
                try {
                    poured += lane.pourInto(table);
                } finally {
                    lane.free();
                }
            }
        }
        return crowd.pending() > 0 ? poured + crowd.pourInto(table) : poured;
    }

    /** How many requests are in the lanes; any thread may ask. */
    long pending() {
        long pending = crowd.pending();
        for (Lane lane : lanes) {
            pending += lane.pending();
        }
        return pending;
    }

    /** How many requests came here that are not to be reported; any thread may ask. */
    long excluded() {
        return excluded.sum();
    }

    /** The last fault of ours, once; null when there was none. */
    @Nullable
    Throwable takeProblem() {
        Throwable fault = problem;
        problem = null;
        return fault;
    }
}
