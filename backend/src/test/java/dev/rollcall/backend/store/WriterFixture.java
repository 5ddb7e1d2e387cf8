package dev.rollcall.backend.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.event.ApiEvent;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store with its writer, and what its tables have to say of the events that it was given. */
abstract class WriterFixture {
    @TempDir
    Path directory;

    final Events events = new Events(1);
    Database database;
    EventWriter writer;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(directory.resolve("events.duckdb"), directory.resolve("exports"), "500MB", 2);
        writer = new EventWriter(database);
    }

    @AfterEach
    void close() throws Exception {
        writer.close();
        database.close();
    }

    /** The sums say what the events say, which a naive loop over them says too. */
    void assertSums(List<ApiEvent> expected) throws SQLException {
        long requests = expected.stream().mapToLong(event -> event.count).sum();
        long micros = expected.stream().mapToLong(event -> event.durationMicros).sum();
        long errors = expected.stream()
                .filter(event -> event.status >= 400)
                .mapToLong(event -> event.count)
                .sum();
        assertThat(number("SELECT sum(count) FROM event")).isEqualTo(requests);
        assertThat(number("SELECT sum(requests) FROM customer_day")).isEqualTo(requests);
        assertThat(number("SELECT sum(errors_4xx + errors_5xx) FROM customer_day"))
                .isEqualTo(errors);
        assertThat(number("SELECT sum(duration_us) FROM customer_day")).isEqualTo(micros);
        assertThat(number("SELECT sum(requests) FROM customer_day_duration")).isEqualTo(requests);
        assertThat(number("SELECT sum(requests) FROM route_hour")).isEqualTo(requests);
        assertThat(number("SELECT sum(requests) FROM route_day_duration")).isEqualTo(requests);
        assertThat(number("SELECT sum(requests) FROM api_day_duration")).isEqualTo(requests);
        assertThat(number("SELECT sum(duration_us) FROM route_hour")).isEqualTo(micros);
        assertThat(
                        rows(
                                "SELECT api, customer_id, CAST(ts AS DATE), sum(count), min(ts), max(ts) FROM event GROUP BY ALL"))
                .containsExactlyInAnyOrderElementsOf(rows(
                        "SELECT api, customer_id, day, sum(requests), min(first_ts), max(last_ts) FROM customer_day"
                                + " GROUP BY api, customer_id, day"));
        assertThat(
                        rows(
                                "SELECT api, date_trunc('hour', ts), method, route, status // 100, sum(count) FROM event GROUP BY ALL"))
                .containsExactlyInAnyOrderElementsOf(
                        rows("SELECT api, hour, method, route, status_class, sum(requests) FROM route_hour"
                                + " GROUP BY api, hour, method, route, status_class"));
    }

    int store(@Nullable BatchId batch, List<ApiEvent> events) throws Exception {
        return submit(batch, events).get();
    }

    CompletableFuture<Integer> submit(@Nullable BatchId batch, List<ApiEvent> events) {
        CompletionStage<Integer> answer = writer.submit(batch, events);
        assertThat(answer).isNotNull();
        return answer.toCompletableFuture();
    }

    long number(String sql) throws SQLException {
        return database.read(reader -> {
            try (Statement statement = reader.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    List<List<String>> rows(String sql) throws SQLException {
        return database.read(reader -> {
            List<List<String>> all = new ArrayList<>();
            try (Statement statement = reader.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        row.add(String.valueOf(rows.getObject(i)));
                    }
                    all.add(row);
                }
            }
            return all;
        });
    }
}
