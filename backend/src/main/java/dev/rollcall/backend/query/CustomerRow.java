package dev.rollcall.backend.query;

import dev.rollcall.backend.query.Activity.Trend;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One customer in a window, as lists and profiles show it.
 *
 * @param customerId as sent; null for the requests that have no customer
 * @param name what to call it, when a sender told
 * @param kind what sort of thing the id names: {@code org}, {@code client}, {@code user}, {@code api_key}, {@code service}
 * @param apis the names of the APIs it called in the window, in order
 * @param share its part of all requests of the window, from 0 to 1
 * @param activeDays days in UTC with requests
 * @param firstMicros its first request in the window, in microseconds since 1970; null without any
 * @param lastMicros its last request in the window; null without any
 * @param averageMicros mean duration in microseconds
 * @param series requests by point of the window, zeros included; the last {@link Customers#MOST_POINTS} points
 * @param trend how it does of late, whatever the window
 * @param growth last month against the one before; null when there was nothing before
 */
public record CustomerRow(
        @Nullable String customerId,
        @Nullable String name,
        @Nullable String kind,
        List<String> apis,
        long requests,
        double share,
        long activeDays,
        @Nullable Long firstMicros,
        @Nullable Long lastMicros,
        long errors4xx,
        long errors5xx,
        double averageMicros,
        long requestBytes,
        long responseBytes,
        Distribution durations,
        List<Point> series,
        Trend trend,
        @Nullable Double growth) {
    /** Requests of one point of a graph, which begins at that time, in microseconds since 1970. */
    public record Point(long atMicros, long requests) {}

    /** The part of its requests that were answered with 4xx or 5xx, from 0 to 1. */
    public double errorRate() {
        return requests == 0 ? 0 : (double) (errors4xx + errors5xx) / requests;
    }
}
