package dev.rollcall.backend.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.backend.lab.BackendJvm;
import dev.rollcall.backend.lab.Client;
import dev.rollcall.backend.lab.RawClient;
import dev.rollcall.backend.lab.Tree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Those who want all of the memory, the threads or the time: they have the ingest token, and a backend with a small heap. */
class GreedyClientsTest {
    private static final int MEGABYTE = 1 << 20;

    /** What the process may take: heap, the engine's memory, and Java beside its heap. */
    private static final long MOST_RESIDENT = 900L * MEGABYTE;

    private static final int SLOW_CLIENTS = 120;

    /** Enough for an export of megabytes, which nobody takes in who does not read. */
    private static final int CUSTOMERS = 5_000;

    private static BackendJvm backend;
    private static Client client;
    private long stored;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        backend = BackendJvm.fromClasses(directory, "-Xmx256m");
        client = new Client(backend);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            events.add(Harm.event("customer-" + i + "-" + "x".repeat(200)));
        }
        HttpResponse<String> answer =
                client.ingest(('[' + String.join(",", events) + ']').getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        backend.close();
    }

    @BeforeEach
    void count() throws Exception {
        stored = client.stored();
    }

    @AfterEach
    void nothing_was_harmed() throws Exception {
        Harm.assertNone(backend, client, stored);
        assertThat(backend.peakResidentBytes()).isLessThan(MOST_RESIDENT);
    }

    @Test
    void a_megabyte_that_unpacks_to_a_gigabyte_is_refused() throws Exception {
        byte[] bomb = bomb(32);
        assertThat(bomb).hasSizeLessThan(2 * MEGABYTE);

        // One at a time, then more than there are processors.
        assertThat(status(ingest(bomb, "Content-Encoding: gzip\r\n"))).isEqualTo(413);
        ExecutorService many = Executors.newFixedThreadPool(24);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 48; i++) {
                answers.add(many.submit(() -> ingest(bomb, "Content-Encoding: gzip\r\n")));
            }
            for (Future<String> answer : answers) {
                assertThat(status(answer.get())).isIn(413, 429);
            }
        } finally {
            many.shutdownNow();
        }
    }

    @Test
    void a_bomb_inside_a_good_event_costs_the_body_and_nothing_else() throws Exception {
        byte[] event = ('[' + Harm.event("bomb") + ']').getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(Mutations.gzip(event));
        body.writeBytes(bomb(2));

        assertThat(status(ingest(body.toByteArray(), "Content-Encoding: gzip\r\n")))
                .isEqualTo(413);
    }

    /** Members of 32 MB of blanks: gzip may have any number of members. */
    private static byte[] bomb(int members) {
        byte[] blanks = new byte[32 * MEGABYTE];
        Arrays.fill(blanks, (byte) ' ');
        byte[] member = Mutations.gzip(blanks);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        for (int i = 0; i < members; i++) {
            bomb.writeBytes(member);
        }
        return bomb.toByteArray();
    }

    @Test
    void an_array_of_a_million_arrays_is_refused() throws Exception {
        byte[] deep = "[".repeat(MEGABYTE).getBytes(StandardCharsets.UTF_8);

        Harm.assertClear(client.ingest(deep));
    }

    @Test
    void a_million_events_in_one_body_are_refused() throws Exception {
        HttpResponse<String> answer =
                client.ingest(("[" + "{},".repeat(MEGABYTE) + "{}]").getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(413);
        Harm.assertClear(answer);
    }

    @Test
    void an_id_of_ten_megabytes_costs_its_event_and_is_not_told_back() throws Exception {
        String huge = "x".repeat(10 * MEGABYTE);
        String good = Harm.event("neighbour");

        HttpResponse<String> answer =
                client.ingest(('[' + Harm.event(huge) + ',' + good + ']').getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).hasSizeLessThan(2000);
        Tree told = Tree.of(answer.body());
        assertThat(told.at("accepted").number()).isEqualTo(1);
        assertThat(told.at("rejected").items().get(0).at("code").text()).isEqualTo("too_long");
        stored++;
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "number", "arrays", "objects"})
    void ten_megabytes_of_one_thing_cost_the_event_that_they_are_in(String thing) throws Exception {
        int much = 10 * MEGABYTE;
        String poison = switch (thing) {
            case "name" -> "\"" + "x".repeat(much) + "\":1";
            case "number" -> "\"x\":" + "7".repeat(much);
            case "arrays" -> "\"x\":" + "[".repeat(much) + "]".repeat(much);
            default -> "\"x\":" + "{\"a\":".repeat(much / 5) + "0" + "}".repeat(much / 5);
        };
        String event = '{' + poison + ',' + Harm.event("poison").substring(1);

        HttpResponse<String> answer =
                client.ingest(('[' + Harm.event("one") + ',' + event + ',' + Harm.event("two") + ']')
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Tree told = Tree.of(answer.body());
        assertThat(told.at("accepted").number()).isEqualTo(2);
        assertThat(told.at("rejected").items())
                .singleElement()
                .satisfies(
                        rejection -> assertThat(rejection.at("index").number()).isEqualTo(1));
        assertThat(answer.body()).hasSizeLessThan(1000);
        stored += 2;
    }

    @Test
    void two_million_names_in_an_event_are_passed_over() throws Exception {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 2_000_000; i++) {
            names.append("\"n").append(Integer.toString(i, 36)).append("\":0,");
        }
        String event = '{' + names.toString() + Harm.event("names").substring(1);

        HttpResponse<String> answer = client.ingest(('[' + event + ']').getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        stored++;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Rollcall-Batch",
                "Authorization",
                "Cookie",
                "User-Agent",
                "X-Anything",
                "Content-Encoding",
                "Host"
            })
    void a_header_of_ten_megabytes_is_refused(String header) throws Exception {
        String answer = RawClient.exchange(
                backend.base(),
                "POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + ": " + "x".repeat(10 * MEGABYTE)
                        + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]");

        // Whoever still sends when it is refused may find the connection reset and nothing to read.
        if (!answer.isEmpty()) {
            assertThat(status(answer)).isIn(400, 413, 431);
            assertThat(answer).hasSizeLessThan(4000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/customer?customer=", "/api/customers?search=", "/", "/v1/analytics/", "/signin?code="})
    void an_address_of_ten_megabytes_is_refused(String start) throws Exception {
        String answer = RawClient.exchange(
                backend.base(),
                "GET " + start + "x".repeat(10 * MEGABYTE)
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

        if (!answer.isEmpty()) {
            assertThat(status(answer)).isIn(400, 414, 431);
            assertThat(answer).hasSizeLessThan(4000);
        }
    }

    @Test
    void an_address_as_long_as_headers_may_be_is_answered() throws Exception {
        HttpResponse<String> answer = client.get("/api/customer?customer=" + "x".repeat(4000));

        assertThat(answer.statusCode()).isIn(400, 404);
        Harm.assertClear(answer);
    }

    @Test
    void a_password_of_ten_megabytes_is_refused() throws Exception {
        String body = "{\"user\":\"admin\",\"password\":\"" + "x".repeat(10 * MEGABYTE) + "\"}";
        String answer = RawClient.exchange(
                backend.base(),
                "POST /api/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\nConnection: close\r\n\r\n" + body);

        if (!answer.isEmpty()) {
            assertThat(status(answer)).isIn(400, 413);
        }
    }

    @Test
    void a_body_without_an_end_is_refused_where_the_bound_is() throws Exception {
        byte[] chunk = ("10000\r\n" + " ".repeat(1 << 16) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        try (RawClient endless = new RawClient(backend.base())) {
            endless.send(head("Transfer-Encoding: chunked\r\n"));
            int sent = 0;
            try {
                while (sent < 200 * MEGABYTE) {
                    endless.send(chunk);
                    sent += 1 << 16;
                }
            } catch (IOException refused) {
                assertThat(sent).isLessThan(80 * MEGABYTE);
                return;
            }
            throw new AssertionError("200 MB were taken");
        }
    }

    @Test
    void a_length_that_is_never_sent_is_refused_at_once_when_it_is_too_much() throws Exception {
        try (RawClient boaster = new RawClient(backend.base())) {
            boaster.send(head("Content-Length: 9000000000\r\n"));
            // Whether it is told at once, or after the time that a body may take.
            assertThat(status(boaster.answer())).isIn(400, 408, 413);
        }
    }

    @Test
    void slow_senders_and_slow_readers_keep_nobody_else_waiting() throws Exception {
        int threadsBefore = backend.threads();
        List<RawClient> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW_CLIENTS; i++) {
                slow.add(new RawClient(backend.base()));
                slow.get(i).send(beginning(i));
            }
            for (int round = 0; round < 10; round++) {
                for (int i = 0; i < SLOW_CLIENTS; i += 10) {
                    slow.get(i).sendSparingly(new byte[] {'X'});
                    slow.get(i + 1).sendSparingly(new byte[] {' '});
                }
                HttpResponse<String> answer =
                        client.ingest(('[' + Harm.event("quick") + ']').getBytes(StandardCharsets.UTF_8));
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                stored++;
                assertAnswered("/api/customers?window=all");
            }
            // Not a thread for each of them.
            assertThat(backend.threads()).isLessThan(threadsBefore + SLOW_CLIENTS);
        } finally {
            for (RawClient one : slow) {
                one.close();
            }
        }
    }

    /** At once, or when it is asked again, as it is told: on a busy machine the slow readers' own questions take their time. */
    private static void assertAnswered(String path) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            HttpResponse<String> answer = client.get(path);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        });
    }

    /** How a slow client begins; then it sends a byte now and then, or nothing. */
    private static String beginning(int number) {
        return switch (number % 10) {
            case 0, 3, 6 -> "GET / HT";
            case 1, 4, 7 -> head("Content-Length: 100000\r\n") + "[{\"event_id\":";
            case 2, 5, 8 -> head("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n") + "1\r\n\u001f\r\n";
            // Never reads what it asked for, again and again; more of these than questions that are asked at a time.
            default ->
                ("GET /api/customers.csv?window=all HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + client.cookie()
                                + "\r\n\r\n")
                        .repeat(10);
        };
    }

    @Test
    void whoever_has_no_token_cannot_make_us_read() throws Exception {
        try (RawClient stranger = new RawClient(backend.base())) {
            stranger.send("POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 30000000\r\nConnection: close\r\n\r\n[");

            // Nothing more is sent: the answer does not wait for it.
            String answer = stranger.answer();
            assertThat(status(answer)).isEqualTo(401);
        }
    }

    private static String head(String headers) {
        return "POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + backend.token()
                + "\r\nContent-Type: application/json\r\n" + headers + "\r\n";
    }

    private static String ingest(byte[] body, String headers) throws IOException {
        try (RawClient sender = new RawClient(backend.base())) {
            sender.send(head(headers + "Connection: close\r\nContent-Length: " + body.length + "\r\n"));
            sender.sendSparingly(body);
            return sender.answer();
        }
    }

    /** The status of an answer as it came. */
    private static int status(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 ");
        return Integer.parseInt(answer.substring(9, 12));
    }
}
