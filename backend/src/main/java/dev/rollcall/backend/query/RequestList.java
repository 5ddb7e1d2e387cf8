package dev.rollcall.backend.query;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which requests of a window are wanted, and in which order. What is null is not asked for.
 *
 * @param sort what to sort by; requests of the same value are in the order of arrival
 * @param descending whether the newest, longest, largest comes first
 * @param method exactly
 * @param statusClass 2 for 200 to 299, and so on
 * @param status exactly
 * @param route exactly
 * @param outcome exactly: {@code ok}, {@code aborted}, {@code timeout}, {@code error}
 * @param search a part of the path, route, end user, customer, user agent or error, in whatever case
 * @param limit how many at most
 * @param after the place behind which the page begins
 */
public record RequestList(
        Sort sort,
        boolean descending,
        @Nullable String method,
        @Nullable Integer statusClass,
        @Nullable Integer status,
        @Nullable String route,
        @Nullable String outcome,
        @Nullable String search,
        int limit,
        @Nullable After after) {
    /** What a history is sorted by. */
    public enum Sort {
        TIME("ts"),
        DURATION("duration"),
        /** Bytes of the response's body. */
        SIZE("response_bytes"),
        STATUS("status");

        private final String column;

        Sort(String column) {
            this.column = column;
        }
    }

    /** Where a text is looked for: each by itself, so that the engine looks once at a value that many requests have. */
    private static final List<String> SEARCHED =
            List.of("path", "route", "end_user", "customer_id", "customer_name", "user_agent", "error_type");

    /** A place in the history: behind the request of that sequence, which has this value of what it is sorted by. */
    public record After(long value, long sequence) {}

    /** The same, from another place on. */
    public RequestList from(@Nullable After place) {
        return new RequestList(sort, descending, method, statusClass, status, route, outcome, search, limit, place);
    }

    /** The same, of another length. */
    RequestList withLimit(int rows) {
        return new RequestList(sort, descending, method, statusClass, status, route, outcome, search, rows, after);
    }

    /** The place behind a row. */
    After behind(RequestRow row) {
        return new After(
                switch (sort) {
                    case TIME -> row.tsMicros();
                    case DURATION -> row.durationMicros();
                    case SIZE -> row.responseBytes();
                    case STATUS -> row.status();
                },
                row.sequence());
    }

    /** Puts the conditions and the order into a query. */
    void into(Query query) {
        StringBuilder conditions = new StringBuilder();
        exactly(query, conditions, "method", method);
        exactly(query, conditions, "route", route);
        exactly(query, conditions, "outcome", outcome);
        if (statusClass != null) {
            conditions.append(" AND status // 100 = :status_class");
            query.set("status_class", statusClass);
        }
        if (status != null) {
            conditions.append(" AND status = :status");
            query.set("status", status);
        }
        if (search != null) {
            conditions.append(SEARCHED.stream()
                    .map(column -> "contains(lower(" + column + "), lower(:search))")
                    .collect(Collectors.joining(" OR ", " AND (", ")")));
            query.set("search", search);
        }
        query.put("matching", conditions.toString())
                .put("after", place(query))
                .put("order", order())
                .set("limit", limit);
    }

    private static void exactly(Query query, StringBuilder conditions, String column, @Nullable String value) {
        if (value != null) {
            conditions.append(" AND ").append(column).append(" = :").append(column);
            query.set(column, value);
        }
    }

    /** Times are compared as times: the engine then reads no blocks but those that may hold the page. */
    private String order() {
        String direction = descending ? " DESC" : " ASC";
        return sort.column + direction + ", sequence" + direction;
    }

    private String place(Query query) {
        if (after == null) {
            return "";
        }
        String beyond = descending ? " < " : " > ";
        String column = sort.column;
        if (sort == Sort.TIME) {
            query.setTime("after_value", after.value);
        } else {
            query.set("after_value", after.value);
        }
        query.set("after_sequence", after.sequence);
        return " AND (" + column + beyond + ":after_value OR (" + column + " = :after_value AND sequence" + beyond
                + ":after_sequence))";
    }
}
