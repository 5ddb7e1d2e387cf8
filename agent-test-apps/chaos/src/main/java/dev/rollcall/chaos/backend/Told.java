package dev.rollcall.chaos.backend;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one event tells, as far as it matters here.
 *
 * @param id the event's, the same on every redelivery
 * @param kind {@code api_request}, {@code api_request_rollup} or {@code agent_status}
 * @param instance the run of the process it comes from
 * @param count how many requests it stands for
 * @param counters what an {@code agent_status} counts, by name; empty for all others
 */
public record Told(
        UUID id,
        String kind,
        @Nullable String instance,
        @Nullable String customer,
        @Nullable String path,
        long status,
        long count,
        Map<String, Long> counters) {
    private static final long SEQUENCE = (1L << 44) - 1;

    /** The event's number in its run: the last 44 bits of its id. */
    public long sequence() {
        return id.getLeastSignificantBits() & SEQUENCE;
    }

    public boolean isRequest() {
        return kind.equals("api_request");
    }

    public boolean isRollup() {
        return kind.equals("api_request_rollup");
    }
}
