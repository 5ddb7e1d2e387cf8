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
    private static final SqlFile SQL = new SqlFile("endpoints");
    private static final SqlFile CUSTOMERS = new SqlFile("endpoint_customers");
    private static final SqlFile DURATIONS = new SqlFile("endpoint_durations");

    /**
     * One end point.
     *
     * @param route null for requests whose route is not known
     * @param share its part of all requests of the scope, from 0 to 1
     * @param durations for percentiles; of the events that are still kept, as are the next two
     * @param customers how many customers with an id call it; null when it was not looked for
     * @param lastMicros its last request, in microseconds since 1970; null when no event is kept, or it was not looked for
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

    private record Callers(long customers, @Nullable Long lastMicros) {}

    /**
     * Asks for that of a window and a scope.
     *
     * @param detailsUpTo up to how many requests the events are looked through for durations, customers and last requests; with
     *     more, these are not told, because it would take seconds
     */
    public static Endpoints ask(Reader reader, TimeWindow window, Scope scope, int limit, long detailsUpTo)
            throws SQLException {
        List<Row> rows = reader.all(Sources.routes(SQL, window, scope).set("limit", limit), row -> {
            long requests = row.getLong(4);
            return new Row(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    requests,
                    (double) requests / row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getDouble(8) / requests,
                    new Distribution(),
                    null,
                    null);
        });
        boolean isMuch = !rows.isEmpty() && rows.get(0).requests / rows.get(0).share > detailsUpTo;
        return new Endpoints(isMuch ? rows : withDetails(reader, window, scope, rows));
    }

    private static List<Row> withDetails(Reader reader, TimeWindow window, Scope scope, List<Row> rows)
            throws SQLException {
        Map<Key, Callers> callers = new HashMap<>();
        reader.each(
                Sources.bounded(CUSTOMERS, window, scope),
                row -> callers.put(Key.of(row), new Callers(row.getLong(4), row.getLong(5))));
        Map<Key, Distribution> durations = new HashMap<>();
        reader.each(Sources.durationEvents(DURATIONS, window, scope), row -> {
            Distribution distribution = durations.computeIfAbsent(Key.of(row), key -> new Distribution());
            distribution.add(row.getInt(4), row.getLong(5));
        });
        List<Row> detailed = new ArrayList<>();
        for (Row row : rows) {
            Key key = new Key(row.api, row.method, row.route);
            Callers of = callers.getOrDefault(key, new Callers(0, null));
            detailed.add(new Row(
                    row.api,
                    row.method,
                    row.route,
                    row.requests,
                    row.share,
                    row.errors4xx,
                    row.errors5xx,
                    row.averageMicros,
                    durations.getOrDefault(key, new Distribution()),
                    of.customers,
                    of.lastMicros));
        }
        return detailed;
    }
}
