package dev.rollcall.backend.query;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The graph of a window: one point for each hour or day, also where there was nothing. */
public record Series(List<Point> points) {
    private static final SqlFile SQL = new SqlFile("series");
    private static final SqlFile DURATIONS = new SqlFile("series_durations");

    /**
     * One point of the graph; means and percentiles are null without requests.
     *
     * @param atMicros when it begins, in microseconds since 1970
     * @param averageMicros mean duration in microseconds
     * @param averageRequestBytes mean size of a request's body
     */
    public record Point(
            long atMicros,
            long requests,
            long errors4xx,
            long errors5xx,
            @Nullable Double averageMicros,
            @Nullable Double averageRequestBytes,
            @Nullable Double averageResponseBytes,
            Distribution durations) {}

    /** Asks for that of a window and a scope. */
    public static Series ask(Reader reader, TimeWindow window, Scope scope) throws SQLException {
        Map<Long, Distribution> durations = new HashMap<>();
        reader.each(Sources.durationPoints(DURATIONS, window, scope), row -> {
            Distribution distribution = durations.computeIfAbsent(row.getLong(1), at -> new Distribution());
            distribution.add(row.getInt(2), row.getLong(3));
        });
        Map<Long, Point> points = new HashMap<>();
        reader.each(Sources.points(SQL, window, scope), row -> {
            long at = row.getLong(1);
            double requests = row.getLong(2);
            points.put(
                    at,
                    new Point(
                            at,
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getDouble(5) / requests,
                            row.getDouble(6) / requests,
                            row.getDouble(7) / requests,
                            durations.getOrDefault(at, new Distribution())));
        });
        List<Point> all = new ArrayList<>();
        for (Long at : window.points(Integer.MAX_VALUE)) {
            all.add(points.getOrDefault(at, new Point(at, 0, 0, 0, null, null, null, new Distribution())));
        }
        return new Series(all);
    }
}
