package dev.rollcall.backend;

import static dev.rollcall.backend.RunningBackend.PASSWORD;
import static dev.rollcall.backend.RunningBackend.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may not come in any more sees no request any more, on a page that was open before either. */
class LiveEndsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path data;

    private final HttpClient client = HttpClient.newHttpClient();
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
    void a_stream_ends_with_its_session_and_those_of_other_sessions_go_on() throws Exception {
        Stream stream = watch("Cookie", running.cookie());
        String cookie = running.cookie();
        running.signIn("admin", PASSWORD);
        Stream other = watch("Cookie", running.cookie());

        running.useCookie(cookie);
        assertThat(running.json("POST", "/api/logout", "").statusCode()).isEqualTo(204);

        assertOver(stream);
        await().atMost(PATIENCE).until(() -> other.shows("afterwards"));
    }

    @Test
    void a_stream_ends_when_its_user_is_removed() throws Exception {
        String admin = running.cookie();
        assertThat(running.json("POST", "/api/users", "{\"user\":\"joe\",\"password\":\"password-of-joe\"}")
                        .statusCode())
                .isEqualTo(204);
        running.signIn("joe", "password-of-joe");
        Stream stream = watch("Cookie", running.cookie());

        running.useCookie(admin);
        assertThat(running.json("DELETE", "/api/users?user=joe", "").statusCode())
                .isEqualTo(204);

        assertOver(stream);
    }

    @Test
    void a_stream_ends_when_its_key_is_taken_back() throws Exception {
        String key = found(
                "\"secret\":\"([^\"]+)\"",
                running.json("POST", "/api/tokens", "{\"kind\":\"api\",\"name\":\"wall\"}")
                        .body());
        String id = found(
                "\"id\":\"([^\"]+)\",\"kind\":\"api\"",
                running.get("/api/tokens").body());
        Stream stream = watch("Authorization", "Bearer " + key);

        assertThat(running.json("DELETE", "/api/tokens?id=" + id, "").statusCode())
                .isEqualTo(204);

        assertOver(stream);
    }

    @Test
    void a_stream_ends_when_its_user_has_another_password() throws Exception {
        Stream stream = watch("Cookie", running.cookie());

        assertThat(running.json("PUT", "/api/password", "{\"old\":\"" + PASSWORD + "\",\"new\":\"another-password\"}")
                        .statusCode())
                .isEqualTo(204);

        assertOver(stream);
    }

    private void assertOver(Stream stream) throws Exception {
        String event = event(next++, "afterwards", Instant.now().toString());
        assertThat(running.deliver("[" + event + "]").statusCode()).isEqualTo(200);

        await().atMost(PATIENCE).until(stream::hasEnded);
        assertThat(stream.shows("afterwards")).isFalse();
    }

    /** Opens a stream, and sees a request on it. */
    private Stream watch(String header, String value) throws Exception {
        HttpResponse<InputStream> answer = client.send(
                HttpRequest.newBuilder(URI.create(running.backend.url() + "/api/live"))
                        .header(header, value)
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        Stream stream = new Stream(answer.body());
        await().atMost(PATIENCE).until(() -> stream.shows(": live"));
        String before = "before-" + next;
        running.deliver("[" + event(next++, before, Instant.now().toString()) + "]");
        await().atMost(PATIENCE).until(() -> stream.shows(before));
        return stream;
    }

    private static String found(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }

    /** What has come over a stream so far. */
    private static final class Stream {
        private final StringBuffer text = new StringBuffer();
        private final Thread reader;

        Stream(InputStream body) {
            reader = new Thread(() -> read(body), "stream");
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream body) {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    text.append(line).append('\n');
                }
            } catch (IOException ended) {
                text.append(ended);
            }
        }

        boolean shows(String words) {
            return text.indexOf(words) >= 0;
        }

        boolean hasEnded() {
            return !reader.isAlive();
        }
    }
}
