package dev.rollcall.backend.store;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.core.event.DurationHistogram;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The sums over the events of one transaction, by each key of the tables {@code customer_day}, {@code customer_day_duration},
 * {@code route_hour}, {@code route_day_duration} and {@code api_day_duration}. Confined to the writer's thread.
 */
final class Sums {
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final long DAY_MICROS = 24 * HOUR_MICROS;

    private record CustomerDay(String api, @Nullable String customer, int day) {}

    private record RouteDay(
            String api, @Nullable String method, @Nullable String route, int day) {}

    private record ApiDay(String api, int day) {}

    private record RouteHour(
            String api,
            long hour,
            @Nullable String method,
            @Nullable String route,
            int statusClass) {}

    /** What a customer was called last, and what sort of thing its id names. */
    record CustomerName(@Nullable String name, @Nullable String kind) {
        /** These, and the earlier ones where there are none. */
        CustomerName over(CustomerName earlier) {
            return new CustomerName(name == null ? earlier.name : name, kind == null ? earlier.kind : kind);
        }
    }

    private static final class Total {
        long requests;
        long errors4xx;
        long errors5xx;
        long durationMicros;
        long requestBytes;
        long responseBytes;
        long firstMicros = Long.MAX_VALUE;
        long lastMicros = Long.MIN_VALUE;
        final DurationHistogram durations = new DurationHistogram();

        void add(ApiEvent event) {
            requests += event.count;
            durationMicros = sum(durationMicros, event.durationMicros);
            requestBytes = sum(requestBytes, event.requestBytes);
            responseBytes = sum(responseBytes, event.responseBytes);
            firstMicros = Math.min(firstMicros, event.epochMicros);
            lastMicros = Math.max(lastMicros, event.epochMicros);
            int statusClass = event.status / 100;
            errors4xx += statusClass == 4 ? event.count : 0;
            errors5xx += statusClass == 5 ? event.count : 0;
        }
    }

    private static void add(DurationHistogram durations, ApiEvent event) {
        int[] buckets = event.durationBuckets;
        if (buckets == null) {
            durations.record(event.durationMicros);
            return;
        }
        for (int i = 0; i < buckets.length; i += 2) {
            durations.add(buckets[i], buckets[i + 1]);
        }
    }

    /** Senders choose the numbers: a sum that no longer fits is as large as it gets, and not negative. */
    private static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private final Map<CustomerDay, Total> customerDays = new HashMap<>();
    private final Map<RouteHour, Total> routeHours = new HashMap<>();
    private final Map<RouteDay, DurationHistogram> routeDays = new HashMap<>();
    private final Map<String, CustomerName> names = new HashMap<>();

    /** Adds an event; one that is no request changes nothing. */
    void add(ApiEvent event) {
        if (event.kind == ApiEvent.Kind.STATUS) {
            return;
        }
        int day = (int) Math.floorDiv(event.epochMicros, DAY_MICROS);
        Total customer =
                customerDays.computeIfAbsent(new CustomerDay(event.api, event.customerId, day), any -> new Total());
        customer.add(event);
        add(customer.durations, event);
        add(
                routeDays.computeIfAbsent(
                        new RouteDay(event.api, event.method, event.route, day), any -> new DurationHistogram()),
                event);
        routeHours
                .computeIfAbsent(
                        new RouteHour(
                                event.api,
                                Math.floorDiv(event.epochMicros, HOUR_MICROS),
                                event.method,
                                event.route,
                                event.status / 100),
                        any -> new Total())
                .add(event);
        if (event.customerId != null && (event.customerName != null || event.customerKind != null)) {
            names.merge(
                    event.customerId,
                    new CustomerName(event.customerName, event.customerKind),
                    (earlier, later) -> later.over(earlier));
        }
    }

    /** Names and kinds of customers that came with the events. */
    Map<String, CustomerName> names() {
        return names;
    }

    /**
     * Writes them all, in the transaction of the connection.
     *
     * @return how many rows
     */
    int write(DuckDBConnection connection) throws SQLException {
        int rows = writeCustomers(connection);
        try (DuckDBAppender hours = connection.createAppender("route_hour")) {
            for (Map.Entry<RouteHour, Total> entry : routeHours.entrySet()) {
                write(hours, entry.getKey(), entry.getValue());
                rows++;
            }
        }
        return rows + writeRouteDays(connection) + writeApiDays(connection);
    }

    private int writeCustomers(DuckDBConnection connection) throws SQLException {
        int rows = 0;
        try (DuckDBAppender days = connection.createAppender("customer_day");
                DuckDBAppender durations = connection.createAppender("customer_day_duration")) {
            for (Map.Entry<CustomerDay, Total> entry : customerDays.entrySet()) {
                write(days, entry.getKey(), entry.getValue());
                CustomerDay key = entry.getKey();
                rows += 1
                        + writeDurations(
                                durations,
                                entry.getValue().durations,
                                row -> row.append(key.api).append(key.customer).appendEpochDays(key.day));
            }
        }
        return rows;
    }

    private int writeRouteDays(DuckDBConnection connection) throws SQLException {
        int rows = 0;
        try (DuckDBAppender durations = connection.createAppender("route_day_duration")) {
            for (Map.Entry<RouteDay, DurationHistogram> entry : routeDays.entrySet()) {
                RouteDay key = entry.getKey();
                rows += writeDurations(
                        durations,
                        entry.getValue(),
                        row -> row.append(key.api)
                                .append(key.method)
                                .append(key.route)
                                .appendEpochDays(key.day));
            }
        }
        return rows;
    }

    private int writeApiDays(DuckDBConnection connection) throws SQLException {
        Map<ApiDay, DurationHistogram> apiDays = new HashMap<>();
        routeDays.forEach((route, durations) -> apiDays.computeIfAbsent(
                        new ApiDay(route.api, route.day), any -> new DurationHistogram())
                .add(durations));
        int rows = 0;
        try (DuckDBAppender durations = connection.createAppender("api_day_duration")) {
            for (Map.Entry<ApiDay, DurationHistogram> entry : apiDays.entrySet()) {
                ApiDay key = entry.getKey();
                rows += writeDurations(
                        durations, entry.getValue(), row -> row.append(key.api).appendEpochDays(key.day));
            }
        }
        return rows;
    }

    /** Appends the columns of a row that say whose durations it has. */
    private interface Key {
        DuckDBAppender append(DuckDBAppender row) throws SQLException;
    }

    private static void write(DuckDBAppender days, CustomerDay key, Total total) throws SQLException {
        days.beginRow()
                .append(key.api)
                .append(key.customer)
                .appendEpochDays(key.day)
                .append(total.requests)
                .append(total.errors4xx)
                .append(total.errors5xx)
                .appendHugeInt(total.durationMicros, 0)
                .appendHugeInt(total.requestBytes, 0)
                .appendHugeInt(total.responseBytes, 0)
                .appendEpochMicros(total.firstMicros)
                .appendEpochMicros(total.lastMicros)
                .endRow();
    }

    private static int writeDurations(DuckDBAppender rows, DurationHistogram durations, Key key) throws SQLException {
        int written = 0;
        for (int bucket = durations.from(); bucket < durations.to(); bucket++) {
            int requests = durations.count(bucket);
            if (requests > 0) {
                key.append(rows.beginRow())
                        .append((short) bucket)
                        .append((long) requests)
                        .endRow();
                written++;
            }
        }
        return written;
    }

    private static void write(DuckDBAppender hours, RouteHour key, Total total) throws SQLException {
        hours.beginRow()
                .append(key.api)
                .appendEpochMicros(key.hour * HOUR_MICROS)
                .append(key.method)
                .append(key.route)
                .append((byte) key.statusClass)
                .append(total.requests)
                .appendHugeInt(total.durationMicros, 0)
                .appendHugeInt(total.requestBytes, 0)
                .appendHugeInt(total.responseBytes, 0)
                .appendEpochMicros(total.lastMicros)
                .endRow();
    }
}
