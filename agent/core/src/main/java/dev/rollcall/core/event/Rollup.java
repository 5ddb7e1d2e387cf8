package dev.rollcall.core.event;

import org.jspecify.annotations.Nullable;

/** Requests with one key, added up: what an {@code api_request_rollup} tells. Confined to one thread at a time. */
public final class Rollup {
    /** A rollup takes no more, so that its count is an integer wherever it is read; a new one is begun. */
    public static final int MAX_COUNT = 1 << 30;

    private static final long UNKNOWN = Long.MAX_VALUE;

    private final RollupKey key;
    private final DurationHistogram durations = new DurationHistogram();
    private int count;
    private long startMicros = UNKNOWN;
    private long durationMicros;
    private long requestBytes;
    private long responseBytes;

    /** Begins to count. */
    public Rollup(RollupKey key) {
        this.key = key;
    }

    /** Adds a request. */
    public void add(Event event) {
        add(event.startMicros, event.durationMicros, event.requestBytes, event.responseBytes);
    }

    /**
     * Adds a request.
     *
     * @param startMicros its start in microseconds since 1970
     */
    public void add(long startMicros, long durationMicros, long requestBytes, long responseBytes) {
        // First what can run out of memory: a request is counted whole or not at all.
        durations.record(durationMicros);
        count++;
        addSums(startMicros, durationMicros, requestBytes, responseBytes);
    }

    /** Adds requests of which only the sums are known yet; their durations follow with {@link #addDurations}. */
    public void addSums(long startMicros, long durationMicros, long requestBytes, long responseBytes) {
        this.startMicros = Math.min(this.startMicros, startMicros);
        this.durationMicros += durationMicros;
        this.requestBytes += requestBytes;
        this.responseBytes += responseBytes;
    }

    /** Adds requests whose duration is of one bucket of {@link DurationHistogram}. */
    public void addDurations(int bucket, int requests) {
        durations.add(bucket, requests);
        count += requests;
    }

    /** Adds another rollup of the same key, whose requests must have room here. */
    public void add(Rollup other) {
        durations.add(other.durations);
        count += other.count;
        addSums(other.startMicros, other.durationMicros, other.requestBytes, other.responseBytes);
    }

    public RollupKey key() {
        return key;
    }

    /** How many requests, at most {@link #MAX_COUNT}. */
    public int count() {
        return count;
    }

    /** When the earliest of the requests began, in microseconds since 1970; null when nobody could tell. */
    public @Nullable Long startMicros() {
        return startMicros == UNKNOWN ? null : startMicros;
    }

    /** The sum of all durations. */
    public long durationMicros() {
        return durationMicros;
    }

    /** The sum of all request bodies. */
    public long requestBytes() {
        return requestBytes;
    }

    /** The sum of all response bodies. */
    public long responseBytes() {
        return responseBytes;
    }

    /** How many requests took how long; to be read only. */
    public DurationHistogram durations() {
        return durations;
    }
}
