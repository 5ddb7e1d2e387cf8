package dev.rollcall.core.rollup;

import dev.rollcall.core.event.Event;
import dev.rollcall.core.event.Rollup;
import dev.rollcall.core.event.RollupKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Rollups by their keys. A request whose key has no room goes to the overflow key of its status and outcome, which always
 * has: it is in some rollup, whatever happens. Confined to one thread at a time.
 */
final class RollupTable {
    private final KeyRoom room;
    private final int maxCount;
    private final Map<RollupKey, Rollup> rollups = new HashMap<>();
    /** Rollups that take no more requests; the room of their keys has passed to those that follow them. */
    private final List<Rollup> full = new ArrayList<>();

    RollupTable(KeyRoom room) {
        this(room, Rollup.MAX_COUNT);
    }

    /** A table whose rollups count less, for tests. */
    RollupTable(KeyRoom room, int maxCount) {
        this.room = room;
        this.maxCount = maxCount;
    }

    /** Adds a request. */
    void add(Event event) {
        find(RollupKey.of(event), 1).add(event);
    }

    /** The rollup of a key, or of its overflow, which can take so many requests more; made when need be. */
    Rollup find(RollupKey key, int requests) {
        Rollup rollup = rollups.get(key);
        if (rollup == null && !key.isOverflow() && !room.take(key)) {
            return find(key.asOverflow(), requests);
        }
        if (rollup != null && rollup.count() <= maxCount - requests) {
            return rollup;
        }
        Rollup fresh = new Rollup(key);
        if (rollup != null) {
            full.add(rollup);
        }
        rollups.put(key, fresh);
        return fresh;
    }

    /** Moves all that is in another table of the same room into this one. */
    void takeAll(RollupTable other) {
        full.addAll(other.full);
        other.full.clear();
        for (Iterator<Rollup> each = other.rollups.values().iterator(); each.hasNext(); ) {
            Rollup rollup = each.next();
            RollupKey key = rollup.key();
            Rollup mine = rollups.get(key);
            if (mine == null) {
                rollups.put(key, rollup);
            } else {
                if (mine.count() <= maxCount - rollup.count()) {
                    mine.add(rollup);
                } else {
                    full.add(rollup);
                }
                giveRoom(key);
            }
            each.remove();
        }
    }

    /**
     * Hands out rollups until one is refused; what was handed out is gone from the table.
     *
     * @param taker returns whether it has taken the rollup; one that throws has not
     * @return whether the table is empty now
     */
    boolean pour(Predicate<Rollup> taker) {
        while (!full.isEmpty()) {
            if (!taker.test(full.get(full.size() - 1))) {
                return false;
            }
            full.remove(full.size() - 1);
        }
        for (Iterator<Rollup> each = rollups.values().iterator(); each.hasNext(); ) {
            Rollup rollup = each.next();
            if (!taker.test(rollup)) {
                return false;
            }
            each.remove();
            giveRoom(rollup.key());
        }
        return true;
    }

    private void giveRoom(RollupKey key) {
        if (!key.isOverflow()) {
            room.give(key);
        }
    }

    boolean isEmpty() {
        return rollups.isEmpty() && full.isEmpty();
    }
}
