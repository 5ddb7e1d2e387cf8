package dev.rollcall.backend.query;

import dev.rollcall.backend.query.RequestList.After;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the history: requests one by one, as far back as they are kept.
 *
 * @param rows at most as many as were asked for
 * @param next where the next page begins; null when there is none
 */
public record RequestHistory(
        List<RequestRow> rows, @Nullable After next) {
    private static final SqlFile SQL = new SqlFile("requests");

    /** Asks for a page. */
    public static RequestHistory ask(Reader reader, TimeWindow window, Scope scope, RequestList list)
            throws SQLException {
        Query query = Sources.bounded(SQL, window, scope);
        // One more than wanted tells whether there is a next page.
        list.withLimit(list.limit() + 1).into(query);
        List<RequestRow> rows = reader.all(query, RequestHistory::row);
        if (rows.size() <= list.limit()) {
            return new RequestHistory(rows, null);
        }
        List<RequestRow> page = rows.subList(0, list.limit());
        return new RequestHistory(page, list.behind(page.get(page.size() - 1)));
    }

    private static RequestRow row(ResultSet row) throws SQLException {
        return new RequestRow(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                row.getLong(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getInt(9),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                row.getString(13),
                row.getString(14),
                row.getString(15),
                row.getString(16),
                row.getString(17),
                row.getString(18),
                row.getString(19),
                row.getString(20),
                row.getString(21));
    }
}
