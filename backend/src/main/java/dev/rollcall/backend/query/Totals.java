package dev.rollcall.backend.query;

import java.sql.SQLException;

/**
 * What all customers of a window come to; every request counts, also those in rollups.
 *
 * @param requests of customers and of the unidentified
 * @param customers how many with an id
 * @param unidentifiedRequests requests without a customer
 * @param averageMicros mean duration in microseconds; 0 without requests
 * @param requestBytes body bytes, at most the largest number that fits
 * @param durations for percentiles
 */
public record Totals(
        long requests,
        long customers,
        long unidentifiedRequests,
        long errors4xx,
        long errors5xx,
        double averageMicros,
        long requestBytes,
        long responseBytes,
        Distribution durations) {
    private static final SqlFile SQL = new SqlFile("totals");
    private static final SqlFile DURATIONS = new SqlFile("durations");

    /** Asks for those of a window and a scope. */
    public static Totals ask(Reader reader, TimeWindow window, Scope scope) throws SQLException {
        Distribution durations = new Distribution();
        reader.each(Sources.durations(DURATIONS, window, scope), row -> durations.add(row.getInt(1), row.getLong(2)));
        return reader.one(
                Sources.days(SQL, window, scope),
                row -> new Totals(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(1) == 0 ? 0 : row.getDouble(6) / row.getLong(1),
                        row.getLong(7),
                        row.getLong(8),
                        durations));
    }

    /** The part of the requests that were answered with 4xx or 5xx, from 0 to 1. */
    public double errorRate() {
        return requests == 0 ? 0 : (double) (errors4xx + errors5xx) / requests;
    }
}
