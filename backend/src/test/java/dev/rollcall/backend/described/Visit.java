package dev.rollcall.backend.described;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.backend.RunningBackend;
import dev.rollcall.backend.described.ApiCalls.Stream;
import dev.rollcall.backend.described.ApiCalls.Who;
import dev.rollcall.backend.described.ApiDescription.Operation;
import dev.rollcall.backend.lab.Client;
import dev.rollcall.backend.lab.RawClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Everything that can be asked of a backend: first when it is empty, then with events of all kinds in it, and all that it refuses. */
final class Visit {
    /** A good call of each operation that changes something or takes a body, but of those that take events. */
    private static final Map<String, String> WRITES = new LinkedHashMap<>();

    static {
        WRITES.put(
                "sql",
                "{\"query\":\"select customer_id, count(*) as n, {'a': [1]} as nested from requests group by 1\"}");
        WRITES.put("markFavourite", "?customer=acme");
        WRITES.put("unmarkFavourite", "?customer=acme");
        WRITES.put("describe", "{\"customer\":\"acme\",\"text\":\"large\"}");
        WRITES.put("chooseWidgets", "{\"widgets\":[\"top_customer\"]}");
        WRITES.put("logout", "");
        WRITES.put("changePassword", "{\"old\":\"" + RunningBackend.PASSWORD + "\",\"new\":\"another-password\"}");
        WRITES.put("makeToken", "{\"kind\":\"api\",\"name\":\"reports\"}");
        WRITES.put("deleteToken", "?id=x");
        WRITES.put("makeUser", "{\"user\":\"joe\",\"password\":\"password-of-joe\",\"admin\":true}");
        WRITES.put("deleteUser", "?user=joe");
        WRITES.put("backup", "");
        WRITES.put("export", "{\"from\":\"2026-08-01\",\"to\":\"2026-08-21T00:00:00Z\"}");
        WRITES.put("import", "{\"file\":\"x.parquet\"}");
    }

    /** What any body takes as soon as its first byte has come. */
    private static final int FIRST_BYTES = 8 << 10;

    /** How many bytes of bodies may be under way: enough for what is sent here, one after another. */
    static final int HELD_BYTES = 9 * FIRST_BYTES - 1;

    private final RunningBackend running;
    private final ApiDescription description;
    private final ApiCalls calls;

    Visit(RunningBackend running, ApiDescription description, ApiCalls calls) {
        this.running = running;
        this.description = description;
        this.calls = calls;
    }

    void pay() throws Exception {
        signIn();
        lookAtNothing();
        sendEvents();
        keep();
        askWithEveryValue();
        useTheKey();
        accounts();
        files();
        beRefused();
    }

    private void signIn() throws Exception {
        calls.call(200, Who.NOBODY, "health", "");
        calls.call(200, Who.NOBODY, "openapi", "");
        String code = running.backend.signInAddress().replaceFirst(".*code=", "code=");
        assertThat(calls.call(303, Who.NOBODY, "signin", code).header("Set-Cookie"))
                .isNotNull();
        assertThat(calls.call(303, Who.NOBODY, "signin", code).header("Set-Cookie"))
                .isNull();
        calls.call(400, Who.NOBODY, "signin", "");
        calls.call(401, Who.NOBODY, "login", "", login("admin", "wrong"));
        calls.signedIn(calls.call(200, Who.NOBODY, "login", "", login("admin", RunningBackend.PASSWORD)));
        Exchange made = calls.call(201, Who.ADMIN, "makeToken", "", WRITES.get("makeToken"));
        calls.keyIs(made.json().path("secret").asText());
    }

    private static String login(String user, String password) {
        return "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}";
    }

    /** Answers of a store without a request: nothing is divided by, and nobody is at the top. */
    private void lookAtNothing() throws Exception {
        for (Operation operation : reads()) {
            boolean isOfOne = Set.of("customer", "request").contains(operation.id());
            calls.call(isOfOne ? 404 : 200, Who.ADMIN, operation.id(), usual(operation.id()));
        }
    }

    private void sendEvents() throws Exception {
        try (Stream live = calls.stream(Who.ADMIN, "live")) {
            assertThat(live.line()).startsWith(":");
            List<String> all = SentEvents.all();
            Exchange sent = calls.call(
                    200, Who.SENDER, "events", "", SentEvents.array(all), "Rollcall-Batch", "i1:1:" + all.size());
            assertThat(sent.json().path("rejected")).as(sent.toString()).hasSize(SentEvents.wrong());
            calls.call(200, Who.SENDER, "events", "", SentEvents.flood());
            while (!live.line().equals("event: skipped")) {
                // The requests before it.
            }
            assertThat(live.line()).startsWith("data: ");
        }
        String again = SentEvents.all().get(0) + '\n';
        calls.call(200, Who.SENDER, "events", "", again, "Content-Type", "application/x-ndjson");
        calls.call(200, Who.SENDER, "capture", "", "{\"event\":\"api_request\",\"distinct_id\":\"acme\"}");
        calls.call(200, Who.SENDER, "capture", "", SentEvents.captured());
        calls.call(400, Who.SENDER, "capture", "", "{\"event\":\"page_view\"}");
        calls.call(400, Who.SENDER, "events", "", "[]", "Rollcall-Batch", "x");
        for (String takes : List.of("events", "capture")) {
            calls.call(415, Who.SENDER, takes, "", "[]", "Content-Type", "text/plain");
        }
        sendTooMuch();
        calls.raw(403, Who.SENDER, "capture", null, "Host: localhost\r\nContent-Length: 2\r\n\r\n[]");
    }

    /** Somebody has begun as many bodies as there is room for, and ends none. */
    private void sendTooMuch() throws Exception {
        List<RawClient> slow = new ArrayList<>();
        try {
            for (int held = FIRST_BYTES; held <= HELD_BYTES; held += FIRST_BYTES) {
                RawClient one = new RawClient(URI.create(running.backend.url()));
                slow.add(one);
                one.send("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + RunningBackend.TOKEN
                        + "\r\nContent-Length: 1000\r\n\r\n[");
            }
            await().until(() -> calls.ask(Who.SENDER, "events", "", "[]").status() == 429);
            calls.call(429, Who.SENDER, "capture", "", "[]");
        } finally {
            for (RawClient one : slow) {
                one.close();
            }
        }
    }

    private void keep() throws Exception {
        for (Who who : List.of(Who.ADMIN, Who.KEY)) {
            for (String customer : List.of("acme", "wayne")) {
                calls.call(204, who, "markFavourite", "customer=" + customer);
            }
            calls.call(204, who, "unmarkFavourite", "customer=wayne");
        }
        calls.call(200, Who.ADMIN, "request", "id=" + SentEvents.FULL_ID);
        Exchange many = calls.call(200, Who.ADMIN, "requests", "customer=growing");
        calls.call(
                200,
                Who.ADMIN,
                "request",
                "id=" + many.json().path("requests").path(0).path("event_id").asText());
        calls.call(200, Who.ADMIN, "customers", "window=all&sort=recent&order=asc&search=a&limit=2&favourites=true");
        Exchange page = calls.call(200, Who.ADMIN, "customers", "window=all&limit=2");
        calls.call(
                200,
                Who.ADMIN,
                "customers",
                "window=all&limit=2&after="
                        + Client.encoded(page.json().path("next").asText()));
        calls.call(200, Who.ADMIN, "customer", "customer=acme&window=custom&from=2025-01-01&to=2025-01-02");
        calls.call(404, Who.ADMIN, "customer", "customer=nobody");
        calls.call(404, Who.ADMIN, "request", "id=" + new UUID(0, 0));
        calls.call(400, Who.ADMIN, "sql", "", "{\"query\":\"drop table event\"}");
    }

    /**
     * Every value that the description names for a parameter is taken, and one that it does not is refused. The first values of all
     * parameters are asked for together, then the second ones, and so on.
     */
    private void askWithEveryValue() throws Exception {
        for (Operation operation : reads()) {
            Who who = description.credentials(operation).contains("apiKey") ? Who.KEY : Who.ADMIN;
            calls.call(200, who, operation.id(), usual(operation.id()));
            Map<String, List<String>> values = new LinkedHashMap<>();
            int most = 0;
            for (JsonNode parameter : description.parameters(operation)) {
                String name = parameter.path("name").asText();
                values.put(name, values(parameter.path("schema")));
                most = Math.max(most, values.get(name).size());
                for (String value : wrong(parameter.path("schema"))) {
                    calls.call(400, who, operation.id(), usual(operation.id(), Map.of(name, value)));
                }
            }
            for (int i = 0; i < most; i++) {
                Map<String, String> asked = new LinkedHashMap<>();
                for (Map.Entry<String, List<String>> parameter : values.entrySet()) {
                    if (i < parameter.getValue().size()) {
                        asked.put(parameter.getKey(), parameter.getValue().get(i));
                    }
                }
                calls.call(200, who, operation.id(), usual(operation.id(), asked));
            }
        }
    }

    /** What asks, and is answered at once. */
    private List<Operation> reads() {
        List<Operation> reads = new ArrayList<>();
        for (Operation operation : description.operations()) {
            if (operation.method().equals("GET")
                    && !description.credentials(operation).isEmpty()
                    && !operation.id().equals("live")) {
                reads.add(operation);
            }
        }
        return reads;
    }

    private static List<String> values(JsonNode schema) {
        List<String> values = new ArrayList<>();
        schema.path("enum").forEach(value -> values.add(value.asText()));
        switch (schema.path("type").asText()) {
            case "boolean" -> values.addAll(List.of("true", "false"));
            case "integer" ->
                values.addAll(List.of(
                        schema.path("minimum").asText(), schema.path("maximum").asText()));
            default -> {}
        }
        return values;
    }

    private static List<String> wrong(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "boolean" -> List.of("perhaps");
            case "integer" ->
                List.of(
                        Integer.toString(schema.path("minimum").asInt() - 1),
                        Integer.toString(schema.path("maximum").asInt() + 1),
                        "many");
            default -> schema.has("format") ? List.of("7") : List.of();
        };
    }

    /** What an operation has to be asked with. */
    private static String usual(String operation) {
        return switch (operation) {
            case "customer" -> "customer=acme";
            case "request" -> "id=" + SentEvents.FULL_ID;
            default -> "";
        };
    }

    /** The same with other values. */
    private static String usual(String operation, Map<String, String> values) {
        Map<String, String> asked = new LinkedHashMap<>(ApiCalls.values(usual(operation)));
        asked.putAll(values);
        if (asked.getOrDefault("unidentified", "").equals("true")) {
            asked.remove("customer");
        }
        if (asked.getOrDefault("window", "").equals("custom")) {
            asked.put("from", "2026-08-01");
            asked.put("to", "2026-08-20T12:00:00Z");
        }
        List<String> pairs = new ArrayList<>();
        asked.forEach((name, value) -> pairs.add(name + '=' + value));
        return String.join("&", pairs);
    }

    /** An API key does what it is said to be good for, and nothing else. */
    private void useTheKey() throws Exception {
        for (Operation operation : description.operations()) {
            Set<String> credentials = description.credentials(operation);
            if (credentials.contains("session") && !operation.method().equals("GET")) {
                int done = operation.id().equals("sql") ? 200 : 204;
                write(credentials.contains("apiKey") ? done : 403, Who.KEY, operation.id());
            } else if (credentials.contains("session") && !credentials.contains("apiKey")) {
                calls.call(403, Who.KEY, operation.id(), usual(operation.id()));
            }
        }
    }

    private void write(int status, Who who, String operation) throws Exception {
        String with = WRITES.get(operation);
        assertThat(with).as("a call of " + operation).isNotNull();
        boolean isQuery = with.startsWith("?");
        calls.call(status, who, operation, isQuery ? with.substring(1) : "", isQuery || with.isEmpty() ? null : with);
    }

    private void accounts() throws Exception {
        write(204, Who.ADMIN, "makeUser");
        write(409, Who.ADMIN, "makeUser");
        calls.call(409, Who.ADMIN, "deleteUser", "user=admin");
        write(204, Who.ADMIN, "deleteUser");
        write(404, Who.ADMIN, "deleteUser");
        write(404, Who.ADMIN, "deleteToken");
        Exchange ingest = calls.call(201, Who.ADMIN, "makeToken", "", "{\"kind\":\"ingest\",\"name\":\"shop\"}");
        assertThat(ingest.json().path("kind").asText()).isEqualTo("ingest");
        for (JsonNode token : calls.call(200, Who.ADMIN, "tokens", "").json().path("tokens")) {
            if (token.path("name").asText().equals("shop")) {
                calls.call(
                        204, Who.ADMIN, "deleteToken", "id=" + token.path("id").asText());
            }
        }
        calls.call(401, Who.ADMIN, "changePassword", "", "{\"old\":\"wrong\",\"new\":\"another-password\"}");
        calls.signedIn(calls.call(204, Who.ADMIN, "changePassword", "", WRITES.get("changePassword")));
    }

    private void files() throws Exception {
        write(200, Who.ADMIN, "backup");
        Exchange exported = calls.call(200, Who.ADMIN, "export", "", WRITES.get("export"));
        String file = exported.json().path("file").asText();
        calls.call(200, Who.ADMIN, "import", "", "{\"file\":\"" + file + "\"}");
        write(404, Who.ADMIN, "import");
    }

    /** What any operation of a sort is refused with. */
    private void beRefused() throws Exception {
        for (Operation operation : description.operations()) {
            Set<String> credentials = description.credentials(operation);
            Who who = credentials.isEmpty() ? Who.NOBODY : credentials.contains("ingestToken") ? Who.SENDER : Who.ADMIN;
            if (!credentials.isEmpty()) {
                calls.call(401, Who.NOBODY, operation.id(), "", operation.hasBody() ? "[]" : null);
            }
            if (operation.path().startsWith("/api/") && !operation.method().equals("GET")) {
                calls.call(403, who, operation.id(), "", "{}", "Sec-Fetch-Site", "cross-site");
            }
            if (operation.hasBody()) {
                calls.call(400, who, operation.id(), "", "{");
                calls.raw(413, who, operation.id(), null, LARGE);
            } else if (!description.parameters(operation).isEmpty()) {
                calls.call(400, who, operation.id(), "x=%FF");
            }
        }
    }

    private static final String LARGE =
            "Host: localhost\r\nUser-Agent: x\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n[";
}
