package dev.rollcall.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.client.Request;
import dev.rollcall.conformance.process.App;
import dev.rollcall.conformance.process.AppProcess;
import dev.rollcall.conformance.process.Jdk;
import dev.rollcall.conformance.process.Jdks;
import dev.rollcall.conformance.receiver.Event;
import dev.rollcall.conformance.receiver.Receiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two agents in one JVM, in both orders: each sees every request, and the client sees neither. */
class BesideOpenTelemetryIT {
    private static final int ROUNDS = 20;

    /** How the exporter that prints spans writes the kind of those that a server makes. */
    private static final String SERVER_SPAN = " SERVER ";

    static Stream<Arguments> combinations() {
        return Jdks.toTest().stream()
                .flatMap(jdk -> Stream.of("tomcat-10", "webflux-3")
                        .flatMap(app -> Stream.of(true, false).map(first -> Arguments.of(app, jdk, first))));
    }

    @ParameterizedTest(name = "{0} on {1}, Rollcall first: {2}")
    @MethodSource("combinations")
    void both_agents_see_every_request(String module, Jdk jdk, boolean rollcallFirst) throws IOException {
        App app = App.ofModule(module);
        String expected;
        try (AppProcess server = AppProcess.start(app, jdk, List.of())) {
            expected = talk(server.port("http"));
        }
        try (Receiver receiver = new Receiver();
                AppProcess server = AppProcess.start(app, jdk, options(receiver, rollcallFirst))) {
            assertThat(talk(server.port("http"))).isEqualTo(expected);

            int requests = ROUNDS * requests().size();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(receiver.count()).isEqualTo(requests);
                assertThat(spans(server)).isEqualTo(requests);
            });
            server.close();
            assertThat(receiver.count()).isEqualTo(requests);
            assertThat(spans(server)).isEqualTo(requests);
            assertThat(receiver.requests(0)).extracting(Event::customer).containsOnly("acme");
            assertThat(receiver.wrongs()).isEmpty();
            assertThat(server.stderr()).noneMatch(line -> line.startsWith("rollcall: the hook"));
        }
    }

    private static List<Request> requests() {
        return List.of(
                Request.get("/hello").customer("acme"),
                Request.get("/users/7").customer("acme"),
                Request.post("/items", "abc").customer("acme"),
                Request.get("/no-such-path").customer("acme"),
                Request.get("/error/set-500").customer("acme"));
    }

    /** Everything that came back. A connection a round: Tomcat closes one that it had to answer 500 on. */
    private static String talk(int port) throws IOException {
        StringBuilder received = new StringBuilder();
        for (int round = 0; round < ROUNDS; round++) {
            try (RawClient client = new RawClient(port)) {
                for (Request request : requests()) {
                    client.exchange(request);
                }
                received.append(new String(client.received(), StandardCharsets.ISO_8859_1));
            }
        }
        return received.toString()
                .replaceAll("(?i)(\ndate: )[^\r\n]*", "$1-")
                .replaceAll("(\"timestamp\":)(\"[^\"]*\"|[0-9]+)", "$1-")
                .replaceAll("(\"requestId\":)\"[^\"]*\"", "$1-");
    }

    private static long spans(AppProcess server) {
        return Stream.concat(server.stdout().stream(), server.stderr().stream())
                .filter(line -> line.contains(SERVER_SPAN) && line.contains("LoggingSpanExporter"))
                .count();
    }

    private static List<String> options(Receiver receiver, boolean rollcallFirst) {
        String openTelemetry = "-javaagent:" + Path.of(System.getProperty("opentelemetry.jar"));
        List<String> options = new ArrayList<>(List.of(
                "-Drollcall.endpoint=" + receiver.endpoint(),
                "-Drollcall.batch.age=100ms",
                "-Drollcall.journal.dir="
                        + Path.of("target/journal", UUID.randomUUID().toString())
                                .toAbsolutePath(),
                "-Dotel.traces.exporter=logging",
                "-Dotel.bsp.schedule.delay=100",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none"));
        options.addAll(rollcallFirst ? List.of(Run.agent(), openTelemetry) : List.of(openTelemetry, Run.agent()));
        return options;
    }
}
