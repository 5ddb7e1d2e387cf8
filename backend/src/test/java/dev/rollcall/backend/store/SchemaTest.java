package dev.rollcall.backend.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.query.Endpoints;
import dev.rollcall.backend.query.Questions;
import dev.rollcall.backend.query.Scope;
import dev.rollcall.backend.query.Windows;
import dev.rollcall.backend.store.steps.Steps;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that other versions wrote. Versions 3 and 4 of the tests lie beside this class: a step forward, and one that breaks. */
class SchemaTest {
    /** No duration is as long as two to this number of microseconds. */
    private static final int LONGEST_BITS = 62;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("events.duckdb");
    }

    @Test
    void a_file_without_any_tables_gets_those_of_the_newest_version() throws Exception {
        try (Connection connection = connect()) {
            connection.createStatement().execute("CREATE TABLE somebody_elses (x INTEGER)");
        }

        open().close();

        assertThat(number("SELECT version FROM schema_version")).isEqualTo(Schema.NEWEST);
        assertThat(number("SELECT count(*) FROM event")).isZero();
        assertThat(number("SELECT count(*) FROM somebody_elses")).isZero();
    }

    @Test
    void a_file_of_version_1_gets_the_sums_that_came_later_and_takes_more() throws Exception {
        List<ApiEvent> events = new Events(1).some(2000);
        for (int i = 0; i < 2 * LONGEST_BITS; i++) {
            // Just below a power of two and at it, where buckets begin; of rollups it is the sum.
            events.get(i).durationMicros = (1L << (i / 2)) - i % 2;
        }
        store(events.subList(0, 1900), "a");
        Path newest = file;
        file = directory.resolve("old.duckdb");
        try (Connection connection = connect()) {
            new Schema(Schema.class, 1).bring(connection);
            copyOf(newest, connection);
        }

        store(events.subList(1900, 2000), "b");

        Path old = file;
        file = newest;
        store(events.subList(1900, 2000), "b");
        for (String sums : SUMS) {
            file = old;
            List<String> migrated = rows(sums);
            file = newest;
            assertThat(migrated).as(sums).isNotEmpty().containsExactlyInAnyOrderElementsOf(rows(sums));
        }
    }

    @Test
    void what_was_deleted_before_the_sums_knew_it_is_told_as_unknown() throws Exception {
        store(new Events(1).some(500), "a");
        Path newest = file;
        file = directory.resolve("old.duckdb");
        try (Connection connection = connect()) {
            new Schema(Schema.class, 1).bring(connection);
            copyOf(newest, connection);
            connection.createStatement().execute("DELETE FROM event");
        }

        try (Database database = open()) {
            Endpoints endpoints = new Questions(database)
                    .ask(reader -> Endpoints.ask(
                            reader,
                            Windows.of(reader, Scope.ALL, "all", null, null, Instant.now()),
                            Scope.ALL,
                            100,
                            1_000_000));

            assertThat(endpoints.rows()).isNotEmpty().allSatisfy(row -> {
                assertThat(row.requests()).isPositive();
                assertThat(row.lastMicros()).isNull();
                assertThat(row.customers()).isNull();
                assertThat(row.durations().total()).isZero();
            });
        }
    }

    private static final List<String> SUMS = List.of(
            "SELECT api, method, route, day, bucket, sum(requests) FROM route_day_duration GROUP BY ALL",
            "SELECT api, day, bucket, sum(requests) FROM api_day_duration GROUP BY ALL",
            "SELECT api, hour, method, route, status_class, sum(requests), max(last_ts) FROM route_hour GROUP BY ALL",
            "SELECT api, customer_id, day, sum(requests), sum(duration_us) FROM customer_day GROUP BY ALL");

    /** What a file of version 1 with the same events has. */
    private static void copyOf(Path newest, Connection old) throws SQLException {
        try (Statement statement = old.createStatement()) {
            statement.execute("ATTACH '" + newest + "' AS newest (READ_ONLY)");
            for (String table : List.of("event", "batch", "customer_day", "customer_day_duration", "customer_name")) {
                statement.execute("INSERT INTO " + table + " FROM newest." + table);
            }
            statement.execute("INSERT INTO route_hour SELECT * EXCLUDE (last_ts) FROM newest.route_hour");
            statement.execute("DETACH newest");
        }
    }

    @Test
    void a_step_forward_keeps_the_events() throws Exception {
        store(new Events(1).some(100), "a");

        try (Connection connection = connect()) {
            new Schema(Steps.class, 3).bring(connection);
        }

        assertThat(number("SELECT version FROM schema_version")).isEqualTo(3);
        assertThat(number("SELECT count(*) FROM event WHERE colour = 'none'")).isEqualTo(100);
        assertThat(number("SELECT sum(requests) FROM customer_day")).isEqualTo(number("SELECT sum(count) FROM event"));
    }

    @Test
    void a_step_that_breaks_leaves_the_version_before_it() throws Exception {
        store(new Events(1).some(10), "a");

        try (Connection connection = connect()) {
            assertThatThrownBy(() -> new Schema(Steps.class, 4).bring(connection))
                    .isInstanceOf(SQLException.class);
        }

        assertThat(number("SELECT version FROM schema_version")).isEqualTo(3);
        assertThat(number("SELECT count(*) FROM event WHERE colour = 'none'")).isEqualTo(10);
        assertThat(number("SELECT count(*) FROM information_schema.tables WHERE table_name = 'half_a_step'"))
                .isZero();
    }

    @Test
    void a_file_of_a_newer_version_is_refused_and_not_touched() throws Exception {
        store(new Events(1).some(10), "a");
        try (Connection connection = connect()) {
            connection.createStatement().execute("UPDATE schema_version SET version = 999");
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("newer Rollcall")
                .hasMessageContaining("999");

        assertThat(number("SELECT version FROM schema_version")).isEqualTo(999);
        assertThat(number("SELECT count(*) FROM event")).isEqualTo(10);
    }

    private void store(List<ApiEvent> events, String instance) throws Exception {
        try (Database database = open();
                EventWriter writer = new EventWriter(database)) {
            writer.submit(new BatchId(instance, 0, events.size()), events)
                    .toCompletableFuture()
                    .get();
        }
    }

    private Database open() throws SQLException {
        return Database.open(file, directory.resolve("exports"), "300MB", 1);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:" + file);
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(rows.getString(i)).append(' ');
                }
                all.add(row.toString());
            }
        }
        return all;
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
