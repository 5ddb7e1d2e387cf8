package dev.rollcall.backend;

import static dev.rollcall.backend.RunningBackend.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The backend as a process of its own, killed again and again while senders deliver, who deliver again what was not answered. A few times
 * only, and with three senders at once: twenty times with the real agent is BackendKillsIT, in agent-test-apps/chaos, which needs
 * the finished jars of both.
 */
class KillTest {
    private static final int KILLS = 6;
    private static final int SENDERS = 3;
    private static final int BATCH = 50;
    /** Recent enough to be kept, and long enough ago for what follows to be in the past. */
    private static final Instant START =
            Instant.now().truncatedTo(ChronoUnit.DAYS).minus(20, ChronoUnit.DAYS);

    @TempDir
    Path data;

    private final Random random = new Random(5);
    private volatile @Nullable String address;

    /** One agent: sends its events in order, a batch until it is answered with 200, then the next. */
    private final class Sender extends Thread {
        private final String instance;
        private final AtomicBoolean enough;
        private final HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        final AtomicInteger acknowledged = new AtomicInteger();
        final AtomicInteger redelivered = new AtomicInteger();
        private volatile @Nullable Throwable problem;

        Sender(int number, AtomicBoolean enough) {
            this.instance = "sender-" + number;
            this.enough = enough;
        }

        @Override
        public void run() {
            try {
                for (int first = 0; !enough.get(); first += BATCH) {
                    String body = body(first);
                    for (int tries = 0; !deliver(first, body); tries++) {
                        redelivered.incrementAndGet();
                        // As agents do, though shorter.
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(200, 20L << Math.min(tries, 4))));
                    }
                    acknowledged.addAndGet(BATCH);
                }
            } catch (Throwable any) {
                problem = any;
            }
        }

        private String body(int first) {
            StringBuilder body = new StringBuilder("[");
            for (int i = first; i < first + BATCH; i++) {
                body.append(i == first ? "" : ",")
                        .append(RunningBackend.event(
                                "00000000-0000-4000-" + (8000 + instance.charAt(instance.length() - 1) - '0') + "-"
                                        + String.format("%012x", i),
                                "customer-" + i % 5,
                                START.plusSeconds(i * 30L).toString()));
            }
            return body.append(']').toString();
        }

        private boolean deliver(int first, String body) throws InterruptedException {
            String to = address;
            if (to == null) {
                return false;
            }
            try {
                HttpResponse<String> answer = send(to, first, body);
                // Whatever else it says than that it is stored, or that it should come again, is a mistake.
                assertThat(answer.statusCode()).as(answer.body()).isIn(200, 429, 503);
                return answer.statusCode() == 200;
            } catch (IOException killed) {
                return false;
            }
        }

        HttpResponse<String> send(String to, int first, String body) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(to + "v1/events"))
                    .timeout(Duration.ofSeconds(20))
                    .header("Authorization", "Bearer " + TOKEN)
                    .header("Rollcall-Batch", instance + ":" + first + ":" + BATCH)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, BodyHandlers.ofString());
        }
    }

    @Test
    void what_was_acknowledged_is_there_exactly_once_however_often_it_is_killed() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        List<Sender> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            Sender sender = new Sender(i, enough);
            senders.add(sender);
            sender.start();
        }
        int killedWhileSending = 0;
        try {
            for (int i = 0; i < KILLS; i++) {
                try (OwnProcess backend = OwnProcess.start(data)) {
                    address = backend.address();
                    int before = acknowledged(senders);
                    int until = before + BATCH * (1 + random.nextInt(6));
                    await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged(senders) >= until);
                    // Commits come every 200 ms: so that not every kill finds the writer in the same place.
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(250)));
                    address = null;
                    backend.kill();
                    killedWhileSending++;
                }
            }
            try (OwnProcess backend = OwnProcess.start(data)) {
                address = backend.address();
                enough.set(true);
                for (Sender sender : senders) {
                    sender.join(TimeUnit.SECONDS.toMillis(60));
                    assertThat(sender.isAlive()).isFalse();
                    assertThat(sender.problem).isNull();
                }
                assertThat(backend.stop()).isEqualTo(143);
            }
        } finally {
            enough.set(true);
        }

        assertThat(killedWhileSending).isEqualTo(KILLS);
        assertThat(senders.stream().mapToInt(sender -> sender.redelivered.get()).sum())
                .isGreaterThan(KILLS);
        int expected = acknowledged(senders);
        try (RunningBackend last = RunningBackend.in(data)) {
            assertThat(last.number("SELECT count(*) FROM event")).isEqualTo(expected);
            assertThat(last.number("SELECT count(DISTINCT event_id) FROM event"))
                    .isEqualTo(expected);
            assertThat(last.number("SELECT sum(requests) FROM customer_day")).isEqualTo(expected);
            assertThat(last.number("SELECT sum(requests) FROM customer_day_duration"))
                    .isEqualTo(expected);
            assertThat(last.number("SELECT sum(requests) FROM route_hour")).isEqualTo(expected);
            assertThat(last.number("SELECT sum(requests) FROM route_day_duration"))
                    .isEqualTo(expected);
            assertThat(last.number("SELECT sum(requests) FROM api_day_duration"))
                    .isEqualTo(expected);
            assertThat(last.number(
                            "SELECT count(*) FROM (SELECT customer_id, CAST(ts AS DATE) AS day, count(*) AS n FROM event"
                                    + " GROUP BY ALL) e FULL JOIN (SELECT customer_id, day, sum(requests) AS n FROM customer_day"
                                    + " GROUP BY ALL) s USING (customer_id, day) WHERE e.n IS DISTINCT FROM s.n"))
                    .isZero();
        }
    }

    /** To the sender it is the same whether the process was killed before it answered or the answer got lost. */
    @Test
    void a_batch_that_was_stored_before_the_kill_is_known_after_it() throws Exception {
        Sender sender = new Sender(0, new AtomicBoolean());
        try (OwnProcess backend = OwnProcess.start(data)) {
            assertThat(sender.send(backend.address(), 0, sender.body(0)).body()).contains("\"duplicates\":0");
            backend.kill();
        }
        try (OwnProcess backend = OwnProcess.start(data)) {
            assertThat(sender.send(backend.address(), 0, sender.body(0)).body()).contains("\"duplicates\":" + BATCH);
            backend.kill();
        }
        try (RunningBackend last = RunningBackend.in(data)) {
            assertThat(last.number("SELECT count(*) FROM event")).isEqualTo(BATCH);
            assertThat(last.number("SELECT sum(requests) FROM customer_day")).isEqualTo(BATCH);
        }
    }

    /** The engine unpacks 72 MB at each start, and a backend that is killed again and again must not fill the disk with them. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void a_kill_leaves_no_temporary_files(@TempDir Path temporary) throws Exception {
        try (OwnProcess backend = OwnProcess.startUnder(List.of("-Djava.io.tmpdir=" + temporary), data)) {
            Sender sender = new Sender(0, new AtomicBoolean());
            assertThat(sender.send(backend.address(), 0, sender.body(0)).statusCode())
                    .isEqualTo(200);
            backend.kill();
        }
        try (Stream<Path> left = Files.walk(temporary)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void a_second_process_is_refused_in_one_sentence_and_harms_nothing() throws Exception {
        try (OwnProcess first = OwnProcess.start(data)) {
            OwnProcess.Ended second = OwnProcess.run(data);

            assertThat(second.status()).isEqualTo(1);
            assertThat(second.output().strip().lines().toList())
                    .singleElement()
                    .asString()
                    .contains("is in use by another Rollcall backend (process " + first.pid() + ")")
                    .contains("--data");
            assertThat(first.isAlive()).isTrue();
        }
    }

    @Test
    void sigterm_stores_what_was_accepted_and_lets_go_of_the_directory() throws Exception {
        try (OwnProcess backend = OwnProcess.start(data)) {
            address = backend.address();
            AtomicBoolean enough = new AtomicBoolean();
            Sender sender = new Sender(0, enough);
            sender.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> sender.acknowledged.get() > 0);

            int status = backend.stop();

            address = null;
            assertThat(status).isEqualTo(143);
            assertThat(backend.output()).contains("everything that was accepted is stored");
            int acknowledged = sender.acknowledged.get();
            try (RunningBackend next = RunningBackend.in(data)) {
                assertThat(next.number("SELECT count(*) FROM event")).isGreaterThanOrEqualTo(acknowledged);
                address = next.backend.url() + "/";
                enough.set(true);
                sender.join(TimeUnit.SECONDS.toMillis(60));
                assertThat(next.number("SELECT count(*) FROM event")).isEqualTo(sender.acknowledged.get());
            }
        }
    }

    private static int acknowledged(List<Sender> senders) {
        return senders.stream().mapToInt(sender -> sender.acknowledged.get()).sum();
    }
}
