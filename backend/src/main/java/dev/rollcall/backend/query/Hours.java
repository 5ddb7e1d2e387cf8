package dev.rollcall.backend.query;

import java.sql.SQLException;

/**
 * When requests come, in UTC.
 *
 * @param requests by hour of the day, 0 to 23
 * @param errors those of them that were answered with 4xx or 5xx
 * @param weekdays requests by day of the week, Monday first
 */
public record Hours(long[] requests, long[] errors, long[] weekdays) {
    private static final SqlFile SQL = new SqlFile("hours");

    /** Asks for that of a window and a scope. */
    public static Hours ask(Reader reader, TimeWindow window, Scope scope) throws SQLException {
        Hours hours = new Hours(new long[24], new long[24], new long[7]);
        reader.each(Sources.routes(SQL, window, scope), row -> {
            int hour = row.getInt(1);
            hours.requests[hour] += row.getLong(3);
            hours.errors[hour] += row.getLong(4);
            hours.weekdays[row.getInt(2) - 1] += row.getLong(3);
        });
        return hours;
    }
}
