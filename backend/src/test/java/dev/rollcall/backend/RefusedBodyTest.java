package dev.rollcall.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever is refused before their body was read: their next request must not be taken for the rest of it, nor be lost unsaid. */
class RefusedBodyTest {
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

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/events, application/json, 401",
        "PUT, /v1/events, application/json, 405",
        "POST, /v1/analytics/shop/, application/json, 403",
        "POST, /api/tokens, application/json, 401",
        "POST, /api/me, application/json, 405",
        "POST, /api/logout, text/plain, 403",
        "POST, /api/nothing, application/json, 404"
    })
    void whoever_has_more_to_send_is_told_that_the_connection_ends(String method, String path, String type, int status)
            throws Exception {
        for (String body :
                new String[] {"Content-Length: 100000\r\n\r\n[", "Transfer-Encoding: chunked\r\n\r\n1\r\n[\r\n"}) {
            try (RawClient client = new RawClient(running.backend.port())) {
                client.send(
                        method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n" + body);

                assertThat(client.all())
                        .as(body)
                        .startsWith("HTTP/1.1 " + status + " ")
                        .containsIgnoringCase("\r\nConnection: close\r\n")
                        .containsOnlyOnce("HTTP/1.1 ");
            }
        }
    }

    @Test
    void whoever_has_sent_it_all_goes_on_over_the_same_connection() throws Exception {
        try (RawClient client = new RawClient(running.backend.port())) {
            client.send(
                    "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n[\"GET / \", 17]");
            assertThat(client.answer()).startsWith("HTTP/1.1 401 ").doesNotContainIgnoringCase("Connection: close");

            client.send("GET /api/me HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 401 ").doesNotContainIgnoringCase("Connection: close");
            client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 200 ").endsWith("ok\n");
        }
    }
}
