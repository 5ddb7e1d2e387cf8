package dev.rollcall.backend.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which end points are called: by API, method and route, most requests first. */
public record Endpoints(List<Row> rows) {
    private static final SqlFile SUMS = new SqlFile("endpoints");
    private static final SqlFile SUMS_OF_DURATIONS = new SqlFile("endpoint_durations");
    private static final SqlFile EVENTS = new SqlFile("endpoint_events");
    private static final SqlFile CUSTOMERS = new SqlFile("endpoint_customers");

    /**
     * One end point.
     *
     * @param route null for requests whose route is not known
     * @param share its part of all requests of the scope, from 0 to 1
     * @param durations for percentiles
     * @param customers how many customers with an id call it, by the events that are still kept; null when none is, or it was not looked for
     * @param lastMicros its last request, in microseconds since 1970; null when that was deleted before the sums knew it
     */
    public record Row(
            String api,
            @Nullable String method,
            @Nullable String route,
            long requests,
            double share,
            long errors4xx,
            long errors5xx,
            double averageMicros,
            Distribution durations,
            @Nullable Long customers,
            @Nullable Long lastMicros) {
        /** The part of the requests that were answered with 4xx or 5xx, from 0 to 1. */
        public double errorRate() {
            return (double) (errors4xx + errors5xx) / requests;
        }
    }

    private record Key(
            String api, @Nullable String method, @Nullable String route) {
        static Key of(ResultSet row) throws SQLException {
            return new Key(row.getString(1), row.getString(2), row.getString(3));
        }
    }

    private record Ranked(
            Key key,
            long requests,
            double share,
            long errors4xx,
            long errors5xx,
            double averageMicros,
            @Nullable Long lastMicros,
            Distribution durations) {
        static Ranked of(ResultSet row) throws SQLException {
            long requests = row.getLong(4);
            long time = row.getLong(9);
            // Asked at once: it is about the column that was read last.
            Long last = row.wasNull() ? null : Long.valueOf(time);
            return new Ranked(
                    Key.of(row),
                    requests,
                    (double) requests / row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getDouble(8) / requests,
                    last,
                    new Distribution());
        }

        static Ranked withDurations(ResultSet row) throws SQLException {
            Ranked ranked = of(row);
            // A bucket may be there once for each class of status.
            Object[] buckets = (Object[]) row.getArray(10).getArray();
            Object[] requests = (Object[]) row.getArray(11).getArray();
            for (int i = 0; i < buckets.length; i++) {
                ranked.durations.add(((Number) buckets[i]).intValue(), ((Number) requests[i]).longValue());
            }
            return ranked;
        }
    }

    /**
     * Asks for that of a window and a scope.
     *
     * @param countCustomersUpTo up to how many requests their events are looked through to count customers; with more, customers
     *     are not told, because it would take seconds
     */
    public static Endpoints ask(Reader reader, TimeWindow window, Scope scope, int limit, long countCustomersUpTo)
            throws SQLException {
        List<Ranked> ranked = Sources.sumsKnowRoutes(window, scope)
                ? ofSums(reader, window, scope, limit)
                : reader.all(
                        Sources.routesWithDurations(EVENTS, window, scope).set("limit", limit), Ranked::withDurations);
        Map<Key, Long> customers = customers(reader, window, scope, ranked, countCustomersUpTo);
        List<Row> rows = new ArrayList<>();
        for (Ranked one : ranked) {
            rows.add(new Row(
                    one.key.api,
                    one.key.method,
                    one.key.route,
                    one.requests,
                    one.share,
                    one.errors4xx,
                    one.errors5xx,
                    one.averageMicros,
                    one.durations,
                    customers.get(one.key),
                    one.lastMicros));
        }
        return new Endpoints(rows);
    }

    private static List<Ranked> ofSums(Reader reader, TimeWindow window, Scope scope, int limit) throws SQLException {
        List<Ranked> ranked = reader.all(Sources.routes(SUMS, window, scope).set("limit", limit), Ranked::of);
        Map<Key, Distribution> durations = new HashMap<>();
        ranked.forEach(one -> durations.put(one.key, one.durations));
        reader.each(Sources.routeDurations(SUMS_OF_DURATIONS, window, scope), row -> {
            Distribution of = durations.get(Key.of(row));
            if (of != null) {
                of.add(row.getInt(4), row.getLong(5));
            }
        });
        return ranked;
    }

    /** How many there are by end point, where that is known: not when it would take too long, nor of requests that were deleted. */
    private static Map<Key, Long> customers(
            Reader reader, TimeWindow window, Scope scope, List<Ranked> ranked, long countUpTo) throws SQLException {
        Map<Key, Long> customers = new HashMap<>();
        if (scope.isOneCustomer()) {
            // One customer is the only one, and those without an id are none.
            ranked.forEach(one -> customers.put(one.key, scope.customer() == null ? 0L : 1L));
        } else if (!ranked.isEmpty() && ranked.get(0).requests / ranked.get(0).share <= countUpTo) {
            reader.each(Sources.bounded(CUSTOMERS, window, scope), row -> customers.put(Key.of(row), row.getLong(4)));
        }
        return customers;
    }
}
