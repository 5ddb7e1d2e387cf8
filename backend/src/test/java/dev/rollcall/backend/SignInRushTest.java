package dev.rollcall.backend;

import static dev.rollcall.backend.RunningBackend.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.http.Limits;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To look at a password takes a processor for a while: whoever sends many of them must not have the server to themselves. */
class SignInRushTest {
    private static final int AT_ONCE = 8;
    private static final int PEOPLE = 40;

    /** As few as leave some to the others. */
    private static final int THREADS = 16;

    @TempDir
    Path data;

    @Test
    void of_many_who_sign_in_at_once_some_are_told_to_come_back_and_others_are_answered_meanwhile() throws Exception {
        Limits limits = new Limits(30_000, 10_000, 30_000, 1 << 20, 8 << 20, 8 << 20, 1, 200, THREADS);
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        try (RunningBackend running = RunningBackend.in(data, limits, Clock.systemUTC(), settings -> {})) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> signIn(running), people));
            }
            // Somebody who was sent away: so all places are taken.
            CompletableFuture.anyOf(answers.toArray(new CompletableFuture<?>[0]))
                    .get();
            assertThat(running.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(running.get("/").statusCode()).isEqualTo(200);
            assertThat(answers).anyMatch(answer -> !answer.isDone());

            int signedIn = 0;
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                HttpResponse<String> told = answer.get();
                if (told.statusCode() == 200) {
                    signedIn++;
                } else {
                    assertThat(told.statusCode()).as(told.body()).isEqualTo(429);
                    assertThat(told.body()).contains("\"code\":\"busy\"");
                    assertThat(told.headers().firstValue("Retry-After")).hasValue("2");
                }
            }
            assertThat(signedIn).isBetween(AT_ONCE, PEOPLE - 1);
        } finally {
            people.shutdownNow();
        }
    }

    private static HttpResponse<String> signIn(RunningBackend running) {
        try {
            return running.json("POST", "/api/login", "{\"user\":\"admin\",\"password\":\"" + PASSWORD + "\"}");
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
        }
    }
}
