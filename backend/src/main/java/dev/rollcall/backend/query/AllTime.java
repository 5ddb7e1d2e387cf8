package dev.rollcall.backend.query;

import java.sql.SQLException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days of the first and of the last request there ever was; both null when there was none.
 *
 * @param firstDay in UTC
 * @param lastDay in UTC; may be tomorrow, by the clock of a sender
 */
public record AllTime(
        @Nullable LocalDate firstDay, @Nullable LocalDate lastDay) {
    private static final SqlFile SQL = new SqlFile("all_time");

    /** Asks for those of a scope. */
    public static AllTime ask(Reader reader, Scope scope) throws SQLException {
        Query query = new Query(SQL);
        scope.narrow(query);
        return reader.one(query, row -> {
            int first = row.getInt(1);
            if (row.wasNull()) {
                return new AllTime(null, null);
            }
            return new AllTime(LocalDate.ofEpochDay(first), LocalDate.ofEpochDay(row.getInt(2)));
        });
    }

    /** Whether there was any request. */
    public boolean isEmpty() {
        return firstDay == null;
    }
}
