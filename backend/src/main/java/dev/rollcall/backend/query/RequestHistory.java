package dev.rollcall.backend.query;

import dev.rollcall.backend.query.RequestList.After;
import dev.rollcall.backend.query.RequestList.Sort;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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
    private static final SqlFile COUNT = new SqlFile("requests_count");

    /** How far a text is looked for first; then four times as far, and so on: what is common is found at once. */
    private static final long FIRST_SLICE_MICROS = 6 * TimeWindow.HOUR_MICROS;

    private static final int LONGER = 4;

    /** Asks for a page. */
    public static RequestHistory ask(Reader reader, TimeWindow window, Scope scope, RequestList list)
            throws SQLException {
        // One more than wanted tells whether there is a next page.
        RequestList wanted = list.withLimit(list.limit() + 1);
        boolean bySlices = list.search() != null && list.sort() == Sort.TIME;
        List<RequestRow> rows =
                bySlices ? askBySlices(reader, window, scope, wanted) : askAtOnce(reader, window, scope, wanted);
        if (rows.size() <= list.limit()) {
            return new RequestHistory(rows, null);
        }
        List<RequestRow> page = rows.subList(0, list.limit());
        return new RequestHistory(page, list.behind(page.get(page.size() - 1)));
    }

    /** How many rows there are, on all pages together. */
    public static long count(Reader reader, TimeWindow window, Scope scope, RequestList list) throws SQLException {
        Query query = Sources.bounded(COUNT, window, scope);
        list.into(query);
        return reader.one(query, row -> row.getLong(1));
    }

    private static List<RequestRow> askAtOnce(Reader reader, TimeWindow window, Scope scope, RequestList list)
            throws SQLException {
        Query query = Sources.bounded(SQL, window, scope);
        list.into(query);
        return reader.all(query, RequestHistory::row);
    }

    /** Looks at the time nearest to the page's beginning first: the engine has no index of texts, and would read the whole window. */
    private static List<RequestRow> askBySlices(Reader reader, TimeWindow window, Scope scope, RequestList list)
            throws SQLException {
        List<RequestRow> rows = new ArrayList<>();
        long from = window.fromMicros();
        long to = window.toMicros();
        After after = list.after();
        // Requests of the same microsecond may be on both sides of the place.
        if (after != null && list.descending()) {
            to = after.value() < to ? after.value() + 1 : to;
        } else if (after != null) {
            from = Math.max(from, after.value());
        }
        for (long length = FIRST_SLICE_MICROS; from < to && rows.size() < list.limit(); length *= LONGER) {
            long cut = list.descending() ? Math.max(from, to - length) : Math.min(to, from + length);
            TimeWindow slice = list.descending()
                    ? new TimeWindow(window.name(), cut, to, window.bucket())
                    : new TimeWindow(window.name(), from, cut, window.bucket());
            rows.addAll(askAtOnce(reader, slice, scope, list.withLimit(list.limit() - rows.size())));
            if (list.descending()) {
                to = cut;
            } else {
                from = cut;
            }
        }
        return rows;
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
