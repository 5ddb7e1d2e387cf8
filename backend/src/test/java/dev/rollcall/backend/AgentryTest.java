package dev.rollcall.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.http.Limits;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Senders that were written for Agentry's capture format, as its recipe shows it. */
class AgentryTest {
    @TempDir
    static Path data;

    private static RunningBackend running;

    @BeforeAll
    static void start() throws Exception {
        running = RunningBackend.in(data);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void one_event_as_in_the_recipe_becomes_a_request_of_its_customer() throws Exception {
        HttpResponse<String> answer = send(
                "default",
                "{\"event\":\"api_request\",\"distinct_id\":\"acme_corp\",\"properties\":{"
                        + "\"customer_id\":\"acme_corp\",\"plan\":\"pro\",\"endpoint\":\"/users/:id\",\"method\":\"GET\","
                        + "\"sdk_version\":\"1.2\",\"ip_country\":\"DE\",\"region\":\"eu\"}}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"ok\":true").contains("\"accepted\":1");
        assertThat(
                        running.number(
                                "SELECT count(*) FROM event WHERE api = 'default' AND customer_id = 'acme_corp'"
                                        + " AND plan = 'pro' AND route = '/users/:id' AND method = 'GET' AND sdk_version = '1.2'"
                                        + " AND country = 'DE' AND properties['region'] = 'eu' AND abs(epoch(ts) - epoch(now())) < 600"))
                .isEqualTo(1);
    }

    @Test
    void an_array_is_taken_and_what_is_wrong_in_it_named() throws Exception {
        HttpResponse<String> answer = send(
                "array",
                "[{\"event\":\"api_request\",\"distinct_id\":\"a\",\"timestamp\":1785500000},"
                        + "{\"event\":\"page_view\",\"distinct_id\":\"a\"},{\"distinct_id\":\"a\"},"
                        + "{\"event\":\"api_request\",\"distinct_id\":\"a\",\"timestamp\":1785500000123},"
                        + "{\"event\":\"api_request\",\"distinct_id\":\"a\",\"timestamp\":\"2026-07-31T12:13:20Z\"}]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"accepted\":3")
                .contains("\"index\":1")
                .contains("unknown_event")
                .contains("\"index\":2")
                .contains("missing_field");
        assertThat(running.number("SELECT count(*) FROM event WHERE api = 'array' AND date_trunc('second', ts) ="
                        + " TIMESTAMP '2026-07-31 12:13:20'"))
                .isEqualTo(3);
    }

    @Test
    void a_single_event_that_is_wrong_is_the_senders_error() throws Exception {
        assertThat(send("single", "{\"distinct_id\":\"a\"}").statusCode()).isEqualTo(400);
        assertThat(send("single", "{\"event\":\"api_request\",\"distinct_id\":\"" + "x".repeat(300) + "\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(running.number("SELECT count(*) FROM event WHERE api = 'single'"))
                .isZero();
    }

    @Test
    void events_one_after_another_are_answered_as_many_when_any_of_them_was_stored() throws Exception {
        HttpResponse<String> answer = send("row", "{\"event\":\"api_request\"} {\"event\":\"page_view\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"ok\":false", "\"accepted\":1", "\"index\":1", "unknown_event");
        assertThat(running.number("SELECT count(*) FROM event WHERE api = 'row'"))
                .isEqualTo(1);
    }

    @Test
    void what_is_nested_without_measure_in_the_properties_costs_its_event_alone() throws Exception {
        String good = "{\"event\":\"api_request\",\"distinct_id\":\"a\"}";
        String deep = "{\"event\":\"api_request\",\"properties\":{\"body\":" + "{\"a\":".repeat(5000) + "1"
                + "}".repeat(5000) + "}}";

        HttpResponse<String> answer = send("deep", "[" + good + "," + deep + "," + good + "]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"accepted\":2", "\"index\":1", "too_deep");
        assertThat(running.number("SELECT count(*) FROM event WHERE api = 'deep'"))
                .isEqualTo(2);
        assertThat(send("deep", deep).statusCode()).isEqualTo(400);
    }

    @Test
    void figures_are_taken_out_of_the_properties_as_numbers_or_texts() throws Exception {
        send(
                "figures",
                "{\"event\":\"api_request\",\"properties\":{\"customer_id\":42,\"status\":\"503\",\"duration_ms\":12.5,"
                        + "\"response_bytes\":99,\"nested\":{\"a\":[1]},\"request_bytes\":\"many\"}}");

        assertThat(
                        running.number(
                                "SELECT count(*) FROM event WHERE api = 'figures' AND customer_id = '42' AND status = 503"
                                        + " AND duration_us = 12500 AND response_bytes = 99 AND properties['request_bytes'] = 'many'"))
                .isEqualTo(1);
        assertThat(running.number("SELECT sum(errors_5xx) FROM customer_day WHERE api = 'figures'"))
                .isEqualTo(1);
    }

    @Test
    void an_event_with_an_id_of_its_senders_is_stored_once() throws Exception {
        String event = "{\"event\":\"api_request\",\"distinct_id\":\"a\",\"timestamp\":1785500000,"
                + "\"properties\":{\"event_id\":\"order-7\"}}";

        send("ids", event);
        send("ids", event);

        assertThat(running.number("SELECT count(*) FROM event WHERE api = 'ids'"))
                .isEqualTo(1);
    }

    @Test
    void an_event_without_a_time_is_known_by_its_id_however_late_it_comes_again(@TempDir Path other) throws Exception {
        String event = "{\"event\":\"api_request\",\"distinct_id\":\"a\",\"properties\":{\"event_id\":\"order-8\"}}";
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-08-20T23:58:11Z"));
        try (RunningBackend late = RunningBackend.in(other, Limits.ofThisMachine(), clock(now), settings -> {})) {
            for (Duration later : List.of(Duration.ZERO, Duration.ofMinutes(5), Duration.ofDays(6))) {
                now.updateAndGet(time -> time.plus(later));
                assertThat(send(late, "untimed", event).statusCode()).isEqualTo(200);
            }

            assertThat(late.number("SELECT count(*) FROM event")).isEqualTo(1);
            assertThat(late.number("SELECT sum(requests) FROM customer_day")).isEqualTo(1);
        }
    }

    private static Clock clock(AtomicReference<Instant> now) {
        return new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("there is one zone");
            }
        };
    }

    @Test
    void many_requests_in_one_event_count_as_many() throws Exception {
        send(
                "many",
                "{\"event\":\"api_request\",\"distinct_id\":\"a\",\"properties\":{\"count\":500,\"duration_ms\":1000,\"response_bytes\":5000}}");

        assertThat(running.number("SELECT sum(requests) FROM customer_day WHERE api = 'many'"))
                .isEqualTo(500);
        assertThat(running.number("SELECT sum(requests) FROM customer_day_duration WHERE api = 'many'"))
                .isEqualTo(500);
        // Times and bytes are those of all of them together.
        assertThat(running.number("SELECT sum(duration_us) FROM customer_day WHERE api = 'many'"))
                .isEqualTo(1_000_000);
        assertThat(running.number("SELECT sum(response_bytes) FROM customer_day WHERE api = 'many'"))
                .isEqualTo(5000);
    }

    @Test
    void whoever_is_anonymous_is_nobodys_customer() throws Exception {
        send("nobody", "{\"event\":\"api_request\",\"distinct_id\":\"anonymous\"}");
        send("nobody", "{\"event\":\"api_request\"}");

        assertThat(running.number("SELECT count(*) FROM event WHERE api = 'nobody' AND customer_id IS NULL"))
                .isEqualTo(2);
    }

    @Test
    void the_project_may_have_any_name_but_no_other_path() throws Exception {
        assertThat(send("my%20shop", "{\"event\":\"api_request\"}").statusCode())
                .isEqualTo(200);
        assertThat(running.number("SELECT count(*) FROM event WHERE api = 'my shop'"))
                .isEqualTo(1);
        assertThat(running.deliver("/v1/analytics/a/b/", "{}".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(404);
        assertThat(running.deliver("/v1/analytics/", "{}".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(404);
    }

    private static HttpResponse<String> send(String project, String body) throws Exception {
        return send(running, project, body);
    }

    private static HttpResponse<String> send(RunningBackend to, String project, String body) throws Exception {
        return to.deliver(
                "/v1/analytics/" + project + "/",
                body.getBytes(StandardCharsets.UTF_8),
                "User-Agent",
                "myapi-edge/1.0");
    }
}
