package dev.rollcall.backend.described;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollcall.backend.RunningBackend;
import dev.rollcall.backend.described.ApiCalls.Who;
import dev.rollcall.backend.described.ApiDescription.Operation;
import dev.rollcall.backend.http.Limits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The description that the backend serves of itself is true, and tells all: whoever writes a client by it finds every address, every
 * field and every error, and finds them so.
 */
class DescriptionTest {
    /**
     * What takes a flood, many guesses or two at a time to see, as 503 does, which is of many operations: other tests look at these, such as
     * {@code GreedyClientsTest}, {@code RequestsFileTest} and {@code SignInTest}.
     */
    private static final Set<String> NOT_PROVOKED =
            Set.of("requestsFile 413", "backup 409", "export 409", "import 409", "login 429", "changePassword 429");

    @TempDir
    static Path data;

    private static RunningBackend running;
    private static ApiDescription description;
    private static ApiCalls calls;

    @BeforeAll
    static void visit() throws Exception {
        Limits usual = Limits.ofThisMachine();
        Limits limits = new Limits(
                usual.idleMillis(),
                usual.headMillis(),
                usual.bodyMillis(),
                usual.maxBody(),
                Visit.HELD_BYTES,
                usual.waitingBytes(),
                usual.atATime(),
                usual.connections(),
                usual.threads());
        running = RunningBackend.in(data, limits, Clock.fixed(SentEvents.NOW, ZoneOffset.UTC), settings -> {});
        description = new ApiDescription(running.get("/openapi.json").body());
        calls = new ApiCalls(running, description);
        new Visit(running, description, calls).pay();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void every_call_and_every_answer_is_as_it_is_described() {
        List<String> problems = new ArrayList<>();
        for (Exchange exchange : calls.all()) {
            description.problems(exchange).forEach(problem -> problems.add(problem + "\n  in " + exchange));
        }

        assertThat(problems).isEmpty();
        assertThat(calls.all()).hasSizeGreaterThan(250);
    }

    @Test
    void every_operation_was_called_and_every_status_that_is_described_was_answered() {
        Set<String> answered = new TreeSet<>();
        calls.all().forEach(exchange -> answered.add(exchange.name()));
        Set<String> expected = new TreeSet<>(description.answers());
        expected.removeIf(answer -> answer.endsWith(" 503"));
        expected.removeAll(NOT_PROVOKED);

        assertThat(answered).containsExactlyElementsOf(expected);
        assertThat(description.answers()).containsAll(NOT_PROVOKED);
        Set<String> called = new TreeSet<>();
        calls.all().forEach(exchange -> called.add(exchange.operation()));
        assertThat(called)
                .containsExactlyInAnyOrderElementsOf(
                        description.operations().stream().map(Operation::id).toList());
    }

    /** An empty list and an absent field are as described whatever they hold. */
    @Test
    void every_field_that_is_described_was_answered_with_a_value() throws Exception {
        Map<String, Set<String>> described = new TreeMap<>();
        Map<String, Set<String>> seen = new TreeMap<>();
        for (Exchange exchange : calls.all()) {
            Set<String> fields = description.fields(
                    description.operation(exchange.operation()), Integer.toString(exchange.status()));
            if (!fields.isEmpty()) {
                described.put(exchange.name(), fields);
                seen.computeIfAbsent(exchange.name(), any -> new TreeSet<>()).addAll(exchange.fields());
            }
        }

        described.forEach((answer, fields) -> fields.removeIf(field -> seen.get(answer).stream()
                .anyMatch(found -> found.matches(field.replace("*", "\\*").replace("?", "[^/]+")))));
        described.values().removeIf(Set::isEmpty);
        assertThat(described).isEmpty();
        assertThat(seen).hasSizeGreaterThan(100);
    }

    @Test
    void no_answer_may_hold_just_anything_but_the_description_and_what_sql_asks_for() {
        Set<String> open = new TreeSet<>();
        for (Operation operation : description.operations()) {
            operation
                    .node()
                    .path("responses")
                    .fieldNames()
                    .forEachRemaining(status -> description
                            .openPlaces(operation, status)
                            .forEach(place -> open.add(operation.id() + ' ' + status + ' ' + place)));
        }

        assertThat(open).containsExactly("openapi 200 ", "sql 200 /rows/*/*");
    }

    @Test
    void every_address_is_described_and_no_other() {
        Set<String> described = new TreeSet<>();
        description.operations().forEach(operation -> described.add(operation.method() + ' ' + operation.path()));
        Set<String> addresses = new TreeSet<>(running.addresses());
        addresses.add("POST /v1/events");
        addresses.add("POST /v1/analytics/{project}/");

        assertThat(described).containsExactlyElementsOf(addresses);
    }

    @Test
    void events_of_a_stream_are_as_they_are_described() {
        Exchange live = calls.all().stream()
                .filter(exchange -> exchange.name().equals("live 200"))
                .findFirst()
                .orElseThrow();
        Map<String, String> schemas = Map.of("request", "Request", "skipped", "Skipped");
        Set<String> kinds = new TreeSet<>();
        for (String event : live.body().split("\n\n", -1)) {
            if (event.startsWith("event: ")) {
                String kind = event.lines().findFirst().orElseThrow().substring("event: ".length());
                String data = event.substring(event.indexOf("data: ") + "data: ".length());
                assertThat(schemas).containsKey(kind);
                assertThat(description.problems(schemas.get(kind), data))
                        .as(event)
                        .isEmpty();
                kinds.add(kind);
            }
        }
        assertThat(kinds).containsExactly("request", "skipped");
    }

    /** What any address may answer: the method, the name or the address is not known here. */
    @ParameterizedTest
    @CsvSource({
        "405, PATCH /api/me, localhost",
        "405, GET /v1/events, localhost",
        "501, GETX /api/me, localhost",
        "421, GET /api/me, evil.example",
        "404, GET /api/nothing, localhost",
        "404, POST /v1/analytics/a/b/, localhost"
    })
    void whatever_else_is_refused_has_the_form_of_all_errors(int status, String line, String host) throws Exception {
        Exchange exchange =
                calls.others(Who.ADMIN, "me", line, "Host: " + host + "\r\nContent-Type: application/json\r\n\r\n");

        assertThat(exchange.status()).isEqualTo(status);
        assertThat(description.problemsOfOthers(exchange))
                .as(exchange.toString())
                .isEmpty();
    }

    /** The checks above would all pass if nothing were ever found to be wrong. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "requests; /requests/0; ts; \"yesterday\"",
                "requests; /requests/0; event_id; \"7\"",
                "requests; /requests/0; kind; \"page_view\"",
                "requests; /requests/0; count; \"1\"",
                "requests; /requests/0; count; 1.5",
                "requests; /requests/0; api; null",
                "requests; /requests/0; api; ",
                "requests; /requests/0; surprise; 1",
                "requests; /window; surprise; null",
                "customers; /customers/0; daily; [{\"day\":\"2026-13-01\",\"requests\":1}]",
                "customers; /customers/0; error_rate; -1",
                "customers; /customers; 0; 7",
                "agents; /agents/0/lost_by_reason; queue; \"many\"",
                "overview; ; top_customer; {}",
                "request; ; properties; {\"region\":7}"
            })
    void an_answer_that_is_otherwise_is_found(String operation, String place, String field, String value)
            throws Exception {
        Exchange good = good(operation);
        JsonNode body = good.json();
        JsonNode parent = place == null ? body : body.at(place);
        if (value == null) {
            assertThat(((ObjectNode) parent).remove(field)).isNotNull();
        } else if (parent instanceof ObjectNode object) {
            object.set(field, ApiDescription.JSON.readTree(value));
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(field), ApiDescription.JSON.readTree(value));
        }

        assertThat(description.problems(good)).isEmpty();
        assertThat(description.problems(good.with(200, good.headers(), body.toString())))
                .hasSizeGreaterThanOrEqualTo(1);
    }

    @Test
    void an_answer_of_another_status_or_type_or_without_its_header_is_found() throws Exception {
        Exchange good = good("me");
        Exchange busy = calls.all().stream()
                .filter(exchange -> exchange.status() == 429)
                .findFirst()
                .orElseThrow();

        assertThat(description.problems(good.with(418, good.headers(), good.body())))
                .hasSize(1);
        assertThat(description.problems(good.with(200, Map.of("content-type", "text/html"), good.body())))
                .hasSize(1);
        assertThat(description.problems(good.with(200, good.headers(), good.body() + "{}")))
                .hasSize(1);
        assertThat(description.problems(good.with(
                        200, good.headers(), "{\"user\":\"a\"," + good.body().substring(1))))
                .hasSize(1);
        assertThat(description.problems(busy.with(429, Map.of("content-type", "application/json"), busy.body())))
                .containsExactly("the header Retry-After is missing");
    }

    /** The last of its answers that is the fullest. */
    private static Exchange good(String operation) {
        return calls.all().stream()
                .filter(exchange -> exchange.name().equals(operation + " 200"))
                .max((one, other) ->
                        Integer.compare(one.body().length(), other.body().length()))
                .orElseThrow();
    }
}
