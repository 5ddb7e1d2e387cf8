package dev.rollcall.backend;

import static dev.rollcall.backend.RunningBackend.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program that watches over the backend is told. */
class HealthTest {
    @TempDir
    Path data;

    @Test
    void a_backend_that_can_store_nothing_is_not_well_until_it_can_again() throws Exception {
        try (RunningBackend running = RunningBackend.in(data)) {
            assertHealth(running, 200, "ok\n");

            change(running, "CREATE TABLE away AS FROM route_hour");
            change(running, "DROP TABLE route_hour");
            assertThat(deliver(running)).isEqualTo(503);
            // The sender is answered a moment before.
            await().untilAsserted(() -> assertHealth(running, 503, "failing\n"));

            change(running, "CREATE TABLE route_hour AS FROM away");
            // Whoever is told that it fails may send it nothing any more: it finds out by itself.
            await().untilAsserted(() -> assertHealth(running, 200, "ok\n"));
            assertThat(deliver(running)).isEqualTo(200);
        }
    }

    @Test
    void an_engine_that_has_given_up_is_told_once_and_nobody_waits_for_it() throws Exception {
        try (RunningBackend running = RunningBackend.in(data)) {
            List<String> told = new CopyOnWriteArrayList<>();
            running.backend.onGivenUp(told::add);
            assertThat(deliver(running)).isEqualTo(200);
            // As a full disk would have it.
            change(running, "SET GLOBAL debug_checkpoint_abort = 'before_header'");
            assertThatThrownBy(() -> change(running, "CHECKPOINT")).hasMessageContaining("FATAL");

            assertThat(deliver(running)).isEqualTo(503);
            await().untilAsserted(() -> assertHealth(running, 503, "stopped\n"));
            assertThat(deliver(running)).isEqualTo(503);
            assertThat(told).hasSize(1);
        }
        try (RunningBackend again = RunningBackend.in(data)) {
            assertThat(again.number("SELECT count(*) FROM event")).isEqualTo(1);
            assertHealth(again, 200, "ok\n");
        }
    }

    private static int deliver(RunningBackend running) throws Exception {
        return running.deliver("[" + event(1, "acme", Instant.now().toString()) + "]")
                .statusCode();
    }

    private static void assertHealth(RunningBackend running, int status, String word) throws Exception {
        HttpResponse<String> answer = running.get("/healthz");
        assertThat(answer.body()).isEqualTo(word);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private static void change(RunningBackend running, String sql) throws SQLException {
        running.backend.database().read(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }
}
