package dev.rollcall.core.pipeline;

import dev.rollcall.core.adapter.WeaveBook;
import dev.rollcall.core.event.EventBytes;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.event.StatusJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the destinations soon after the start, once a minute, and at the end, what the agent has woven and counted, so that a
 * backend can show the agents there are, and say of its own figures how complete they are. Confined to the drain thread.
 */
public final class Heartbeat {
    /** By then most servers have loaded what is woven, and whoever has just installed an agent still looks for it. */
    private static final long FIRST_NANOS = 10_000_000_000L;

    private static final long INTERVAL_NANOS = 60_000_000_000L;

    private final StatusJson json;
    private final WeaveBook weaveBook;
    private final long startNanos;
    private long lastNanos;
    private long pauseNanos = FIRST_NANOS;
    private boolean saidLast;

    /**
     * Begins to count the minutes.
     *
     * @param weaveBook asked for what is woven, each time
     * @param nowNanos the time by {@link System#nanoTime}
     */
    public Heartbeat(StatusJson json, WeaveBook weaveBook, long nowNanos) {
        this.json = json;
        this.weaveBook = weaveBook;
        this.startNanos = nowNanos;
        this.lastNanos = nowNanos;
    }

    /**
     * Whether a status is to be told now.
     *
     * @param ending whether the process is ending, which calls for a last one
     */
    boolean isDue(long nowNanos, boolean ending) {
        return nowNanos - lastNanos >= pauseNanos || (ending && !saidLast);
    }

    /** The status, as an event; valid until the next call. */
    EventBytes write(
            Instance instance,
            long sequence,
            long epochMicros,
            long nowNanos,
            List<Accounting> accountings,
            long headersTooLong) {
        lastNanos = nowNanos;
        pauseNanos = INTERVAL_NANOS;
        Map<String, Object> properties = new LinkedHashMap<>();
        String servers = weaveBook.servers();
        if (!servers.isEmpty()) {
            properties.put("woven", servers);
        }
        properties.put("uptime_s", (nowNanos - startNanos) / 1_000_000_000);
        properties.put("headers_too_long", headersTooLong);
        for (int i = 0; i < accountings.size(); i++) {
            // The first destination's figures have plain names; an agent with two destinations is the exception.
            add(properties, accountings.get(i), i == 0 ? "" : "_" + (i + 1));
        }
        return json.write(instance, sequence, epochMicros, properties);
    }

    /** The status that was written last was taken. One that was not is told again in a minute, or at once when it is the last. */
    void told(boolean ending) {
        saidLast = ending;
    }

    /** Whether the last status of the process was taken. */
    boolean hasSaidLast() {
        return saidLast;
    }

    private static void add(Map<String, Object> properties, Accounting accounting, String suffix) {
        properties.put("seen" + suffix, accounting.seen());
        properties.put("delivered" + suffix, accounting.delivered());
        properties.put("waiting" + suffix, accounting.waiting());
        properties.put("excluded" + suffix, accounting.excluded());
        properties.put("rolled_up" + suffix, accounting.rolledUp());
        properties.put("rolled_up_waiting" + suffix, accounting.rolledUpWaiting());
        properties.put("lost" + suffix, accounting.lost());
        for (Loss reason : Loss.values()) {
            if (accounting.lost(reason) > 0) {
                properties.put("lost_" + reason.wireName() + suffix, accounting.lost(reason));
            }
        }
        if (accounting.handedOver() > 0) {
            properties.put("handed_over" + suffix, accounting.handedOver());
        }
        if (accounting.hasAdopted()) {
            properties.put("adopted_delivered" + suffix, accounting.adoptedDelivered());
            properties.put("adopted_waiting" + suffix, accounting.adoptedWaiting());
            properties.put("adopted_expired" + suffix, accounting.adoptedExpired());
        }
    }
}
