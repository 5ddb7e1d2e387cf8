package dev.rollcall.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.client.Request;
import dev.rollcall.conformance.client.Tokens;
import dev.rollcall.conformance.process.App;
import dev.rollcall.conformance.process.AppProcess;
import dev.rollcall.conformance.process.Jdk;
import dev.rollcall.conformance.process.Jdks;
import dev.rollcall.conformance.receiver.Receiver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent adds to a server that has answered its first requests, and has one endpoint to tell of them. */
class FirstRequestsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int REQUESTS = 4;

    @TempDir
    Path folder;

    static List<Jdk> jdks() {
        return Jdks.toTest();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void it_loads_few_classes(Jdk jdk) throws IOException {
        Path logWithout = folder.resolve("without.txt");
        Path logWith = folder.resolve("with.txt");
        Set<String> without;
        try (AppProcess server = start(jdk, logWithout, List.of())) {
            talk(server);
            without = LoadedClasses.in(logWithout);
        }
        try (Receiver receiver = new Receiver();
                AppProcess server = start(jdk, logWith, withAgent(receiver))) {
            talk(server);
            await().atMost(PATIENCE).until(() -> receiver.count() == REQUESTS);
            Set<String> with = LoadedClasses.in(logWith);

            assertThat(with).contains("dev.rollcall.core.ship.Shipper");
            Budget.check("running.classes", with.size() - without.size(), FirstRequestsIT.class);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void it_has_few_threads(Jdk jdk) throws IOException {
        try (Receiver receiver = new Receiver();
                AppProcess server = start(jdk, folder.resolve("classes.txt"), withAgent(receiver))) {
            talk(server);
            await().atMost(PATIENCE).until(() -> receiver.count() == REQUESTS);
            List<String> threads = threadsOfTheAgent(server, jdk);

            assertThat(threads).contains("rollcall-drain", "rollcall-ship");
            Budget.check("running.threads", threads.size(), FirstRequestsIT.class);
        }
    }

    private AppProcess start(Jdk jdk, Path classes, List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.add("-Xlog:class+load:file=" + classes);
        return AppProcess.start(App.ofModule("tomcat-10"), jdk, all);
    }

    private List<String> withAgent(Receiver receiver) {
        return List.of(
                Run.agent(),
                "-Drollcall.endpoint=" + receiver.endpoint(),
                "-Drollcall.journal.dir=" + folder.resolve("journal"));
    }

    /** One request for each way to say who calls. */
    private static void talk(AppProcess server) throws IOException {
        List<Request> requests = List.of(
                Request.get("/hello").customer("acme"),
                Request.get("/hello").bearer(Tokens.of("wayne")),
                Request.get("/hello").header("X-API-Key", "rk_live_5Hq7bXw2VnT9cLrE4sKd"),
                Request.get("/hello").header("Authorization", "Basic YWNtZTpzZWNyZXQ="));
        assertThat(requests).hasSize(REQUESTS);
        try (RawClient client = new RawClient(server.port("http"))) {
            for (Request request : requests) {
                assertThat(client.exchange(request).status()).isEqualTo(200);
            }
        }
    }

    private static List<String> threadsOfTheAgent(AppProcess server, Jdk jdk) {
        String jcmd = jdk.home().resolve("bin").resolve("jcmd").toString();
        Run run = Run.command(Map.of(), List.of(jcmd, Long.toString(server.pid()), "Thread.print"));
        assertThat(run.exitCode()).as(run.err().toString()).isZero();
        // "rollcall-drain" #24 daemon prio=5 ...
        return run.out()
                .lines()
                .filter(line -> line.startsWith("\"rollcall"))
                .map(line -> line.substring(1, line.indexOf('"', 1)))
                .toList();
    }
}
