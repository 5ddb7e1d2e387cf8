package dev.rollcall.backend;

import static dev.rollcall.backend.RunningBackend.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.http.Limits;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {
    @TempDir
    Path data;

    private RunningBackend running;

    @BeforeEach
    void start() throws Exception {
        running = RunningBackend.in(data);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void the_password_signs_in_and_the_cookie_is_out_of_reach_of_scripts_and_other_pages() throws Exception {
        assertThat(running.get("/api/me").statusCode()).isEqualTo(401);

        HttpResponse<String> answer = running.signIn("admin", PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie)
                        .startsWith("rollcall_session=")
                        .contains("HttpOnly")
                        .contains("SameSite=Strict")
                        .contains("Path=/"));
        assertThat(running.get("/api/me").body()).contains("\"user\":\"admin\"").contains("\"admin\":true");
    }

    @Test
    void a_session_outlives_a_restart_and_ends_with_signing_out() throws Exception {
        running.signIn("admin", PASSWORD);
        String cookie = running.cookie();
        running.close();
        running = RunningBackend.in(data);
        running.useCookie(cookie);

        assertThat(running.get("/api/me").statusCode()).isEqualTo(200);
        assertThat(running.json("POST", "/api/logout", "").statusCode()).isEqualTo(204);
        assertThat(running.get("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void the_code_of_the_start_signs_in_once() throws Exception {
        String path =
                running.backend.signInAddress().substring(running.backend.url().length());

        HttpResponse<String> first = running.get(path);
        HttpResponse<String> second = running.get(path);

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(first.headers().firstValue("Location")).contains("/");
        assertThat(first.headers().firstValue("Set-Cookie")).isPresent();
        assertThat(second.headers().firstValue("Set-Cookie")).isEmpty();
        running.useCookie(first.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0]);
        assertThat(running.get("/api/me").statusCode()).isEqualTo(200);
    }

    @Test
    void whoever_guesses_has_to_wait() throws Exception {
        running.close();
        // However long this machine takes for six passwords.
        running = RunningBackend.in(
                data, Limits.ofThisMachine(), Clock.fixed(Instant.now(), ZoneOffset.UTC), settings -> {});
        int status = 401;
        for (int i = 0; i < 6; i++) {
            status = running.signIn("admin", "wrong-password").statusCode();
            assertThat(status).isEqualTo(401);
        }

        HttpResponse<String> stopped = running.signIn("admin", PASSWORD);

        assertThat(stopped.statusCode()).isEqualTo(429);
        assertThat(stopped.headers().firstValue("Retry-After")).isPresent();
        assertThat(running.signIn("nobody", PASSWORD).statusCode()).isEqualTo(429);
    }

    @Test
    void a_new_password_ends_the_sessions_under_the_old_one() throws Exception {
        running.signIn("admin", PASSWORD);
        String elsewhere = running.cookie();
        running.signIn("admin", PASSWORD);

        assertThat(running.json("PUT", "/api/password", "{\"old\":\"wrong-password\",\"new\":\"another-password\"}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(running.json("PUT", "/api/password", "{\"old\":\"" + PASSWORD + "\",\"new\":\"short\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(running.json("PUT", "/api/password", "{\"old\":\"" + PASSWORD + "\",\"new\":\"another-password\"}")
                        .statusCode())
                .isEqualTo(204);

        running.useCookie(elsewhere);
        assertThat(running.get("/api/me").statusCode()).isEqualTo(401);
        running.signOutHere();
        assertThat(running.signIn("admin", PASSWORD).statusCode()).isEqualTo(401);
        assertThat(running.signIn("admin", "another-password").statusCode()).isEqualTo(200);
    }

    @Test
    void whoever_is_no_administrator_makes_no_users_and_no_tokens() throws Exception {
        running.signIn("admin", PASSWORD);
        assertThat(running.json("POST", "/api/users", "{\"user\":\"joe\",\"password\":\"password-of-joe\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(running.json("POST", "/api/users", "{\"user\":\"joe\",\"password\":\"password-of-joe\"}")
                        .statusCode())
                .isEqualTo(409);
        running.signOutHere();
        running.signIn("joe", "password-of-joe");

        assertThat(running.get("/api/me").body()).contains("\"admin\":false");
        assertThat(running.get("/api/users").statusCode()).isEqualTo(403);
        assertThat(running.json("POST", "/api/tokens", "{\"kind\":\"api\",\"name\":\"x\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(running.json("POST", "/api/admin/backup", "{}").statusCode()).isEqualTo(403);

        String joes = running.cookie();
        running.signOutHere();
        running.signIn("admin", PASSWORD);
        assertThat(running.json("DELETE", "/api/users?user=joe", "").statusCode())
                .isEqualTo(204);
        assertThat(running.json("DELETE", "/api/users?user=admin", "").statusCode())
                .isEqualTo(409);
        running.useCookie(joes);
        assertThat(running.get("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void an_api_key_reads_an_ingest_token_writes_and_neither_does_both() throws Exception {
        running.signIn("admin", PASSWORD);
        String key = secret(running.json("POST", "/api/tokens", "{\"kind\":\"api\",\"name\":\"reports\"}"));
        String token = secret(running.json("POST", "/api/tokens", "{\"kind\":\"ingest\",\"name\":\"shop\"}"));
        assertThat(running.get("/api/tokens").body())
                .contains("reports")
                .doesNotContain(key)
                .doesNotContain(token);
        running.signOutHere();

        assertThat(status("GET", "/api/me", key)).isEqualTo(200);
        assertThat(status("GET", "/api/tokens", key)).isEqualTo(403);
        assertThat(status("POST", "/v1/events", key)).isEqualTo(401);
        assertThat(status("GET", "/api/me", token)).isEqualTo(401);
        assertThat(status("POST", "/v1/events", token)).isEqualTo(200);
    }

    @Test
    void a_token_that_was_taken_back_lets_nobody_in() throws Exception {
        running.signIn("admin", PASSWORD);
        String token = secret(running.json("POST", "/api/tokens", "{\"kind\":\"ingest\",\"name\":\"old\"}"));
        Matcher id = Pattern.compile("\"id\":\"([^\"]+)\",\"kind\":\"ingest\",\"name\":\"old\"")
                .matcher(running.get("/api/tokens").body());
        assertThat(id.find()).isTrue();

        assertThat(running.json("DELETE", "/api/tokens?id=" + id.group(1), "").statusCode())
                .isEqualTo(204);

        running.signOutHere();
        assertThat(status("POST", "/v1/events", token)).isEqualTo(401);
    }

    @Test
    void another_page_cannot_have_the_browser_change_anything() throws Exception {
        running.signIn("admin", PASSWORD);

        assertThat(running.send(running.request("/api/logout").POST(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(403);
        for (String site : List.of("cross-site", "same-site")) {
            assertThat(running.send(running.request("/api/logout")
                                    .header("Content-Type", "application/json")
                                    .header("Sec-Fetch-Site", site)
                                    .POST(BodyPublishers.noBody()))
                            .statusCode())
                    .as(site)
                    .isEqualTo(403);
        }
        assertThat(running.get("/api/me").statusCode()).isEqualTo(200);
        assertThat(running.send(running.request("/api/logout")
                                .header("Content-Type", "application/json")
                                .header("Sec-Fetch-Site", "same-origin")
                                .POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void no_secret_is_kept_as_it_is() throws Exception {
        running.signIn("admin", PASSWORD);
        String session = String.valueOf(running.cookie()).substring("rollcall_session=".length());
        String key = secret(running.json("POST", "/api/tokens", "{\"kind\":\"api\",\"name\":\"reports\"}"));
        running.close();

        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content)
                        .as(file.toString())
                        .doesNotContain(PASSWORD)
                        .doesNotContain(RunningBackend.TOKEN)
                        .doesNotContain(key)
                        .doesNotContain(session);
            }
        }
    }

    @Test
    void the_empty_page_is_told_the_line_to_copy() throws Exception {
        running.signIn("admin", PASSWORD);

        String body = running.get("/api/setup").body();

        assertThat(body)
                .contains("\"endpoint\":\"" + running.backend.url() + "/v1/events\"")
                .contains("java -javaagent:rollcall-agent.jar -Drollcall.endpoint=" + running.backend.url()
                        + "/v1/events -Drollcall.token=" + RunningBackend.TOKEN);

        running.close();
        running = RunningBackend.in(data);
        running.signIn("admin", PASSWORD);
        assertThat(running.get("/api/setup").body())
                .doesNotContain(RunningBackend.TOKEN)
                .contains("<ingest token>");
    }

    @Test
    void a_first_token_that_was_taken_back_is_not_told_any_more() throws Exception {
        running.signIn("admin", PASSWORD);
        Matcher id = Pattern.compile("\"id\":\"([^\"]+)\",\"kind\":\"ingest\"")
                .matcher(running.get("/api/tokens").body());
        assertThat(id.find()).isTrue();

        running.json("DELETE", "/api/tokens?id=" + id.group(1), "");

        assertThat(running.get("/api/setup").body())
                .doesNotContain(RunningBackend.TOKEN)
                .contains("<ingest token>");
    }

    private int status(String method, String path, String bearer) throws Exception {
        return running.send(HttpRequest.newBuilder(URI.create(running.backend.url() + path))
                        .header("Authorization", "Bearer " + bearer)
                        .method(method, BodyPublishers.ofString(method.equals("GET") ? "" : "[]")))
                .statusCode();
    }

    private static String secret(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(201);
        Matcher secret = Pattern.compile("\"secret\":\"([^\"]+)\"").matcher(answer.body());
        assertThat(secret.find()).isTrue();
        return secret.group(1);
    }
}
