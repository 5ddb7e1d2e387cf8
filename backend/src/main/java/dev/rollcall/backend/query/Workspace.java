package dev.rollcall.backend.query;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The home page.
 *
 * @param hasEvents whether there ever was a request, in whatever window
 * @param apis most requests first
 * @param topCustomers those with most requests over all APIs
 */
public record Workspace(boolean hasEvents, Totals totals, List<Api> apis, List<CustomerRow> topCustomers) {
    private static final SqlFile APIS = new SqlFile("apis");
    private static final SqlFile DURATIONS = new SqlFile("api_durations");

    /**
     * One API.
     *
     * @param customers how many with an id call it
     * @param lastMicros its last request in the window, in microseconds since 1970
     */
    public record Api(
            String api,
            long requests,
            long customers,
            long errors4xx,
            long errors5xx,
            long lastMicros,
            Distribution durations) {
        /** The part of the requests that were answered with 4xx or 5xx, from 0 to 1. */
        public double errorRate() {
            return (double) (errors4xx + errors5xx) / requests;
        }
    }

    /** Asks for that of a window. */
    public static Workspace ask(Reader reader, TimeWindow window, LocalDate today) throws SQLException {
        Totals totals = Totals.ask(reader, window, Scope.ALL);
        Map<String, Distribution> durations = new HashMap<>();
        reader.each(Sources.durations(DURATIONS, window, Scope.ALL), row -> {
            Distribution distribution = durations.computeIfAbsent(row.getString(1), api -> new Distribution());
            distribution.add(row.getInt(2), row.getLong(3));
        });
        List<Api> apis = reader.all(
                Sources.days(APIS, window, Scope.ALL),
                row -> new Api(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        durations.getOrDefault(row.getString(1), new Distribution())));
        CustomerList top = CustomerList.top(Overview.LENGTH);
        return new Workspace(
                !AllTime.ask(reader, Scope.ALL).isEmpty(),
                totals,
                apis,
                Customers.ask(reader, window, Scope.ALL, top, totals.requests(), today)
                        .rows());
    }
}
