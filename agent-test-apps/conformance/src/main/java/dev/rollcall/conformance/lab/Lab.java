package dev.rollcall.conformance.lab;

import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.client.Request;
import dev.rollcall.conformance.client.Response;
import dev.rollcall.conformance.process.App;
import dev.rollcall.conformance.process.AppProcess;
import dev.rollcall.conformance.process.Jdk;
import dev.rollcall.conformance.receiver.Event;
import dev.rollcall.conformance.receiver.Receiver;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One server on one JDK, twice: as it is, and under the finished agent that ships to a receiver of its own.
 *
 * <p>The events of a conversation are those that arrive between two markers. A marker is a request of a customer nobody
 * else uses; events leave a JVM in the order in which their requests ended, so that once the marker has arrived, all that
 * ended before it has. Whatever arrives later than that was not told once but twice, and spoils the next conversation or
 * {@link #close}.
 */
public final class Lab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MARKER = "marker-";

    private final Server server;
    private final Jdk jdk;
    private final AppProcess bare;
    private final AppProcess woven;
    private final Receiver receiver;
    private final Excuses excusesOfBare;
    private final Excuses excusesOfWoven;
    private int accounted;
    private int markers;

    /** Starts both, and waits until the first event has come through. */
    public Lab(Server server, Jdk jdk) {
        this(server, jdk, List.of());
        try {
            // The first request of a JVM is slow, and an agent that ships nothing must not cost each case its patience.
            untilMarker();
        } catch (AssertionError e) {
            abandon();
            throw e;
        }
    }

    /** A lab whose agent is broken on purpose: no event can be expected of it. */
    public static Lab withFaults(Server server, Jdk jdk, String hooks) {
        return new Lab(server, jdk, List.of("-Drollcall.test.faults=" + hooks));
    }

    /** A lab whose backend cannot be reached and whose heap is small: no event can be expected of it. */
    public static Lab withDeadBackend(Server server, Jdk jdk, String journal) {
        return new Lab(
                server,
                jdk,
                List.of(
                        "-Drollcall.endpoint=http://127.0.0.1:1/events",
                        "-Drollcall.journal.dir=" + journal,
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError"));
    }

    private Lab(Server server, Jdk jdk, List<String> agentOptions) {
        this.server = server;
        this.jdk = jdk;
        App app = server.app();
        receiver = new Receiver();
        excusesOfBare = new Excuses(server);
        excusesOfWoven = new Excuses(server);
        AppProcess first = null;
        try {
            first = AppProcess.start(app, jdk, server.jvmOptions());
            List<String> options = new ArrayList<>(server.jvmOptions());
            options.add("-javaagent:" + App.agentJar());
            options.add("-Drollcall.endpoint=" + receiver.endpoint());
            options.add("-Drollcall.token=conformance");
            options.add("-Drollcall.batch.age=20ms");
            // Of its own: what a lab that was killed has left behind would be delivered to the next one's receiver.
            options.add("-Drollcall.journal.dir="
                    + App.root().resolve("agent-test-apps/conformance/target/journal/" + UUID.randomUUID()));
            options.add("-Drollcall.secret=for-tests-only");
            options.addAll(agentOptions);
            woven = AppProcess.start(app, jdk, options);
            bare = first;
        } catch (RuntimeException e) {
            if (first != null) {
                first.close();
            }
            receiver.close();
            throw e;
        }
    }

    public Server server() {
        return server;
    }

    /** The JDK both run on. */
    public Jdk jdk() {
        return jdk;
    }

    /** The app under the agent. */
    public AppProcess woven() {
        return woven;
    }

    /** The app as it is. */
    public AppProcess bare() {
        return bare;
    }

    public Receiver receiver() {
        return receiver;
    }

    /** Holds the conversation with both servers, insists that the client got the same bytes, and collects the events. */
    public Observed talk(int events, Talk talk) {
        return talk(events, Compare.BYTES, server.port(), talk);
    }

    /** As above, with another way to compare. */
    public Observed talk(int events, Compare compare, Talk talk) {
        return talk(events, compare, server.port(), talk);
    }

    /**
     * Holds the conversation with both servers.
     *
     * @param events how many events it must lead to, exactly
     * @param compare how what the client got is compared
     * @param port the name of the app's port
     * @throws AssertionError when the client can tell the servers apart, or the number of events is another
     */
    public Observed talk(int events, Compare compare, String port, Talk talk) {
        List<Response> responses;
        try {
            responses = same(compare, port, talk, this::untilMarker);
        } catch (AssertionError e) {
            // What it led to must not be taken for the events of the next conversation.
            untilMarker();
            throw e;
        }
        return new Observed(responses, events(events));
    }

    /**
     * Holds the conversation with both servers, without a look at events.
     *
     * @return what the client got from the server with the agent
     * @throws AssertionError when the client can tell the servers apart
     */
    public List<Response> same(Compare compare, String port, Talk talk) {
        return same(compare, port, talk, () -> {});
    }

    private List<Response> same(Compare compare, String port, Talk talk, Runnable forgetEvents) {
        try (Wire plain = hold(talk, bare.port(port), excusesOfBare, "without the agent", () -> {});
                Wire watched = hold(talk, woven.port(port), excusesOfWoven, "with the agent", forgetEvents)) {
            List<Response> responses = new ArrayList<>();
            watched.clients().forEach(client -> responses.addAll(client.responses()));
            plain.close();
            watched.close();
            same(compare, plain.clients(), watched.clients());
            return responses;
        } catch (IOException e) {
            throw new AssertionError("closing a connection failed", e);
        }
    }

    /** Holds the conversation, and again if the server is excused; the caller closes the connections. */
    private static Wire hold(Talk talk, int port, Excuses excuses, String which, Runnable forgetEvents)
            throws IOException {
        while (true) {
            Wire wire = new Wire(port);
            try {
                talk.over(wire);
                excuses.earnedBy(wire);
                return wire;
            } catch (Exception e) {
                wire.close();
                if (!excuses.cover(e)) {
                    throw new AssertionError("the conversation failed " + which + ": " + e, e);
                }
                forgetEvents.run();
            } catch (AssertionError e) {
                wire.close();
                throw e;
            }
        }
    }

    private static void same(Compare compare, List<RawClient> plain, List<RawClient> watched) {
        if (plain.size() != watched.size()) {
            throw new AssertionError(plain.size() + " connections without the agent, " + watched.size() + " with it");
        }
        for (int i = 0; i < plain.size(); i++) {
            String without = compare.view(plain.get(i));
            String with = compare.view(watched.get(i));
            if (!without.equals(with)) {
                throw new AssertionError("connection " + (i + 1) + ": the client can tell that the agent is there\n"
                        + difference(without, with));
            }
        }
    }

    private static String difference(String without, String with) {
        int at = 0;
        while (at < Math.min(without.length(), with.length()) && without.charAt(at) == with.charAt(at)) {
            at++;
        }
        return "--- without the agent, from byte " + at + " of " + without.length() + "\n" + around(without, at)
                + "\n--- with the agent, of " + with.length() + "\n" + around(with, at);
    }

    private static String around(String text, int at) {
        return text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 300));
    }

    /** Does something to the server with the agent alone, and collects the events. */
    public List<Event> watch(int events, Callable<?> action) {
        try {
            action.call();
        } catch (Exception e) {
            throw forgetting(events, new AssertionError("the conversation failed: " + e, e));
        } catch (AssertionError e) {
            throw forgetting(events, e);
        }
        return events(events);
    }

    /**
     * Waits for what a failed conversation leads to all the same. A marker would not do: a server notices late that a client
     * has gone, and that event would be taken for one of the next conversation.
     */
    private AssertionError forgetting(int events, AssertionError failure) {
        try {
            events(events);
        } catch (AssertionError alsoWrong) {
            failure.addSuppressed(alsoWrong);
        }
        return failure;
    }

    /**
     * The events since the last time: waits until there are as many as expected, then until a marker has overtaken none.
     *
     * @throws AssertionError when there are more or fewer
     */
    public List<Event> events(int expected) {
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(3))
                    .atMost(PATIENCE)
                    .until(() -> receiver.requests(accounted).stream()
                                    .filter(Lab::isOfTheCase)
                                    .count()
                            >= expected);
        } catch (ConditionTimeoutException tooFew) {
            // The marker tells whether they are late or lost, and the message below how many there are.
        }
        List<Event> arrived = untilMarker();
        if (arrived.size() != expected) {
            throw new AssertionError(
                    "expected " + expected + " events, got " + arrived.size() + ": " + arrived + woven.printed());
        }
        return arrived;
    }

    private List<Event> untilMarker() {
        String marker = MARKER + ++markers;
        try (RawClient client = new RawClient(woven.port(server.port()))) {
            client.exchange(Request.get("/hello").customer(marker).close());
        } catch (IOException e) {
            if (excusesOfWoven.cover(e)) {
                return untilMarker();
            }
            throw new AssertionError("the server does not answer any more: " + e + woven.printed(), e);
        }
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(3))
                    .atMost(PATIENCE)
                    .until(() ->
                            receiver.requests(accounted).stream().anyMatch(event -> marker.equals(event.customer())));
        } catch (ConditionTimeoutException lost) {
            throw new AssertionError(
                    "the marker's event did not arrive; there are " + receiver.requests(accounted) + woven.printed(),
                    lost);
        }
        List<Event> all = receiver.requests(accounted);
        accounted += all.size();
        return all.stream().filter(Lab::isOfTheCase).toList();
    }

    private static boolean isOfTheCase(Event event) {
        String customer = String.valueOf(event.customer());
        return !customer.startsWith(MARKER) && !customer.equals(RawClient.BYSTANDER);
    }

    /** Stops both servers and asks nothing: for an agent that was broken on purpose. */
    public void abandon() {
        bare.close();
        woven.close();
        receiver.close();
    }

    /**
     * Stops both servers and closes the books.
     *
     * @throws AssertionError when an event arrived that no conversation expected, one arrived twice, or an app did not end
     *     in an orderly way
     */
    @Override
    public void close() {
        try {
            bare.close();
            woven.close();
            List<String> wrongs = new ArrayList<>(receiver.wrongs());
            receiver.requests(accounted).forEach(event -> wrongs.add("nobody asked for " + event));
            if (bare.exitCode() != woven.exitCode()) {
                wrongs.add("exit code " + bare.exitCode() + " without and " + woven.exitCode() + " with the agent");
            }
            if (!wrongs.isEmpty()) {
                throw new AssertionError(String.join("\n", wrongs) + woven.printed());
            }
        } finally {
            receiver.close();
        }
    }
}
