package dev.rollcall.backend.query;

import dev.rollcall.backend.query.Activity.Trend;
import dev.rollcall.backend.query.CustomerList.After;
import dev.rollcall.backend.query.CustomerList.Sort;
import dev.rollcall.backend.query.CustomerRow.Point;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The customers of a window, in two passes: first they are ranked, then what a row shows beside is asked for those of the page alone.
 *
 * @param rows at most as many as were asked for
 * @param next where the next page begins; null when there is none
 */
public record Customers(List<CustomerRow> rows, @Nullable After next) {
    /** How many points a row's series has at most, the last ones of its window. */
    public static final int MOST_POINTS = 366;

    private static final SqlFile SQL = new SqlFile("customers");
    private static final SqlFile COUNT = new SqlFile("customers_count");
    private static final SqlFile SERIES = new SqlFile("customer_series");
    private static final SqlFile DURATIONS = new SqlFile("customer_durations");

    private record Ranked(
            @Nullable String customerId,
            @Nullable String name,
            @Nullable String kind,
            long requests,
            long firstMicros,
            long lastMicros,
            long errors4xx,
            long errors5xx,
            double durationMicros,
            long requestBytes,
            long responseBytes) {}

    /**
     * Asks for a page of them.
     *
     * @param all the requests of the window and the scope, of which each has its share
     */
    public static Customers ask(
            Reader reader, TimeWindow window, Scope scope, CustomerList list, long all, LocalDate today)
            throws SQLException {
        // One more than wanted tells whether there is a next page.
        List<Ranked> ranked = rank(reader, window, scope, list.withLimit(list.limit() + 1));
        boolean isLast = ranked.size() <= list.limit();
        List<Ranked> page = isLast ? ranked : ranked.subList(0, list.limit());
        return new Customers(
                rows(reader, window, scope, page, all, today),
                isLast ? null : after(list.sort(), page.get(page.size() - 1)));
    }

    /** Asks for several short lists at once: what their rows show beside is asked for once for all of them. */
    static List<List<CustomerRow>> ask(
            Reader reader, TimeWindow window, Scope scope, List<CustomerList> lists, long all, LocalDate today)
            throws SQLException {
        List<List<Ranked>> ranked = new ArrayList<>();
        Map<@Nullable String, Ranked> any = new LinkedHashMap<>();
        for (CustomerList list : lists) {
            List<Ranked> page = rank(reader, window, scope, list);
            page.forEach(customer -> any.put(customer.customerId, customer));
            ranked.add(page);
        }
        Map<@Nullable String, CustomerRow> rows = new HashMap<>();
        for (CustomerRow row : rows(reader, window, scope, List.copyOf(any.values()), all, today)) {
            rows.put(row.customerId(), row);
        }
        List<List<CustomerRow>> answers = new ArrayList<>();
        for (List<Ranked> page : ranked) {
            List<CustomerRow> answer = new ArrayList<>();
            page.forEach(customer -> answer.add(Objects.requireNonNull(rows.get(customer.customerId))));
            answers.add(answer);
        }
        return answers;
    }

    private static List<Ranked> rank(Reader reader, TimeWindow window, Scope scope, CustomerList list)
            throws SQLException {
        Query query = Sources.days(SQL, window, scope);
        list.into(query);
        return reader.all(query, Customers::ranked);
    }

    /** How many customers with an id match a list, on all its pages together. */
    public static long count(Reader reader, TimeWindow window, Scope scope, CustomerList list) throws SQLException {
        Query query = Sources.days(COUNT, window, scope);
        list.matching(query);
        return reader.one(query, row -> row.getLong(1));
    }

    private static After after(Sort sort, Ranked last) {
        return new After(
                switch (sort) {
                    case ID -> 0;
                    case REQUESTS -> last.requests;
                    case RECENT -> last.lastMicros;
                },
                last.customerId);
    }

    private static Ranked ranked(ResultSet row) throws SQLException {
        return new Ranked(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getDouble(9),
                row.getLong(10),
                row.getLong(11));
    }

    private static List<CustomerRow> rows(
            Reader reader, TimeWindow window, Scope scope, List<Ranked> page, long all, LocalDate today)
            throws SQLException {
        if (page.isEmpty()) {
            return List.of();
        }
        List<@Nullable String> ids = new ArrayList<>();
        for (Ranked ranked : page) {
            ids.add(ranked.customerId);
        }
        Map<@Nullable String, Shape> shapes = shapes(reader, window, scope, ids);
        Map<@Nullable String, Activity> activities = Activity.ask(reader, scope.anyCustomer(), today, ids);
        List<Long> points = window.points(MOST_POINTS);
        List<CustomerRow> rows = new ArrayList<>();
        for (Ranked ranked : page) {
            Shape shape = shapes.getOrDefault(ranked.customerId, new Shape());
            Activity activity = activities.get(ranked.customerId);
            rows.add(new CustomerRow(
                    ranked.customerId,
                    ranked.name,
                    ranked.kind,
                    List.copyOf(shape.apis),
                    ranked.requests,
                    all == 0 ? 0 : (double) ranked.requests / all,
                    shape.activeDays(),
                    ranked.firstMicros,
                    ranked.lastMicros,
                    ranked.errors4xx,
                    ranked.errors5xx,
                    ranked.durationMicros / ranked.requests,
                    ranked.requestBytes,
                    ranked.responseBytes,
                    shape.durations,
                    shape.series(points),
                    activity == null ? Trend.STEADY : activity.trend(),
                    activity == null ? null : activity.growth()));
        }
        return rows;
    }

    /** A known customer in a window in which it has no requests. */
    static CustomerRow silent(Activity activity, TimeWindow window) {
        return new CustomerRow(
                activity.customerId(),
                activity.name(),
                activity.kind(),
                List.of(),
                0,
                0,
                0,
                null,
                null,
                0,
                0,
                0,
                0,
                0,
                new Distribution(),
                new Shape().series(window.points(MOST_POINTS)),
                activity.trend(),
                activity.growth());
    }

    /** What a row has beside its figures. */
    private static final class Shape {
        final Distribution durations = new Distribution();
        final TreeSet<String> apis = new TreeSet<>();
        final Map<Long, Long> requests = new HashMap<>();

        long activeDays() {
            return requests.keySet().stream()
                    .map(at -> Math.floorDiv(at, TimeWindow.DAY_MICROS))
                    .distinct()
                    .count();
        }

        List<Point> series(List<Long> points) {
            List<Point> series = new ArrayList<>();
            for (Long at : points) {
                series.add(new Point(at, requests.getOrDefault(at, 0L)));
            }
            return series;
        }
    }

    private static Map<@Nullable String, Shape> shapes(
            Reader reader, TimeWindow window, Scope scope, List<@Nullable String> ids) throws SQLException {
        Map<@Nullable String, Shape> shapes = new HashMap<>();
        for (String id : ids) {
            shapes.put(id, new Shape());
        }
        for (Query series : queriesOf(ids, () -> Sources.points(SERIES, window, scope))) {
            reader.each(series, row -> {
                Shape shape = Objects.requireNonNull(shapes.get(row.getString(1)));
                shape.apis.add(row.getString(2));
                shape.requests.merge(row.getLong(3), row.getLong(4), Long::sum);
            });
        }
        for (Query durations : queriesOf(ids, () -> Sources.customerDurations(DURATIONS, window, scope))) {
            reader.each(durations, row -> {
                Shape shape = Objects.requireNonNull(shapes.get(row.getString(1)));
                shape.durations.add(row.getInt(2), row.getLong(3));
            });
        }
        return shapes;
    }

    /**
     * Queries that are together about these customers: {@code ${customers}} is set. One for those with an id and one for the unidentified,
     * because the engine looks at the ids of a condition with OR row by row, and not once at an id that many rows have: six times as long.
     *
     * @param ids null is the unidentified
     */
    static List<Query> queriesOf(List<@Nullable String> ids, Supplier<Query> query) {
        List<String> known = new ArrayList<>();
        for (String id : ids) {
            if (id != null) {
                known.add(id);
            }
        }
        List<Query> queries = new ArrayList<>();
        if (!known.isEmpty()) {
            queries.add(query.get().put("customers", "customer_id IN (:ids)").set("ids", known));
        }
        if (known.size() < ids.size()) {
            queries.add(query.get().put("customers", "customer_id IS NULL"));
        }
        return queries;
    }
}
