package dev.rollcall.backend.query;

import dev.rollcall.backend.query.TimeWindow.Bucket;

/**
 * Where a question of a window is answered from: the sums when they say all about the window, else the events, in the same columns;
 * end points alone have two files, because one reading of the events tells their durations too. Both give the same answer, so long as the events of the window are kept.
 */
final class Sources {
    /** Sums by API, customer and day: {@code source_days.sql} and {@code source_events.sql}. */
    private static final SqlFile DAYS = new SqlFile("source_days");

    private static final SqlFile EVENTS = new SqlFile("source_events");

    /** Requests by the bucket of their duration. */
    private static final SqlFile DURATION_DAYS = new SqlFile("source_duration_days");

    private static final SqlFile DURATION_API_DAYS = new SqlFile("source_duration_api_days");

    private static final SqlFile DURATION_ROUTE_DAYS = new SqlFile("source_duration_route_days");

    private static final SqlFile DURATION_EVENTS = new SqlFile("source_duration_events");

    /** Sums by API, hour, method, route and class of status. */
    private static final SqlFile ROUTE_HOURS = new SqlFile("source_route_hours");

    private static final SqlFile ROUTE_EVENTS = new SqlFile("source_route_events");

    private static final SqlFile DURATION_BUCKET = new SqlFile("duration_bucket");

    private Sources() {}

    /** {@code ${source}}: figures by customer and day. */
    static Query days(SqlFile file, TimeWindow window, Scope scope) {
        return bounded(file, window, scope).put("source", (window.isWholeDays() ? DAYS : EVENTS).text());
    }

    /** {@code ${source}}: figures by customer and point of the window. */
    static Query points(SqlFile file, TimeWindow window, Scope scope) {
        return bounded(file, window, scope).put("source", (window.hasDailyPoints() ? DAYS : EVENTS).text());
    }

    /** {@code ${source}}: durations by customer. */
    static Query customerDurations(SqlFile file, TimeWindow window, Scope scope) {
        return from(window.isWholeDays() ? DURATION_DAYS : DURATION_EVENTS, file, window, scope);
    }

    /** {@code ${source}}: durations by API. */
    static Query durations(SqlFile file, TimeWindow window, Scope scope) {
        return from(window.isWholeDays() ? daily(scope) : DURATION_EVENTS, file, window, scope);
    }

    /** {@code ${source}}: durations by API and point of the window. */
    static Query durationPoints(SqlFile file, TimeWindow window, Scope scope) {
        return from(window.hasDailyPoints() ? daily(scope) : DURATION_EVENTS, file, window, scope);
    }

    /** {@code ${source}}: the sums of durations by method and route, where these know what is asked. */
    static Query routeDurations(SqlFile file, TimeWindow window, Scope scope) {
        return from(DURATION_ROUTE_DAYS, file, window, scope);
    }

    /** {@code ${source}}: figures and durations by method and route, of the events. */
    static Query routesWithDurations(SqlFile file, TimeWindow window, Scope scope) {
        return from(DURATION_EVENTS, file, window, scope);
    }

    /** Whether the sums by method and route say all about a window and a scope: they do not know customers. */
    static boolean sumsKnowRoutes(TimeWindow window, Scope scope) {
        return window.isWholeDays() && !scope.isOneCustomer();
    }

    /** Of all customers together there are a thousandth of the rows that there are by customer. */
    private static SqlFile daily(Scope scope) {
        return scope.isOneCustomer() ? DURATION_DAYS : DURATION_API_DAYS;
    }

    private static Query from(SqlFile source, SqlFile file, TimeWindow window, Scope scope) {
        return bounded(file, window, scope).put("source", source.text());
    }

    /** {@code ${source}}: figures by method and route. */
    static Query routes(SqlFile file, TimeWindow window, Scope scope) {
        return from(sumsKnowRoutes(window, scope) ? ROUTE_HOURS : ROUTE_EVENTS, file, window, scope);
    }

    /** Values and pieces that say which requests: {@code :from}, {@code :to}, {@code :from_day}, {@code :to_day}, {@code ${scope}}. */
    static Query bounded(SqlFile file, TimeWindow window, Scope scope) {
        Query query = new Query(file)
                .setTime("from", window.fromMicros())
                .setTime("to", window.toMicros())
                .set("from_day", window.fromDay())
                .set("to_day", window.toDay())
                .put("point", window.bucket() == Bucket.HOUR ? "date_trunc('hour', ts)" : "date_trunc('day', ts)")
                .put("duration_bucket", DURATION_BUCKET.text());
        scope.narrow(query);
        return query;
    }
}
