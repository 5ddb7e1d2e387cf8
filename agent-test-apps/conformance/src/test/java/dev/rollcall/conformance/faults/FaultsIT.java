package dev.rollcall.conformance.faults;

import static dev.rollcall.conformance.client.Request.get;
import static dev.rollcall.conformance.client.Request.of;
import static dev.rollcall.conformance.client.Request.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.client.Request;
import dev.rollcall.conformance.lab.Compare;
import dev.rollcall.conformance.lab.Lab;
import dev.rollcall.conformance.lab.Server;
import dev.rollcall.conformance.process.Jdk;
import dev.rollcall.conformance.process.Jdks;
import dev.rollcall.conformance.servers.Servers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Case 121: hooks are made to throw, and the client cannot tell. On one server of each stack all of them throw, on every
 * JDK; then they throw in {@value #GROUPS} groups, on the first JDK, so that each also throws while others work.
 */
class FaultsIT {
    /** Each costs a start of the server, without and with the agent. */
    private static final int GROUPS = 2;

    private static final Pattern FAILED_HOOK =
            Pattern.compile("rollcall: the hook (\\S+) in (\\S+) failed and is switched off.*");

    static Stream<Arguments> everywhere() {
        return Jdks.toTest().stream()
                .flatMap(jdk -> Servers.oneOfEachStack().stream().map(server -> Arguments.of(server, jdk)));
    }

    static Stream<Server> servers() {
        return Servers.oneOfEachStack().stream();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void all_hooks_throw_and_the_client_gets_the_same_bytes(Server server, Jdk jdk) {
        Lab lab = Lab.withFaults(server, jdk, "all");
        try {
            talkAboutEverything(lab);
            await(() -> assertThat(failedHooks(lab))
                    .as("the hooks that said they failed")
                    .isNotEmpty());
        } finally {
            lab.abandon();
        }
        eachIsSaidOnce(lab);
        assertThat(lab.woven().exitCode()).isEqualTo(lab.bare().exitCode());
    }

    /** Only on one JDK: which JDK it is matters to the guard, which the case above runs everywhere. */
    @ParameterizedTest
    @MethodSource("servers")
    void some_hooks_throw_while_others_work_and_the_client_gets_the_same_bytes(Server server) {
        Jdk jdk = Jdks.toTest().get(0);
        Lab all = Lab.withFaults(server, jdk, "all");
        List<String> hooks;
        try {
            talkAboutEverything(all);
            hooks = List.copyOf(failedHooks(all));
        } finally {
            all.abandon();
        }
        for (int i = 0; i < Math.min(GROUPS, hooks.size()); i++) {
            int group = i;
            List<String> broken = IntStream.range(0, hooks.size())
                    .filter(index -> index % GROUPS == group)
                    .mapToObj(hooks::get)
                    .toList();
            Lab lab = Lab.withFaults(server, jdk, String.join(",", broken));
            try {
                talkAboutEverything(lab);
                await(() -> assertThat(failedHooks(lab)).containsExactlyInAnyOrderElementsOf(broken));
            } finally {
                lab.abandon();
            }
            eachIsSaidOnce(lab);
        }
    }

    /** The server notices late that the last client has gone, and only then do the hooks about that throw. */
    private static void await(ThrowingRunnable check) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(check);
    }

    private static void talkAboutEverything(Lab lab) {
        // Twice: the second time the hooks are off.
        for (int i = 0; i < 2; i++) {
            talk(lab, Compare.BYTES, get("/hello").customer("acme"));
            talk(lab, Compare.BYTES, of("HEAD", "/hello"));
            talk(lab, Compare.BYTES, post("/items", "0123456789".repeat(100)).chunked(64));
            talk(lab, Compare.BYTES, get("/users/7").header("X-Refuse", "401"));
            talk(lab, Compare.BYTES, get("/users/7").header("X-Login", "wayne"));
            talk(lab, Compare.BYTES, get("/no-such-path"));
            talk(lab, Compare.BYTES, get("/error/exception"));
            talk(lab, Compare.BYTES, get("/error/mapped"));
            talk(lab, Compare.ANY_CHUNKS, get("/chunked/20"));
            talk(lab, Compare.ANY_CHUNKS, post("/echo", "x".repeat(70_000)));
            talk(lab, Compare.ANY_CHUNKS, get("/sse/3"));
            lab.same(Compare.BYTES, lab.server().port(), wire -> {
                RawClient client = wire.open();
                client.pipeline(get("/hello"), post("/items", "abc"), get("/users/1"));
                client.read();
                client.read();
                client.read();
            });
            lab.same(Compare.NOTHING, lab.server().port(), wire -> {
                RawClient client = wire.open();
                client.send(get("/sse-forever"));
                client.readUntil("data");
                client.reset();
            });
        }
    }

    private static void talk(Lab lab, Compare compare, Request request) {
        lab.same(compare, lab.server().port(), wire -> wire.open().exchange(request));
    }

    private static Set<String> failedHooks(Lab lab) {
        Set<String> hooks = new LinkedHashSet<>();
        for (String line : lab.woven().stderr()) {
            Matcher matcher = FAILED_HOOK.matcher(line);
            if (matcher.matches()) {
                hooks.add(matcher.group(1));
            }
        }
        return hooks;
    }

    private static void eachIsSaidOnce(Lab lab) {
        assertThat(lab.woven().stderr().stream().filter(line -> line.contains("rollcall: the hook")))
                .doesNotHaveDuplicates()
                .allMatch(line -> FAILED_HOOK.matcher(line).matches());
    }
}
