package dev.rollcall.backend.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes one row of the several that a key of the sums may have, now and then, in the transaction of the writer: appending is cheap, and
 * looking each key up is not. Only days that were added to are made anew.
 */
final class Compaction {
    /** How many rows of sums are appended in between: a few hundred thousand cost a query little. */
    private static final int EVERY_ROWS = 300_000;

    private static final String[] TABLES = {
        "customer_day", "customer_day_duration", "route_hour", "route_day_duration", "api_day_duration"
    };

    private static final String[] DAYS = {"day", "day", "CAST(hour AS DATE)", "day", "day"};

    private static final String[] SUMS = {
        "SELECT api, customer_id, day, sum(requests), sum(errors_4xx), sum(errors_5xx), sum(duration_us), sum(request_bytes),"
                + " sum(response_bytes), min(first_ts), max(last_ts) FROM customer_day WHERE day IN (FROM dirty_day)"
                + " GROUP BY api, customer_id, day ORDER BY day, api, customer_id",
        "SELECT api, customer_id, day, bucket, sum(requests) FROM customer_day_duration WHERE day IN (FROM dirty_day)"
                + " GROUP BY api, customer_id, day, bucket ORDER BY day, api, customer_id, bucket",
        "SELECT api, hour, method, route, status_class, sum(requests), sum(duration_us), sum(request_bytes),"
                + " sum(response_bytes), max(last_ts) FROM route_hour WHERE CAST(hour AS DATE) IN (FROM dirty_day)"
                + " GROUP BY api, hour, method, route, status_class ORDER BY hour, api, route, method, status_class",
        "SELECT api, method, route, day, bucket, sum(requests) FROM route_day_duration WHERE day IN (FROM dirty_day)"
                + " GROUP BY api, method, route, day, bucket ORDER BY day, api, route, method, bucket",
        "SELECT api, day, bucket, sum(requests) FROM api_day_duration WHERE day IN (FROM dirty_day)"
                + " GROUP BY api, day, bucket ORDER BY day, api, bucket"
    };

    private final Connection connection;
    private int rows;

    Compaction(Connection connection) {
        this.connection = connection;
    }

    /** Rows of sums were appended. */
    void written(int count) {
        rows += count;
    }

    /** Whether there are enough rows to make fewer of them. */
    boolean isDue() {
        return rows >= EVERY_ROWS;
    }

    /** Makes one row of several, in the transaction that is open. */
    void run() throws SQLException {
        // Also when it fails: the next time is after as many rows again.
        rows = 0;
        try (Statement statement = connection.createStatement()) {
            // Whether a key has several rows is asked of two small tables: the others get rows together with them.
            statement.execute("CREATE TEMP TABLE dirty_day AS SELECT day FROM customer_day GROUP BY day"
                    + " HAVING count(*) > count(DISTINCT (api, customer_id)) UNION SELECT day FROM api_day_duration"
                    + " GROUP BY day HAVING count(*) > count(DISTINCT (api, bucket))");
            for (int i = 0; i < TABLES.length; i++) {
                statement.execute("CREATE TEMP TABLE compact AS " + SUMS[i]);
                statement.execute("DELETE FROM " + TABLES[i] + " WHERE " + DAYS[i] + " IN (FROM dirty_day)");
                statement.execute("INSERT INTO " + TABLES[i] + " FROM compact");
                statement.execute("DROP TABLE compact");
            }
            statement.execute("DROP TABLE dirty_day");
        }
    }
}
