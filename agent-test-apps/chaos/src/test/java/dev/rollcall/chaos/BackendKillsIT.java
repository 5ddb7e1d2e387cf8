package dev.rollcall.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.chaos.load.Ledger;
import dev.rollcall.chaos.load.Load;
import dev.rollcall.conformance.process.App;
import dev.rollcall.conformance.process.AppProcess;
import dev.rollcall.conformance.process.Jdks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The backend's jar is killed twenty times while a server under the agent's jar delivers to it, with nothing between the two: what
 * was stored and not answered any more comes again, and must not count again.
 *
 * <p>Every fourth kill comes at any moment. The others come while the engine writes a transaction to its log, or soon after it: some of
 * these transactions are not whole, some are whole and not answered, some are answered.
 */
class BackendKillsIT {
    private static final int KILLS = 20;
    /** Should none have come between storing and answering until then, which is what matters most. */
    private static final int MOST_KILLS = 60;

    private static final int PER_SECOND = 200;
    private static final int CONNECTIONS = 2;
    /** An agent whose deliveries failed five times leaves the backend alone for some seconds, and this machine may be busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** A delivery takes about as long: the backend waits for others to store with it. */
    private static final int DELIVERY_MILLIS = 300;

    /** From the first byte in the engine's log to the answer it takes some milliseconds, more or fewer on other machines. */
    private static final int COMMIT_MICROS = 250;

    private static final int DOUBLINGS = 6;

    private static final Duration OFTEN = Duration.ofMillis(20);

    @TempDir
    Path folder;

    private final long seed = Long.getLong("rollcall.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Ledger ledger = new Ledger();
    private int kills;
    private int storedAndNotAnswered;

    @Test
    void every_answered_request_is_stored_exactly_once_however_often_the_backend_is_killed() throws Exception {
        System.out.println("kills of the backend with -Drollcall.seed=" + seed);
        try (BackendProcess backend = new BackendProcess(folder.resolve("backend"), random)) {
            backend.launch();
            backend.awaitListening();
            try (AppProcess app = serve(backend)) {
                killWhileItDelivers(backend, app);
                app.close();
                assertThat(app.exitCode()).as(app.printed()).isZero();
            }
            assertStoredOnce(backend);
            assertThat(backend.stop()).as(backend.printed()).isEqualTo(143);
        }
        System.out.println(kills + " kills of the backend: " + ledger.end() + " requests, each stored once; "
                + storedAndNotAnswered + " times something was stored and not answered any more");
    }

    private AppProcess serve(BackendProcess backend) throws Exception {
        return AppProcess.start(
                App.ofModule("tomcat-11"),
                Jdks.running(),
                List.of(
                        "-javaagent:" + App.agentJar(),
                        "-Drollcall.endpoint=" + backend.url() + "/v1/events",
                        "-Drollcall.token=" + BackendProcess.TOKEN,
                        "-Drollcall.service=chaos",
                        "-Drollcall.journal.dir=" + folder.resolve("journal"),
                        // What it says of itself at its end must have arrived, however busy this machine is.
                        "-Drollcall.shutdown.timeout=60s",
                        "-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp"))));
    }

    private void killWhileItDelivers(BackendProcess backend, AppProcess app) throws Exception {
        try (AgentCounters agent = AgentCounters.of(app)) {
            Load load = Load.open(app.port("http"), ledger, CONNECTIONS, PER_SECOND);
            try (load) {
                while (kills < KILLS || (storedAndNotAnswered == 0 && kills < MOST_KILLS)) {
                    killOnce(kills, backend, agent);
                    kills++;
                }
            }
            assertThat(load.failures()).as(load.firstFailure()).isZero();
            assertThat(ledger.answered(0, ledger.end())).isEqualTo(ledger.end());
            long all = ledger.end();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(agent.figures("Seen", "Delivered", "Waiting", "RolledUp", "Lost"))
                            .containsExactly(all, all, 0L, 0L, 0L));
        }
        assertThat(storedAndNotAnswered)
                .as("kills between storing and answering, seed %d", seed)
                .isPositive();
    }

    private void killOnce(int number, BackendProcess backend, AgentCounters agent) throws Exception {
        long before = agent.delivered();
        await().atMost(PATIENCE).pollInterval(OFTEN).until(() -> agent.delivered() > before);
        if (number % 4 == 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(DELIVERY_MILLIS)));
        } else {
            backend.awaitCommit();
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(COMMIT_MICROS << random.nextInt(DOUBLINGS)));
        }
        backend.kill();
        backend.keepWhatIsLeft();
        // It notices every kill, because there is always something that it wants to deliver.
        await().atMost(PATIENCE).pollInterval(OFTEN).until(() -> !agent.state().equals("delivering"));
        long acknowledged = agent.delivered();
        backend.launch();

        BackendProcess.Left left = backend.whatWasLeft();
        assertThat(left.requests())
                .as("what kill %d left of what was acknowledged, seed %d", number, seed)
                .isGreaterThanOrEqualTo(acknowledged);
        assertThat(left.ids()).as("ids after kill %d, seed %d", number, seed).isEqualTo(left.requests());
        if (left.requests() > acknowledged) {
            storedAndNotAnswered++;
        }
        backend.awaitListening();
    }

    private void assertStoredOnce(BackendProcess backend) throws Exception {
        long all = ledger.end();
        BackendAnswers answers = new BackendAnswers(backend);
        assertThat(answers.row("select count(*), count(distinct event_id), count(distinct path) from requests"))
                .as("requests, their ids, and their paths, which are one for each; seed %d", seed)
                .containsExactly(all, all, all);
        // The first is answered from the events, the second from sums.
        for (String window : List.of("24h", "7d")) {
            assertThat(answers.requestsByCustomer(window))
                    .as("in %s, seed %d", window, seed)
                    .isEqualTo(answeredByCustomer());
            assertThat(answers.requests(window)).isEqualTo(all);
        }
        assertThat(answers.agents("seen", "delivered", "waiting", "rolled_up", "lost", "stored_requests"))
                .containsExactly(List.of(all, all, 0L, 0L, 0L, all));
    }

    private Map<String, Long> answeredByCustomer() {
        Map<String, Long> answered = new TreeMap<>();
        for (long number = 0; number < ledger.end(); number++) {
            answered.merge(ledger.customer(number), 1L, Long::sum);
        }
        return answered;
    }
}
