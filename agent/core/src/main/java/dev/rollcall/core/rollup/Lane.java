package dev.rollcall.core.rollup;

import dev.rollcall.core.event.Event;
import dev.rollcall.core.event.EventMaker;
import dev.rollcall.core.exchange.Record;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A table of rollups with all that it takes to fill it, for whichever thread has taken the lane: {@code FREE -> TAKEN ->
 * FREE}. Taking is one compare-and-set that may fail, never a wait; what one owner wrote, the next one sees.
 */
final class Lane {
    private final EventMaker maker;
    private final AtomicBoolean taken = new AtomicBoolean();
    /** Written by the owner only; how many requests the table holds. */
    private final AtomicLong pending = new AtomicLong();

    private RollupTable table;

    /**
     * A free lane.
     *
     * @param maker belongs to the lane alone
     * @param table empty
     */
    Lane(EventMaker maker, RollupTable table) {
        this.maker = maker;
        this.table = table;
    }

    /** Whether the calling thread owns the lane now; it then has to {@link #free} it. */
    boolean take() {
        return !taken.getPlain() && taken.compareAndSet(false, true);
    }

    /** Ends the ownership of the calling thread. */
    void free() {
        taken.setRelease(false);
    }

    /**
     * Adds a request; for the owner.
     *
     * @return false when it is excluded
     */
    boolean add(Record record) {
        Event event = maker.brief(record);
        if (event == null) {
            return false;
        }
        table.add(event);
        pending.setRelease(pending.getPlain() + 1);
        return true;
    }

    /** Empties the lane into a table of the same room; for the owner. Returns how many requests there were. */
    long pourInto(RollupTable target) {
        target.takeAll(table);
        long poured = pending.getPlain();
        pending.setRelease(0);
        return poured;
    }

    /** How many requests the lane holds; any thread may ask. */
    long pending() {
        return pending.getAcquire();
    }
}
