package dev.rollcall.backend;

import static dev.rollcall.backend.RunningBackend.TOKEN;
import static dev.rollcall.backend.RunningBackend.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.backend.http.Limits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowClientTest {
    private static final int THREADS = 12;

    @TempDir
    Path data;

    private RunningBackend running;

    @BeforeEach
    void start() throws Exception {
        Limits limits = new Limits(5_000, 500, 2_000, 1 << 20, 8 << 20, 8 << 20, 1, 200, THREADS);
        running = RunningBackend.in(data, limits, Clock.systemUTC(), settings -> {});
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void many_who_never_finish_their_body_hold_up_nobody() throws Exception {
        List<RawClient> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 5 * THREADS; i++) {
                slow.add(new RawClient(running.backend.port())
                        .send("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN
                                + "\r\nContent-Length: 1000\r\n\r\n["));
            }

            String body = "[" + event(1, "quick", Instant.now().toString()) + "]";
            assertThat(running.deliver(body).statusCode()).isEqualTo(200);
            assertThat(running.get("/healthz").statusCode()).isEqualTo(200);
        } finally {
            for (RawClient client : slow) {
                client.close();
            }
        }
    }

    @Test
    void whoever_dribbles_is_hung_up_on_when_the_time_is_up() throws Exception {
        try (RawClient slow = new RawClient(running.backend.port())) {
            slow.send("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN
                    + "\r\nContent-Length: 1000\r\n\r\n[");

            assertThat(slow.all()).startsWith("HTTP/1.1 408 ").contains("too_slow");
        }
    }

    @Test
    void whoever_signs_in_slowly_is_hung_up_on_too() throws Exception {
        try (RawClient slow = new RawClient(running.backend.port())) {
            slow.send(
                    "POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");

            assertThat(slow.all()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void whoever_dribbles_the_head_of_a_request_is_hung_up_on() throws Exception {
        try (RawClient slow = new RawClient(running.backend.port())) {
            slow.send("GET / HTTP/1.1\r\nHost: localhost\r\n");
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !slow.isTaken("X: y\r\n"));
        }
    }

    @Test
    void whoever_asks_again_and_again_over_one_connection_is_not_hung_up_on() throws Exception {
        try (RawClient busy = new RawClient(running.backend.port())) {
            long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            while (System.nanoTime() < until) {
                busy.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(busy.answer()).startsWith("HTTP/1.1 200 ").endsWith("ok\n");
            }
        }
    }

    @Test
    void a_header_without_end_is_refused() throws Exception {
        try (RawClient large = new RawClient(running.backend.port())) {
            large.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: " + "x".repeat(40_000) + "\r\n\r\n");

            assertThat(large.status()).contains(" 431 ");
        }
    }

    @Test
    void a_stranger_cannot_send_a_large_body_to_sign_in() throws Exception {
        try (RawClient large = new RawClient(running.backend.port())) {
            large.send(
                    "POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n");

            assertThat(large.status()).contains(" 413 ");
        }
    }

    @Test
    void other_names_for_this_machine_are_not_answered() throws Exception {
        for (String host : List.of("evil.example", "127.0.0.1.evil.example:7070", "localhost.evil.example")) {
            try (RawClient rebound = new RawClient(running.backend.port())) {
                rebound.send("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

                assertThat(rebound.status()).as(host).contains(" 421 ");
            }
        }
        for (String host : List.of("localhost", "LOCALHOST:7070", "127.0.0.1:1", "[::1]:7070")) {
            try (RawClient right = new RawClient(running.backend.port())) {
                right.send("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

                assertThat(right.status()).as(host).contains(" 200 ");
            }
        }
    }

    @Test
    void an_agentry_sender_without_a_user_agent_is_refused() throws Exception {
        try (RawClient unnamed = new RawClient(running.backend.port())) {
            unnamed.send("POST /v1/analytics/shop/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN
                    + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");

            assertThat(unnamed.all()).startsWith("HTTP/1.1 403 ").contains("no_user_agent");
        }
    }

    @Test
    void paths_out_of_the_pages_lead_nowhere() throws Exception {
        for (String path : List.of(
                "/../Main.class",
                "/%2e%2e/Main.class",
                "/..%2fMain.class",
                "/a/../../account/v1.sql",
                "/.%00.html",
                "//etc/passwd.txt",
                "/..\\..\\x.txt",
                "/account/../../store/v1.txt")) {
            try (RawClient climber = new RawClient(running.backend.port())) {
                climber.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

                assertThat(climber.all())
                        .as(path)
                        .doesNotContain("CREATE TABLE")
                        .doesNotContain("root:");
            }
        }
    }
}
