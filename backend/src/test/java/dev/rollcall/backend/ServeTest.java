package dev.rollcall.backend;

import static dev.rollcall.backend.RunningBackend.TOKEN;
import static dev.rollcall.backend.RunningBackend.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollcall.backend.http.Limits;
import dev.rollcall.backend.lab.Obstacle;
import dev.rollcall.backend.store.DataDirectoryTaken;
import dev.rollcall.backend.store.EventWriter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServeTest {
    private static final Set<String> PUBLIC =
            Set.of("GET /healthz", "GET /openapi.json", "GET /signin", "POST /api/login");

    @TempDir
    static Path data;

    private static RunningBackend running;
    private static int next;

    @BeforeAll
    static void start() throws Exception {
        running = RunningBackend.in(data);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void an_event_that_was_answered_with_200_is_stored_with_what_follows_from_it() throws Exception {
        String plain = event(number(), "acme", now());
        String event = plain.substring(0, plain.length() - 1) + ",\"user_agent\":\"sqlmap/1.7\"}";

        HttpResponse<String> answer = running.deliver("[" + event + "]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"accepted\":1").contains("\"duplicates\":0");
        assertThat(running.number("SELECT count(*) FROM event WHERE customer_id = 'acme' AND user_agent = 'sqlmap/1.7'"
                        + " AND threat = 'high' AND device = 'other'"))
                .isEqualTo(1);
    }

    @Test
    void gzip_and_lines_are_taken() throws Exception {
        String lines = event(number(), "lines", now()) + "\n" + event(number(), "lines", now()) + "\n";

        HttpResponse<String> answer = running.deliver(
                "/v1/events", gzip(lines), "Content-Encoding", "gzip", "Content-Type", "application/x-ndjson");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(running.number("SELECT count(*) FROM event WHERE customer_id = 'lines'"))
                .isEqualTo(2);
    }

    @Test
    void a_batch_that_comes_again_is_stored_once() throws Exception {
        String body = "[" + event(number(), "twice", now()) + "," + event(number(), "twice", now()) + "]";

        running.deliver(body, "Rollcall-Batch", "instance-of-twice:0:2");
        HttpResponse<String> again = running.deliver(body, "Rollcall-Batch", "instance-of-twice:0:2");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("\"duplicates\":2");
        assertThat(running.number("SELECT count(*) FROM event WHERE customer_id = 'twice'"))
                .isEqualTo(2);
    }

    @Test
    void a_poison_event_is_named_by_its_index_and_sinks_no_other() throws Exception {
        HttpResponse<String> answer = running.deliver(
                "[" + event(number(), "poison", now()) + ",{\"event_id\":7}," + event(number(), "poison", now()) + "]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"accepted\":2")
                .contains("\"index\":1")
                .contains("bad_type");
        assertThat(running.number("SELECT count(*) FROM event WHERE customer_id = 'poison'"))
                .isEqualTo(2);
    }

    @Test
    void without_the_right_token_nothing_is_taken() throws Exception {
        HttpRequest.Builder without = running.request("/v1/events").POST(HttpRequest.BodyPublishers.ofString("[]"));
        assertThat(running.send(without).statusCode()).isEqualTo(401);

        for (String wrong : List.of("Bearer x" + TOKEN, "Bearer ", "Basic " + TOKEN, TOKEN)) {
            HttpRequest.Builder request = running.request("/v1/events")
                    .header("Authorization", wrong)
                    .POST(HttpRequest.BodyPublishers.ofString("[]"));
            assertThat(running.send(request).statusCode()).as(wrong).isEqualTo(401);
        }
    }

    @Test
    void what_is_too_large_packed_or_unpacked_is_413() throws Exception {
        byte[] large = new byte[(32 << 20) + 1];
        java.util.Arrays.fill(large, (byte) ' ');

        assertThat(running.deliver(
                                "/v1/events",
                                gzip(new String(large, StandardCharsets.US_ASCII)),
                                "Content-Encoding",
                                "gzip")
                        .statusCode())
                .isEqualTo(413);
        assertThat(running.deliver("/v1/events", large).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
    void other_types_are_415(String type) throws Exception {
        assertThat(running.deliver("[]", "Content-Type", type).statusCode()).isEqualTo(415);
    }

    @Test
    void other_packings_are_415_and_broken_ones_400() throws Exception {
        assertThat(running.deliver("[]", "Content-Encoding", "br").statusCode()).isEqualTo(415);
        assertThat(running.deliver("[]", "Content-Encoding", "gzip").statusCode())
                .isEqualTo(400);
        assertThat(running.deliver("nonsense").statusCode()).isEqualTo(400);
        assertThat(running.deliver("[]", "Rollcall-Batch", "x").statusCode()).isEqualTo(400);
        assertThat(running.deliver("[]", "Rollcall-Batch", "x:0:1").statusCode())
                .isEqualTo(400);
    }

    @Test
    void whoever_sends_more_than_can_be_stored_is_told_when_to_come_back(@TempDir Path other) throws Exception {
        Limits limits = new Limits(30_000, 10_000, 30_000, 32 << 20, 1 << 20, 1, 2, 100, 20);
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try (RunningBackend small = RunningBackend.in(other, limits, Clock.systemUTC(), settings -> {})) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String body = "[" + event(number(), "much", now()) + "]";
                answers.add(CompletableFuture.supplyAsync(() -> deliver(small, body), senders));
            }
            long taken = 0;
            long refused = 0;
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                if (answer.get().statusCode() == 200) {
                    taken++;
                } else {
                    assertThat(answer.get().statusCode()).isEqualTo(429);
                    assertThat(answer.get().headers().firstValue("Retry-After")).contains("1");
                    refused++;
                }
            }
            assertThat(taken).isPositive();
            assertThat(refused).isPositive();
            assertThat(small.number("SELECT count(*) FROM event")).isEqualTo(taken);
        } finally {
            senders.shutdown();
        }
    }

    @Test
    void whoever_comes_while_too_much_waits_for_the_store_is_told_so_and_loses_nothing() throws Exception {
        String body = "[" + event(number(), "patient", now()) + "]";
        EventWriter writer = running.backend.writer();
        try (Obstacle obstacle = new Obstacle(1 << 20)) {
            // Taken when nothing else waits.
            await().until(() -> writer.submit(null, obstacle) != null);

            HttpResponse<String> answer = running.deliver(body);

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.body()).contains("\"busy\"");
        }
        await().until(() -> running.deliver(body).statusCode() == 200);
        assertThat(running.number("SELECT count(*) FROM event WHERE customer_id = 'patient'"))
                .isEqualTo(1);
    }

    private static HttpResponse<String> deliver(RunningBackend to, String body) {
        try {
            return to.deliver(body);
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
        }
    }

    @Test
    void when_the_store_fails_the_sender_keeps_the_events(@TempDir Path other) throws Exception {
        try (RunningBackend broken = RunningBackend.in(other)) {
            broken.backend.database().close();

            HttpResponse<String> answer = broken.deliver("[" + event(number(), "kept", now()) + "]");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void a_second_backend_on_the_same_directory_is_refused_in_one_sentence() {
        assertThatThrownBy(() -> RunningBackend.in(data))
                .isInstanceOf(DataDirectoryTaken.class)
                .hasMessageContaining("is in use by another Rollcall backend");
    }

    @Test
    void every_answer_tells_the_browser_to_run_nothing_of_strangers() throws Exception {
        for (String path : List.of("/healthz", "/nothing/at/all.js", "/api/nothing", "/v1/events")) {
            HttpResponse<String> answer = running.get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'none'")
                            .contains("script-src 'self'")
                            .contains("frame-ancestors 'none'"));
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
    }

    @Test
    void a_path_that_is_not_here_is_404_and_another_method_405() throws Exception {
        assertThat(running.get("/api/nothing").statusCode()).isEqualTo(404);
        assertThat(running.get("/v1/nothing").statusCode()).isEqualTo(404);
        HttpResponse<String> answer = running.get("/v1/events");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void the_description_is_one_that_openapi_takes() throws Exception {
        assertThat(new OpenAPIV3Parser()
                        .readContents(running.get("/openapi.json").body())
                        .getMessages())
                .isEmpty();
    }

    @Test
    void strangers_are_let_in_where_anybody_may_be_and_nowhere_else() throws Exception {
        for (String route : running.backend.addresses()) {
            String[] parts = route.split(" ", 2);
            HttpRequest.Builder request = running.request(parts[1])
                    .header("Content-Type", "application/json")
                    .method(parts[0], HttpRequest.BodyPublishers.noBody());

            int status = running.send(request).statusCode();

            assertThat(status == 401).as("%s: %s", route, status).isNotEqualTo(PUBLIC.contains(route));
        }
    }

    private static synchronized int number() {
        return next++;
    }

    private static String now() {
        return Instant.now().toString();
    }

    private static byte[] gzip(String text) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
