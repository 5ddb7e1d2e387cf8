package dev.rollcall.backend.query;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the widgets of a dashboard show.
 *
 * @param newCustomers customers whose first request ever is in the window
 * @param activeCustomers customers with a request in the window
 * @param averageRequests requests of customers with an id, by customer; 0 when there is none
 * @param recent the customers with the most recent requests
 * @param fresh of the new customers those whose first request is the latest, at most {@link #LENGTH}; the busiest of these first
 * @param favourites those that a user has marked, if they ever had a request: most requests first, then those without any in the
 *     window, who was heard of last first; at most {@link #MOST_FAVOURITES}
 * @param top the customers with most requests
 */
public record Overview(
        long newCustomers,
        long activeCustomers,
        double averageRequests,
        List<CustomerRow> recent,
        List<CustomerRow> fresh,
        List<CustomerRow> favourites,
        List<CustomerRow> top) {
    /** How many customers a list of a dashboard has. */
    public static final int LENGTH = 10;

    /** How many favourites are told. */
    static final int MOST_FAVOURITES = 100;

    private static final SqlFile NEW = new SqlFile("new_customers");

    /** Asks for that of a window and an API or the workspace. */
    public static Overview ask(Reader reader, TimeWindow window, Scope scope, Set<String> favourites, LocalDate today)
            throws SQLException {
        Totals totals = Totals.ask(reader, window, scope);
        Set<String> fresh = new LinkedHashSet<>();
        long[] count = {0};
        reader.each(Sources.bounded(NEW, window, scope).set("limit", LENGTH), row -> {
            count[0] = row.getLong(2);
            fresh.add(row.getString(1));
        });
        List<List<CustomerRow>> lists = Customers.ask(
                reader,
                window,
                scope,
                List.of(
                        CustomerList.recent(LENGTH),
                        CustomerList.of(fresh, LENGTH),
                        CustomerList.of(favourites, MOST_FAVOURITES),
                        CustomerList.top(LENGTH)),
                totals.requests(),
                today);
        long identified = totals.requests() - totals.unidentifiedRequests();
        return new Overview(
                count[0],
                totals.customers(),
                totals.customers() == 0 ? 0 : (double) identified / totals.customers(),
                lists.get(0),
                lists.get(1),
                withSilent(reader, window, scope, lists.get(2), favourites, today),
                lists.get(3));
    }

    /** That a favourite has gone silent is what whoever marked it wants to know most. */
    private static List<CustomerRow> withSilent(
            Reader reader,
            TimeWindow window,
            Scope scope,
            List<CustomerRow> heard,
            Set<String> favourites,
            LocalDate today)
            throws SQLException {
        List<@Nullable String> silent = new ArrayList<>(favourites);
        heard.forEach(row -> silent.remove(row.customerId()));
        int room = MOST_FAVOURITES - heard.size();
        if (silent.isEmpty() || room == 0) {
            return heard;
        }
        List<CustomerRow> all = new ArrayList<>(heard);
        Activity.ask(reader, scope.anyCustomer(), today, silent).values().stream()
                .sorted(Comparator.comparingLong(Activity::lastMicros)
                        .reversed()
                        .thenComparing(activity -> String.valueOf(activity.customerId())))
                .limit(room)
                .forEach(activity -> all.add(Customers.silent(activity, window)));
        return all;
    }

    /** The customer with most requests; null when nobody has any. */
    public @Nullable CustomerRow topCustomer() {
        return top.isEmpty() ? null : top.get(0);
    }
}
