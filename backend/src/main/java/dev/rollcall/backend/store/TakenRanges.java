package dev.rollcall.backend.store;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which events of which processes were taken, by their numbers. Neighbouring batches melt into one range, so a process that lost
 * nothing takes one entry however long it runs. Confined to the writer's thread.
 */
final class TakenRanges {
    /** How much of a batch is known. */
    enum Known {
        NOTHING,
        PART,
        ALL
    }

    /** By instance: first number to the number after the last one; ranges neither overlap nor touch. */
    private final Map<String, TreeMap<Long, Long>> ranges = new HashMap<>();

    Known known(BatchId batch) {
        TreeMap<Long, Long> taken = ranges.get(batch.instance());
        if (taken == null) {
            return Known.NOTHING;
        }
        Map.Entry<Long, Long> before = taken.floorEntry(batch.first());
        if (before != null && before.getValue() >= batch.end()) {
            return Known.ALL;
        }
        boolean overlapsBefore = before != null && before.getValue() > batch.first();
        boolean overlapsAfter =
                !taken.subMap(batch.first(), true, batch.end(), false).isEmpty();
        return overlapsBefore || overlapsAfter ? Known.PART : Known.NOTHING;
    }

    void add(BatchId batch) {
        TreeMap<Long, Long> taken = ranges.computeIfAbsent(batch.instance(), any -> new TreeMap<>());
        long from = batch.first();
        long to = batch.end();
        Map.Entry<Long, Long> before = taken.floorEntry(from);
        if (before != null && before.getValue() >= from) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        // Whatever begins inside the new range, or where it ends, becomes a part of it.
        for (Map.Entry<Long, Long> after = taken.ceilingEntry(from);
                after != null && after.getKey() <= to;
                after = taken.ceilingEntry(from)) {
            to = Math.max(to, after.getValue());
            taken.remove(after.getKey());
        }
        taken.put(from, to);
    }

    void clear() {
        ranges.clear();
    }

    /** How many ranges there are, over all processes. */
    int size() {
        return ranges.values().stream().mapToInt(TreeMap::size).sum();
    }
}
