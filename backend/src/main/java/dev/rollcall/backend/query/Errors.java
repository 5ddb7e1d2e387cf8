package dev.rollcall.backend.query;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong for whom.
 *
 * @param customers those with errors, most errors first, at most {@value #MOST}
 * @param statuses statuses of 400 and above, in order; of the events that are still kept
 */
public record Errors(List<OfCustomer> customers, List<OfStatus> statuses) {
    /** How many customers are told. */
    public static final int MOST = 200;

    private static final SqlFile SQL = new SqlFile("errors");
    private static final SqlFile STATUSES = new SqlFile("statuses");

    /** A customer with errors; the id is null for the unidentified. */
    public record OfCustomer(
            @Nullable String customerId, @Nullable String name, long requests, long errors4xx, long errors5xx) {
        /** The part of the requests that were answered with 4xx or 5xx, from 0 to 1. */
        public double errorRate() {
            return (double) (errors4xx + errors5xx) / requests;
        }
    }

    /** A status, and how many requests were answered with it. */
    public record OfStatus(int status, long requests) {}

    /** Asks for that of a window and a scope. */
    public static Errors ask(Reader reader, TimeWindow window, Scope scope) throws SQLException {
        return new Errors(
                reader.all(
                        Sources.days(SQL, window, scope).set("limit", MOST),
                        row -> new OfCustomer(
                                row.getString(1), row.getString(2), row.getLong(3), row.getLong(4), row.getLong(5))),
                reader.all(
                        Sources.bounded(STATUSES, window, scope), row -> new OfStatus(row.getInt(1), row.getLong(2))));
    }
}
