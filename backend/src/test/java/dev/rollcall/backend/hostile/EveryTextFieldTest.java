package dev.rollcall.backend.hostile;

import static dev.rollcall.backend.hostile.TextField.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.lab.BackendJvm;
import dev.rollcall.backend.lab.Client;
import dev.rollcall.backend.lab.Tree;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every text that a sender may choose, in every field there is, through everything that shows it: the answers in JSON, the live stream,
 * the files and the console. What another store takes over is looked at in {@code KeepingTest}.
 */
class EveryTextFieldTest {
    /** What a row of the history, and of the live stream, tells. */
    private static final List<String> OF_ROWS = List.of(
            "method", "route", "path", "outcome", "error_type", "country", "customer_id", "customer_name", "api");

    /** The one text that the console does not show. */
    private static final String NOT_IN_THE_CONSOLE = "credential_hash";

    private static BackendJvm backend;
    private static Client client;

    /** What was sent, by the id of the event: of each text a request, and a rollup of two. */
    private static final Map<String, Strange> SENT = new LinkedHashMap<>();

    private static final List<Tree> LIVE = new ArrayList<>();

    /** An event that never comes is read for without end; JUnit interrupts that. */
    @BeforeAll
    @Timeout(120)
    static void send(@TempDir Path directory) throws Exception {
        backend = BackendJvm.fromClasses(directory, "-Xmx256m", "-XX:TieredStopAtLevel=1");
        client = new Client(backend);
        List<String> events = new ArrayList<>();
        for (Strange strange : Strange.ALL) {
            String one = UUID.randomUUID().toString();
            String two = UUID.randomUUID().toString();
            SENT.put(one, strange);
            SENT.put(two, strange);
            events.add(strange.request(one, Harm.RECENTLY));
            events.add(strange.rollupOfTwo(two, Harm.RECENTLY));
        }
        for (Strange strange : Strange.ALL) {
            events.add(strange.status(UUID.randomUUID().toString(), Harm.RECENTLY));
        }
        try (BufferedReader stream = stream()) {
            assertThat(stream.readLine()).startsWith(":");
            HttpResponse<String> answer =
                    client.ingest(('[' + String.join(",", events) + ']').getBytes(StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(Tree.of(answer.body()).at("rejected").items()).isEmpty();
            while (LIVE.size() < SENT.size()) {
                LIVE.add(next(stream));
            }
        }
    }

    @AfterAll
    static void stop() {
        try {
            Harm.assertQuiet(backend);
        } finally {
            backend.close();
        }
    }

    private static BufferedReader stream() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(client.at("/api/live"))
                .header("Cookie", client.cookie())
                .build();
        HttpResponse<InputStream> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** The next event: three lines and no other. */
    private static Tree next(BufferedReader stream) throws Exception {
        String line = stream.readLine();
        while (line != null && (line.isEmpty() || line.startsWith(":"))) {
            line = stream.readLine();
        }
        assertThat(line).isEqualTo("event: request");
        assertThat(stream.readLine()).matches("id: \\d+");
        String data = stream.readLine();
        assertThat(data).startsWith("data: {");
        assertThat(stream.readLine()).isEmpty();
        return Tree.of(data.substring("data: ".length()));
    }

    @Test
    void a_request_in_full_has_every_text_as_it_was_sent() throws Exception {
        for (Map.Entry<String, Strange> sent : SENT.entrySet()) {
            Tree request = client.json("/api/request?id=" + sent.getKey());
            for (TextField field : TextField.ALL) {
                assertThat(request.at(field.name()).text())
                        .isEqualTo(sent.getValue().in(field));
            }
            assertThat(request.at("properties").names())
                    .containsExactly(sent.getValue().key());
            assertThat(request.at("properties").at(sent.getValue().key()).text())
                    .isEqualTo(sent.getValue().value());
        }
    }

    @Test
    void the_history_and_the_live_stream_tell_a_request_alike() throws Exception {
        assertRows(
                client.json("/api/requests?window=all&limit=500").at("requests").items());
        assertRows(LIVE);
    }

    private static void assertRows(List<Tree> rows) {
        Map<String, Tree> byId =
                rows.stream().collect(Collectors.toMap(row -> row.at("event_id").text(), row -> row));
        assertThat(byId).containsKeys(SENT.keySet().toArray(String[]::new));
        SENT.forEach((id, strange) -> fields(OF_ROWS)
                .forEach(field ->
                        assertThat(byId.get(id).at(field.name()).text()).isEqualTo(strange.in(field))));
    }

    @Test
    void customers_end_points_and_errors_are_called_what_they_were_sent_as() throws Exception {
        Map<String, Tree> customers =
                byText(client.json("/api/customers?window=all&limit=200"), "customers", "customer_id");
        Map<String, Tree> failing = byText(client.json("/api/errors?window=all"), "customers", "customer_id");
        Map<String, Tree> endpoints = byText(client.json("/api/endpoints?window=all&limit=1000"), "endpoints", "api");
        Map<String, Tree> apis = byText(client.json("/api/workspace?window=all"), "apis", "api");
        for (Strange strange : Strange.ALL) {
            String id = in(strange, "customer_id");
            String api = in(strange, "api");
            assertCustomer(customers.get(id), strange);
            assertThat(failing.get(id).at("name").text()).isEqualTo(in(strange, "customer_name"));
            assertThat(endpoints.get(api).at("method").text()).isEqualTo(in(strange, "method"));
            assertThat(endpoints.get(api).at("route").text()).isEqualTo(in(strange, "route"));
            assertThat(apis).containsKey(api);

            Tree profile = client.json("/api/customer?window=all&customer=" + Client.encoded(id));
            assertCustomer(profile.at("customer"), strange);
            assertThat(byText(profile, "end_users", "end_user")).containsOnlyKeys(in(strange, "end_user"));
            assertThat(byText(profile, "plans", "plan")).containsOnlyKeys(in(strange, "plan"));
            assertThat(byText(profile, "sources", "source")).containsOnlyKeys(in(strange, "customer_source"));
            assertThat(byText(profile, "apis", "api")).containsOnlyKeys(api);
        }
    }

    private static void assertCustomer(Tree customer, Strange strange) {
        assertThat(customer.at("customer_id").text()).isEqualTo(in(strange, "customer_id"));
        assertThat(customer.at("name").text()).isEqualTo(in(strange, "customer_name"));
        assertThat(customer.at("kind").text()).isEqualTo(in(strange, "customer_kind"));
        assertThat(customer.at("apis").items()).extracting(Tree::text).containsExactly(in(strange, "api"));
        assertThat(customer.at("requests").number()).isEqualTo(3);
    }

    @Test
    void an_agent_tells_of_itself_in_its_own_words() throws Exception {
        Map<String, Tree> agents = byText(client.json("/api/agents?window=all"), "agents", "instance");
        for (Strange strange : Strange.ALL) {
            Tree agent = agents.get(in(strange, "instance"));
            for (TextField field : fields(TextField.OF_AGENTS)) {
                assertThat(agent.at(field.name()).text()).isEqualTo(strange.in(field));
            }
            // Commas separate what is woven; space and control characters around it say nothing.
            assertThat(agent.at("woven").items().stream().map(Tree::text).collect(Collectors.joining(",")))
                    .isEqualTo(strange.woven().trim());
            assertThat(agent.at("lost_by_reason").names()).containsExactly(strange.key());
            assertThat(agent.at("lost_by_reason").at(strange.key()).number()).isEqualTo(3);
            assertThat(agent.at("stored_requests").number()).isEqualTo(3);
        }
    }

    @Test
    void files_have_every_text_and_no_formula_whatever_separates_cells() throws Exception {
        Map<String, Strange> byCustomer = new HashMap<>();
        Strange.ALL.forEach(strange -> byCustomer.put(strange.cellOf(field("customer_id")), strange));
        for (List<String> names : List.of(OF_ROWS, List.of("customer_id", "name", "kind", "apis"))) {
            String path = names == OF_ROWS ? "/api/requests.csv" : "/api/customers.csv";
            HttpResponse<String> answer = client.get(path + "?window=all");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            List<List<String>> rows = Csv.rows(answer.body());
            List<String> head = rows.get(0);
            assertThat(head).containsAll(names);
            int known = 0;
            for (List<String> row : rows) {
                Strange strange = byCustomer.get(row.get(head.indexOf("customer_id")));
                if (strange != null) {
                    known++;
                    for (String name : names) {
                        assertThat(row.get(head.indexOf(name))).as(path).isEqualTo(strange.cellOf(field(wire(name))));
                    }
                }
            }
            assertThat(known).isEqualTo(names == OF_ROWS ? SENT.size() : Strange.ALL.size());
            // As a spreadsheet reads it that knows semicolons or tabs, and no quotes that begin within a cell.
            for (String cell : answer.body().split("[;\t\r\n]\"*", -1)) {
                assertThat(cell).as(path).doesNotMatch("(?s)[=+@].*").doesNotMatch("(?s)-(?![0-9.]+$).*");
            }
        }
    }

    /** What customers are asked for under other names than events. */
    private static String wire(String name) {
        return switch (name) {
            case "name" -> "customer_name";
            case "kind" -> "customer_kind";
            case "apis" -> "api";
            default -> name;
        };
    }

    @Test
    void the_console_answers_with_every_text_and_finds_it() throws Exception {
        List<TextField> asked = TextField.ALL.stream()
                .filter(field -> !field.name().equals(NOT_IN_THE_CONSOLE))
                .toList();
        String columns = asked.stream().map(TextField::name).collect(Collectors.joining(", "));
        List<Tree> rows = ask("SELECT event_id, properties, " + columns + " FROM requests");
        List<Tree> events = ask("SELECT uuid, properties FROM events");
        // A rollup of two is two rows.
        assertThat(rows).hasSameSizeAs(events).hasSizeGreaterThanOrEqualTo(3 * Strange.ALL.size());
        int known = 0;
        for (Tree row : rows) {
            List<Tree> values = row.items();
            Strange strange = SENT.get(values.get(0).text());
            if (strange != null) {
                known++;
                assertThat(values.get(1).at(strange.key()).text()).isEqualTo(strange.value());
                for (int i = 0; i < asked.size(); i++) {
                    assertThat(values.get(2 + i).text()).isEqualTo(strange.in(asked.get(i)));
                }
            }
        }
        assertThat(known).isEqualTo(3 * Strange.ALL.size());
        for (Tree row : events) {
            Strange strange = SENT.get(row.items().get(0).text());
            if (strange != null) {
                known--;
                Tree properties = row.items().get(1);
                asked.forEach(
                        field -> assertThat(properties.at(field.name()).text()).isEqualTo(strange.in(field)));
                assertThat(properties.at("other").at(strange.key()).text()).isEqualTo(strange.value());
            }
        }
        assertThat(known).as("the same as events").isZero();
        String literals = Strange.ALL.stream()
                .map(strange -> "'" + in(strange, "path").replace("'", "''") + "'")
                .collect(Collectors.joining(", "));
        assertThat(ask("SELECT path, count(*) FROM requests WHERE path IN (" + literals + ") GROUP BY path"))
                .hasSameSizeAs(Strange.ALL)
                .allSatisfy(row -> assertThat(row.items().get(1).number()).isEqualTo(3));
        HttpResponse<String> refused =
                client.post("/api/sql", "{\"query\":\"SELECT " + NOT_IN_THE_CONSOLE + " FROM requests\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        Harm.assertClearSql(refused);
    }

    private static List<Tree> ask(String sql) throws Exception {
        HttpResponse<String> answer = client.post("/api/sql", "{\"query\":" + json(sql) + '}');
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Tree.of(answer.body()).at("rows").items();
    }

    @Test
    void a_text_as_long_as_is_taken_is_neither_cut_nor_refused() throws Exception {
        String id = UUID.randomUUID().toString();
        Map<String, String> longest = new LinkedHashMap<>();
        TextField.ALL.forEach(field -> longest.put(field.name(), "<b>\u00e4" + "x".repeat(field.max() - 4)));
        HttpResponse<String> answer = client.ingest(("{\"event_id\":\"" + id + "\",\"ts\":\"" + Harm.RECENTLY + "\","
                        + longest.entrySet().stream()
                                .map(field -> json(field.getKey()) + ':' + json(field.getValue()))
                                .collect(Collectors.joining(","))
                        + '}')
                .getBytes(StandardCharsets.UTF_8));
        assertThat(Tree.of(answer.body()).at("accepted").number())
                .as(answer.body())
                .isEqualTo(1);

        Tree request = client.json("/api/request?id=" + id);
        longest.forEach(
                (name, text) -> assertThat(request.at(name).text()).as(name).isEqualTo(text));
    }

    private static String in(Strange strange, String name) {
        return strange.in(field(name));
    }

    private static TextField field(String name) {
        return fields(List.of(name)).get(0);
    }

    private static List<TextField> fields(List<String> names) {
        List<TextField> fields = TextField.ALL.stream()
                .filter(field -> names.contains(field.name()))
                .toList();
        assertThat(fields).hasSameSizeAs(names);
        return fields;
    }

    /** The items of an array by a text that each has. */
    private static Map<String, Tree> byText(Tree answer, String array, String name) {
        return answer.at(array).items().stream()
                .collect(Collectors.toMap(item -> String.valueOf(item.at(name).text()), item -> item));
    }
}
