package dev.rollcall.conformance.faults;

import static dev.rollcall.conformance.client.Request.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.client.Request;
import dev.rollcall.conformance.client.Response;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests of which there is no room, or no wish, to tell in detail: the totals of each customer are exact all the same. */
class OverloadIT {
    private static final int CONNECTIONS = 8;
    private static final int PER_CONNECTION = 90;
    private static final int CUSTOMERS = 20;
    private static final int ENDED_BY_SIGTERM = 143;
    private static final String OVERFLOW = "overflow";

    @TempDir
    Path journal;

    static Stream<Arguments> servers() {
        return Stream.concat(tomcat(), netty());
    }

    static Stream<Arguments> tomcat() {
        return Jdks.toTest().stream().map(jdk -> Arguments.of(Servers.TOMCAT_11, jdk));
    }

    static Stream<Arguments> netty() {
        return Jdks.toTest().stream().map(jdk -> Arguments.of(Servers.NETTY_42, jdk));
    }

    @ParameterizedTest
    @MethodSource("tomcat")
    void without_details_every_customer_has_its_count(Server server, Jdk jdk) throws Exception {
        try (Receiver receiver = new Receiver()) {
            Map<String, Long> sent = load(server, jdk, receiver, "-Drollcall.detail=none");
            assertThat(receiver.requests(0)).allMatch(event -> event.kind().equals("api_request_rollup"));
            assertThat(totals(receiver)).isEqualTo(sent);
        }
    }

    @ParameterizedTest
    @MethodSource("netty")
    void with_samples_every_customer_has_its_count(Server server, Jdk jdk) throws Exception {
        try (Receiver receiver = new Receiver()) {
            Map<String, Long> sent = load(server, jdk, receiver, "-Drollcall.detail=sampled:20");
            assertThat(receiver.requests(0)).extracting(Event::kind).contains("api_request", "api_request_rollup");
            assertThat(totals(receiver)).isEqualTo(sent);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void a_queue_that_is_full_costs_details_and_no_count(Server server, Jdk jdk) throws Exception {
        try (Receiver receiver = new Receiver()) {
            Map<String, Long> sent = load(server, jdk, receiver, "-Drollcall.queue.size=2");
            Map<String, Long> totals = totals(receiver);
            assertThat(receiver.requests(0))
                    .extracting(Event::kind)
                    .as("the queue was full")
                    .contains("api_request_rollup");
            // A request thread that the machine stops in the middle of counting may send others there.
            long missing = 0;
            for (Map.Entry<String, Long> customer : sent.entrySet()) {
                missing += customer.getValue() - totals.getOrDefault(customer.getKey(), 0L);
            }
            long overflow = totals.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(OVERFLOW))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            assertThat(missing).isEqualTo(overflow);
            assertThat(sum(totals)).isEqualTo(sum(sent));
        }
    }

    /** Runs a server under load and stops it; what was sent, by customer and status. */
    private Map<String, Long> load(Server server, Jdk jdk, Receiver receiver, String option) throws Exception {
        List<String> options = new ArrayList<>(server.jvmOptions());
        options.add("-javaagent:" + App.agentJar());
        options.add("-Drollcall.endpoint=" + receiver.endpoint());
        options.add("-Drollcall.journal.dir=" + journal);
        options.add(option);
        Map<String, Long> sent = new TreeMap<>();
        try (AppProcess app = AppProcess.start(server.app(), jdk, options)) {
            ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
            try {
                List<Callable<Map<String, Long>>> connections = new ArrayList<>();
                for (int i = 0; i < CONNECTIONS; i++) {
                    int connection = i;
                    connections.add(() -> oneConnection(app.port("http"), connection));
                }
                for (Future<Map<String, Long>> done : threads.invokeAll(connections)) {
                    done.get().forEach((key, count) -> sent.merge(key, count, Long::sum));
                }
            } finally {
                threads.shutdownNow();
            }
            app.terminate();
            app.awaitEnd();
            assertThat(app.exitCode()).as(app.printed()).isIn(0, ENDED_BY_SIGTERM);
        }
        assertThat(receiver.wrongs()).isEmpty();
        return sent;
    }

    /** Pipelined, so that many requests end in the same millisecond; fewer than what Tomcat closes a connection after. */
    private static Map<String, Long> oneConnection(int port, int connection) throws IOException {
        Map<String, Long> sent = new TreeMap<>();
        try (RawClient client = new RawClient(port).forgetBytes()) {
            List<Request> requests = new ArrayList<>();
            for (int i = 0; i < PER_CONNECTION; i++) {
                String customer = "customer-" + (connection + i * 7) % CUSTOMERS;
                requests.add(get("/users/" + i).customer(customer));
            }
            client.pipeline(requests.toArray(new Request[0]));
            for (int i = 0; i < PER_CONNECTION; i++) {
                Response response = client.read();
                String customer = "customer-" + (connection + i * 7) % CUSTOMERS;
                sent.merge(customer + " " + response.status(), 1L, Long::sum);
            }
        }
        return sent;
    }

    /** What was told, in detail or not, by customer and status. */
    private static Map<String, Long> totals(Receiver receiver) {
        Map<String, Long> totals = new TreeMap<>();
        for (Event event : receiver.requests(0)) {
            String who = event.customer() == null ? String.valueOf(event.source()) : event.customer();
            totals.merge(who + " " + event.status(), event.count(), Long::sum);
        }
        return totals;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
