package dev.rollcall.conformance.faults;

import static dev.rollcall.conformance.client.Request.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.lab.Server;
import dev.rollcall.conformance.process.App;
import dev.rollcall.conformance.process.AppProcess;
import dev.rollcall.conformance.process.Jdk;
import dev.rollcall.conformance.process.Jdks;
import dev.rollcall.conformance.receiver.Event;
import dev.rollcall.conformance.receiver.Receiver;
import dev.rollcall.conformance.servers.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of requests that ended just before their process does. */
class ShutdownIT {
    private static final int REQUESTS = 80;
    private static final int BY_ITSELF = 0;

    /** 128 and the number of SIGTERM: the app has no handler for it, and the JVM's own runs the shutdown hooks. */
    private static final int BY_SIGNAL = 143;

    private static final Set<String> ALL =
            IntStream.range(0, REQUESTS).mapToObj(i -> "/users/" + i).collect(Collectors.toCollection(TreeSet::new));

    @TempDir
    Path journal;

    static Stream<Arguments> servers() {
        return Jdks.toTest().stream()
                .flatMap(
                        jdk -> Stream.of(Servers.TOMCAT_11, Servers.NETTY_42).map(server -> Arguments.of(server, jdk)));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_stop_signal_waits_for_what_has_ended(Server server, Jdk jdk) throws IOException {
        try (Receiver receiver = new Receiver();
                AppProcess app = start(server, jdk, receiver, "5s")) {
            requests(app);
            app.terminate();
            app.awaitEnd();
            assertThat(app.exitCode()).isIn(BY_ITSELF, BY_SIGNAL);
            assertThat(paths(receiver)).isEqualTo(ALL);
            assertThat(receiver.wrongs()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_handler_that_ends_the_jvm_takes_no_event_with_it(Server server, Jdk jdk) throws IOException {
        try (Receiver receiver = new Receiver();
                AppProcess app = start(server, jdk, receiver, "5s")) {
            requests(app);
            try (RawClient client = new RawClient(app.port("http"))) {
                client.send(get("/exit"));
                app.awaitEnd();
            }
            assertThat(app.exitCode()).isEqualTo(3);
            assertThat(paths(receiver)).isEqualTo(ALL);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_stuck_backend_holds_up_nobody_and_the_next_start_delivers(Server server, Jdk jdk) throws IOException {
        try (Receiver receiver = new Receiver()) {
            receiver.stick();
            try (AppProcess app = start(server, jdk, receiver, "300ms")) {
                requests(app);
                app.terminate();
                app.awaitEnd();
                assertThat(app.exitCode()).isIn(BY_ITSELF, BY_SIGNAL);
            }
            assertThat(receiver.count()).isZero();
            receiver.unstick();
            try (AppProcess next = start(server, jdk, receiver, "5s")) {
                // The agent wakes up with the first class of a server.
                try (RawClient client = new RawClient(next.port("http"))) {
                    client.exchange(get("/hello"));
                }
                await().atMost(Duration.ofMinutes(1)).until(() -> receiver.count() > REQUESTS);
                Set<String> expected = new TreeSet<>(ALL);
                expected.add("/hello");
                assertThat(paths(receiver)).isEqualTo(expected);
                assertThat(receiver.wrongs()).isEmpty();
            }
        }
    }

    private AppProcess start(Server server, Jdk jdk, Receiver receiver, String timeout) {
        return AppProcess.start(
                server.app(),
                jdk,
                Stream.concat(
                                server.jvmOptions().stream(),
                                List.of(
                                        "-javaagent:" + App.agentJar(),
                                        "-Drollcall.endpoint=" + receiver.endpoint(),
                                        "-Drollcall.journal.dir=" + journal,
                                        "-Drollcall.shutdown.timeout=" + timeout)
                                        .stream())
                        .toList());
    }

    /** On one connection; Tomcat closes it after a hundred. */
    private static void requests(AppProcess app) throws IOException {
        try (RawClient client = new RawClient(app.port("http"))) {
            for (String path : ALL) {
                assertThat(client.exchange(get(path)).status()).isEqualTo(200);
            }
        }
    }

    private static Set<String> paths(Receiver receiver) {
        return receiver.requests(0).stream().map(Event::path).collect(Collectors.toCollection(TreeSet::new));
    }
}
