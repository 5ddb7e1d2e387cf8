package dev.rollcall.backend;

import static dev.rollcall.backend.RunningBackend.PASSWORD;
import static dev.rollcall.backend.RunningBackend.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.backend.hostile.Strange;
import dev.rollcall.backend.http.Limits;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepingTest {
    private static final String SUMS =
            "SELECT hash(list(row_text ORDER BY row_text)) // 2 FROM (SELECT concat_ws('|', api, customer_id,"
                    + " day, sum(requests), sum(errors_4xx), sum(errors_5xx), sum(duration_us), sum(request_bytes), sum(response_bytes),"
                    + " min(first_ts), max(last_ts)) AS row_text FROM customer_day GROUP BY api, customer_id, day)";
    private static final String EVENTS =
            "SELECT hash(list(row_text ORDER BY row_text)) // 2 FROM (SELECT CAST(to_json(kept) AS VARCHAR)"
                    + " AS row_text FROM (SELECT * EXCLUDE (sequence) FROM event) kept)";

    @TempDir
    Path data;

    @TempDir
    Path other;

    private final Instant now = Instant.now();
    private RunningBackend running;
    private int next;

    @BeforeEach
    void start() throws Exception {
        running = RunningBackend.in(data);
        running.signIn("admin", PASSWORD);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void events_older_than_they_are_to_be_kept_go_and_their_sums_stay() throws Exception {
        deliver("old", 91);
        deliver("old", 200);
        deliver("young", 89);
        long requests = running.number("SELECT sum(requests) FROM customer_day");

        assertThat(running.backend.housekeeping().run().get()).isEqualTo(2);

        assertThat(running.number("SELECT count(*) FROM event")).isEqualTo(1);
        assertThat(running.number("SELECT count(*) FROM event WHERE customer_id = 'young'"))
                .isEqualTo(1);
        assertThat(running.number("SELECT sum(requests) FROM customer_day"))
                .isEqualTo(requests)
                .isEqualTo(3);
        assertThat(running.number("SELECT sum(requests) FROM customer_day WHERE customer_id = 'old'"))
                .isEqualTo(2);
    }

    @Test
    void with_retention_0_nothing_goes() throws Exception {
        running.close();
        running = RunningBackend.in(
                data, Limits.ofThisMachine(), Clock.systemUTC(), settings -> settings.retentionDays = 0);
        deliver("old", 3000);

        assertThat(running.backend.housekeeping().run().get()).isZero();

        assertThat(running.number("SELECT count(*) FROM event")).isEqualTo(1);
    }

    @Test
    void a_backup_that_is_made_while_events_come_in_can_take_the_place_of_the_store() throws Exception {
        deliver("acme", 1);
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Integer> sender = CompletableFuture.supplyAsync(() -> {
            int sent = 0;
            while (!enough.get()) {
                deliver("during", 0);
                sent++;
            }
            return sent;
        });
        HttpResponse<String> answer;
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> running.number("SELECT count(*) FROM event") > 3);
            answer = running.json("POST", "/api/admin/backup", "{}");
        } finally {
            enough.set(true);
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        long inBackup = number(answer.body(), "events");
        assertThat(inBackup).isGreaterThan(3);
        int sent = sender.get();
        assertThat(running.number("SELECT count(*) FROM event")).isEqualTo(1 + sent);

        Path backup = data.resolve("backups").resolve(text(answer.body(), "file"));
        Files.copy(backup.resolve("events.duckdb"), other.resolve("events.duckdb"));
        Files.copy(backup.resolve("accounts.duckdb"), other.resolve("accounts.duckdb"));
        try (RunningBackend restored = RunningBackend.in(other)) {
            assertThat(restored.number("SELECT count(*) FROM event")).isEqualTo(inBackup);
            assertThat(restored.number("SELECT sum(requests) FROM customer_day"))
                    .isEqualTo(inBackup);
            assertThat(restored.number("SELECT sum(requests) FROM route_hour")).isEqualTo(inBackup);
            assertThat(restored.signIn("admin", PASSWORD).statusCode()).isEqualTo(200);
            assertThat(restored.backend.firstStart()).isNull();
            restored.deliver("[" + event(900_000, "after", now.toString()) + "]");
            assertThat(restored.number("SELECT count(*) FROM event")).isEqualTo(inBackup + 1);
        }
    }

    @Test
    void what_is_exported_can_be_taken_into_another_store_once() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            String time = now.minus(i % 40, ChronoUnit.DAYS)
                    .truncatedTo(ChronoUnit.MICROS)
                    .toString();
            many.append(event(number(), "c" + i % 7, time)).append('\n');
        }
        running.deliver(many.toString());
        deliverWithEverything();
        int all = 52 + deliverStrangers();
        HttpResponse<String> exported = running.json("POST", "/api/admin/export", "{}");
        assertThat(exported.statusCode()).as(exported.body()).isEqualTo(200);
        assertThat(number(exported.body(), "events")).isEqualTo(all);
        String name = text(exported.body(), "file");
        assertThat(number(exported.body(), "bytes"))
                .isEqualTo(Files.size(data.resolve("exports").resolve(name)));

        try (RunningBackend second = RunningBackend.in(other)) {
            second.signIn("admin", PASSWORD);
            Files.copy(
                    data.resolve("exports").resolve(name),
                    other.resolve("exports").resolve(name));
            HttpResponse<String> first = second.json("POST", "/api/admin/import", "{\"file\":\"" + name + "\"}");
            HttpResponse<String> again = second.json("POST", "/api/admin/import", "{\"file\":\"" + name + "\"}");

            assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
            assertThat(number(first.body(), "events")).isEqualTo(all);
            assertThat(number(again.body(), "events")).isZero();
            assertThat(number(again.body(), "duplicates")).isEqualTo(all);
            assertThat(second.number(SUMS)).isEqualTo(running.number(SUMS));
            assertThat(second.number(EVENTS)).isEqualTo(running.number(EVENTS));
            assertThat(second.number("SELECT count(*) FROM event WHERE properties['region'] = 'eu \"west\"'"
                            + " AND duration_buckets = [116, 2, 120, 1]"))
                    .isEqualTo(1);
        }
    }

    @Test
    void an_export_holds_the_time_that_was_asked_for() throws Exception {
        deliver("a", 1);
        deliver("b", 10);
        deliver("c", 20);

        String from = now.minus(15, ChronoUnit.DAYS).toString();
        String to = now.minus(5, ChronoUnit.DAYS).toString();
        HttpResponse<String> answer =
                running.json("POST", "/api/admin/export", "{\"from\":\"" + from + "\",\"to\":\"" + to + "\"}");

        assertThat(number(answer.body(), "events")).isEqualTo(1);
        assertThat(running.json("POST", "/api/admin/export", "{\"from\":\"" + to + "\",\"to\":\"" + from + "\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(running.json("POST", "/api/admin/export", "{\"from\":\"yesterday\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void events_that_would_be_deleted_at_once_are_left_out_of_an_import() throws Exception {
        deliver("young", 10);
        deliver("old", 100);
        String name = text(running.json("POST", "/api/admin/export", "{}").body(), "file");

        HttpResponse<String> answer = running.json("POST", "/api/admin/import", "{\"file\":\"" + name + "\"}");

        assertThat(number(answer.body(), "expired")).isEqualTo(1);
        assertThat(number(answer.body(), "duplicates")).isEqualTo(1);
    }

    @Test
    void only_files_of_the_directory_of_exports_are_taken() throws Exception {
        Files.writeString(data.resolve("exports").resolve("broken.parquet"), "no parquet");
        Files.writeString(data.resolve("outside.parquet"), "x");
        Files.createSymbolicLink(data.resolve("exports").resolve("link.parquet"), data.resolve("outside.parquet"));

        assertThat(take("broken.parquet")).isEqualTo(400);
        for (String name :
                new String[] {"../outside.parquet", "link.parquet", "none.parquet", "/etc/passwd", ".", "*.parquet"}) {
            assertThat(take(name)).as(name).isEqualTo(404);
        }
        assertThat(running.number("SELECT count(*) FROM event")).isZero();
    }

    @Test
    void an_import_takes_no_event_that_no_agent_sends() throws Exception {
        deliverWithEverything();
        Path exports = data.resolve("exports");
        Path good = exports.resolve(
                text(running.json("POST", "/api/admin/export", "{}").body(), "file"));
        long before = running.number(EVENTS);

        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("[116] AS duration_buckets", "they must be pairs");
        wrong.put("[116, 2] AS duration_buckets", "add up to count");
        wrong.put("[120, 2, 116, 1] AS duration_buckets", "they must rise");
        wrong.put("[99999, 3] AS duration_buckets", "be below");
        wrong.put("[116, -1, 120, 4] AS duration_buckets", "-1 requests in the bucket 116");
        wrong.put("CAST(NULL AS INTEGER[]) AS duration_buckets", "it has no duration_buckets");
        wrong.put("'api_request' AS kind", "one request has count 1 and no duration_buckets");
        wrong.put("'agent_status' AS kind", "count 0");
        wrong.put("-1 AS duration_us", "negative");
        wrong.put("5000000000 AS count", "5000000000");
        wrong.put("9223372036854775807 AS duration_us", "more than 4611686018427387903");
        wrong.put("9223372036854775807 AS response_bytes", "more than 4611686018427387903");
        wrong.put("0 AS count, [116, 0] AS duration_buckets", "its count is 0");
        wrong.put("CAST(NULL AS INTEGER) AS count, [116, 0] AS duration_buckets", "its count is 0");
        wrong.put("2000000000 AS count, [116, 2000000000] AS duration_buckets", "must be from 1 to 1073741824");
        wrong.put("7 AS status", "its status is 7");
        wrong.put("4000 AS status", "its status is 4000");
        wrong.put("TIMESTAMP '9999-01-01 00:00:00' AS ts", "more than a day ahead");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = connection.createStatement()) {
                statement.execute("COPY (SELECT * REPLACE (" + one.getKey() + ", uuid() AS event_id) FROM '" + good
                        + "' WHERE kind = 'api_request_rollup') TO '" + exports.resolve("wrong.parquet") + "'");
            }
            HttpResponse<String> answer = running.json("POST", "/api/admin/import", "{\"file\":\"wrong.parquet\"}");
            assertThat(answer.statusCode()).as(one.getKey()).isEqualTo(400);
            assertThat(answer.body()).contains(one.getValue());
        }
        assertThat(running.number(EVENTS)).isEqualTo(before);
        // It still takes what is right.
        assertThat(take(good.getFileName().toString())).isEqualTo(200);
    }

    private int take(String name) throws Exception {
        return running.json("POST", "/api/admin/import", "{\"file\":\"" + name + "\"}")
                .statusCode();
    }

    private void deliver(String customer, int daysAgo) {
        try {
            String time = now.minus(daysAgo, ChronoUnit.DAYS)
                    .truncatedTo(ChronoUnit.MICROS)
                    .toString();
            int status =
                    running.deliver("[" + event(number(), customer, time) + "]").statusCode();
            assertThat(status).isEqualTo(200);
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
        }
    }

    private synchronized int number() {
        return next++;
    }

    private void deliverWithEverything() throws Exception {
        String day = now.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(2).toString();
        String rollup =
                "{\"event_id\":\"8c1f0e5a-7d42-8b1e-9a6b-aaaaaaaaaaaa\",\"event\":\"api_request_rollup\",\"ts\":\""
                        + day
                        + "T10:00:00.123456Z\",\"duration_us\":5000,\"count\":3,\"duration_buckets\":[116,2,120,1],\"customer_id\":\"ä<b>\","
                        + "\"customer_name\":\"=1+1\",\"customer_accepted\":false,\"status\":404,\"service\":\"pay\","
                        + "\"properties\":{\"region\":\"eu \\\"west\\\"\",\"n\":7}}";
        String status = "{\"event_id\":\"8c1f0e5a-7d42-8b1e-9a6b-bbbbbbbbbbbb\",\"event\":\"agent_status\",\"ts\":\""
                + day + "T10:00:00Z\",\"service\":\"pay\",\"instance\":\"i\",\"properties\":{\"seen\":12}}";
        assertThat(running.deliver("[" + rollup + "," + status + "]").body()).contains("\"accepted\":2");
    }

    /** Every text that a sender may choose, in every field there is; gives how many events that were. */
    private int deliverStrangers() throws Exception {
        String time = now.minus(1, ChronoUnit.HOURS).toString();
        List<String> events = new ArrayList<>();
        for (Strange strange : Strange.ALL) {
            events.add(strange.request(UUID.randomUUID().toString(), time));
            events.add(strange.rollupOfTwo(UUID.randomUUID().toString(), time));
            events.add(strange.status(UUID.randomUUID().toString(), time));
        }
        assertThat(running.deliver('[' + String.join(",", events) + ']').body())
                .contains("\"accepted\":" + events.size() + ',');
        return events.size();
    }

    private static long number(String json, String field) {
        Matcher found = Pattern.compile("\"" + field + "\":(\\d+)").matcher(json);
        assertThat(found.find()).as(json).isTrue();
        return Long.parseLong(found.group(1));
    }

    private static String text(String json, String field) {
        Matcher found = Pattern.compile("\"" + field + "\":\"([^\"]+)\"").matcher(json);
        assertThat(found.find()).as(json).isTrue();
        return found.group(1);
    }
}
