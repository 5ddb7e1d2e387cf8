package dev.rollcall.backend.query;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know of one customer in a window. What sums do not know (end users, plans, sources) goes back as far as events are
 * kept.
 *
 * @param endUsers the people behind it, most requests first, at most {@value #MOST_VALUES}
 * @param plans what it has subscribed to, likewise
 * @param sources the rules that found its id, likewise
 * @param apis the APIs it calls, most requests first
 */
public record CustomerProfile(
        CustomerRow customer, List<Value> endUsers, List<Value> plans, List<Value> sources, List<OfApi> apis) {
    /** How many values of a field are told. */
    public static final int MOST_VALUES = 20;

    private static final SqlFile FACETS = new SqlFile("facets");
    private static final SqlFile APIS = new SqlFile("customer_apis");

    /** A value of a field, how many requests had it, and when the last one did, in microseconds since 1970. */
    public record Value(String value, long requests, long lastMicros) {}

    /** An API, how many requests and errors (4xx, 5xx) it had, and when the last one was, in microseconds since 1970. */
    public record OfApi(String api, long requests, long errors, long lastMicros) {}

    /** Asks for that of the one customer of a scope; null when there never was a request of it. */
    public static @Nullable CustomerProfile ask(Reader reader, TimeWindow window, Scope scope, LocalDate today)
            throws SQLException {
        Activity activity = Activity.ask(
                        reader, scope.anyCustomer(), today, Collections.singletonList(scope.customer()))
                .get(scope.customer());
        if (activity == null) {
            return null;
        }
        long all = Totals.ask(reader, window, scope.anyCustomer()).requests();
        CustomerList one = CustomerList.top(1).withUnidentified();
        List<CustomerRow> rows =
                Customers.ask(reader, window, scope, one, all, today).rows();
        Map<String, List<Value>> values = values(reader, window, scope);
        return new CustomerProfile(
                rows.isEmpty() ? Customers.silent(activity, window) : rows.get(0),
                values.getOrDefault("end_user", List.of()),
                values.getOrDefault("plan", List.of()),
                values.getOrDefault("customer_source", List.of()),
                reader.all(
                        Sources.days(APIS, window, scope),
                        row -> new OfApi(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4))));
    }

    /** By the name of the field. */
    private static Map<String, List<Value>> values(Reader reader, TimeWindow window, Scope scope) throws SQLException {
        Map<String, List<Value>> values = new HashMap<>();
        reader.each(
                Sources.bounded(FACETS, window, scope).set("limit", MOST_VALUES),
                row -> values.computeIfAbsent(row.getString(1), field -> new ArrayList<>())
                        .add(new Value(row.getString(2), row.getLong(3), row.getLong(4))));
        return values;
    }
}
