package dev.rollcall.backend.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.store.steps.Steps;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that other versions wrote. Versions 2 and 3 of the tests lie beside this class: a step forward, and one that breaks. */
class SchemaTest {
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
    void a_file_of_version_1_keeps_its_events_and_takes_more() throws Exception {
        store(new Events(1).some(100), "a");
        assertThat(number("SELECT version FROM schema_version")).isEqualTo(1);

        try (Connection connection = connect()) {
            new Schema(Steps.class, 2).bring(connection);
        }

        assertThat(number("SELECT version FROM schema_version")).isEqualTo(2);
        assertThat(number("SELECT count(*) FROM event WHERE colour = 'none'")).isEqualTo(100);
        assertThat(number("SELECT sum(requests) FROM customer_day")).isEqualTo(number("SELECT sum(count) FROM event"));
    }

    @Test
    void a_step_that_breaks_leaves_the_version_before_it() throws Exception {
        store(new Events(1).some(10), "a");

        try (Connection connection = connect()) {
            assertThatThrownBy(() -> new Schema(Steps.class, 3).bring(connection))
                    .isInstanceOf(SQLException.class);
        }

        assertThat(number("SELECT version FROM schema_version")).isEqualTo(2);
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

    private long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
