package dev.rollcall.backend.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.backend.lab.BackendJvm;
import dev.rollcall.backend.lab.Client;
import dev.rollcall.backend.lab.Tree;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Looks whether a backend was harmed. */
final class Harm {
    /** An hour ago: neither old enough to be deleted by age, nor in the future. */
    static final String RECENTLY = Instant.now().minus(1, ChronoUnit.HOURS).toString();

    private Harm() {}

    /** One good event as JSON. */
    static String event(String customer) {
        return "{\"event_id\":\"" + UUID.randomUUID() + "\",\"event\":\"api_request\",\"ts\":\"" + RECENTLY + "\","
                + "\"duration_us\":1830,\"customer_id\":\"" + customer
                + "\",\"method\":\"GET\",\"route\":\"/users/{id}\","
                + "\"path\":\"/users/7\",\"status\":200,\"outcome\":\"ok\",\"service\":\"pay\"}";
    }

    /** It still runs, takes what is good, shows exactly what it took, and has nothing to say of a defect of its own. */
    static void assertNone(BackendJvm backend, Client client, long stored) throws Exception {
        assertThat(backend.isAlive()).as(backend.said()).isTrue();
        byte[] good = ('[' + event("good") + ']').getBytes(StandardCharsets.UTF_8);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            HttpResponse<String> answer = client.ingest(good);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        });
        // Questions of those who have hung up may still have their turns before.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(client.stored()).isEqualTo(stored + 1));
        assertQuiet(backend);
    }

    /** No stack trace: whatever a stranger sends is the stranger's fault, and is not logged as ours. */
    static void assertQuiet(BackendJvm backend) {
        assertThat(backend.said()).doesNotContain("Exception", "\tat ", "OutOfMemory", " failed");
    }

    /** An answer that tells a program and a person what was wrong, and repeats no more than a little of what was sent. */
    static void assertClear(HttpResponse<String> answer) {
        assertClear(answer.statusCode(), answer.body());
    }

    static void assertClear(int status, String body) {
        assertThat(status).as(body).isBetween(400, 499);
        Tree error = Tree.of(body).at("error");
        assertThat(error.at("code").text()).matches("[a-z0-9_]{2,40}");
        assertPlain(String.valueOf(error.at("message").text()));
    }

    /** A sentence that does nothing to a terminal or a log, and is not long. */
    static void assertPlain(String message) {
        assertThat(message).isNotBlank().hasSizeLessThan(600);
        assertThat(message.chars().filter(Character::isISOControl)).as(message).isEmpty();
    }

    /** As above, for what the engine says of a query: that may have several lines, and repeat it. */
    static void assertClearSql(HttpResponse<String> answer) {
        Tree error = Tree.of(answer.body()).at("error");
        assertThat(error.at("code").text()).matches("[a-z0-9_]{2,40}");
        assertThat(error.at("message").text()).isNotBlank().hasSizeLessThan(4000);
    }
}
