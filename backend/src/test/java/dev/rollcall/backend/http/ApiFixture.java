package dev.rollcall.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.event.ApiEvent.Kind;
import dev.rollcall.backend.live.Live;
import dev.rollcall.backend.sql.JsonTree;
import dev.rollcall.backend.store.Database;
import dev.rollcall.backend.store.EventWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The JSON API over HTTP, on a store with a few requests of known times. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ApiFixture {
    static final Instant NOW = Instant.parse("2026-08-20T13:37:11Z");
    static final long HOUR = 3_600_000_000L;
    static final long NOW_MICROS = NOW.getEpochSecond() * 1_000_000;
    static final String FORMULA = "=HYPERLINK(\"http://x\",\"a,b\")";
    static final String MARKUP = "<script>alert(1)</script>";

    @TempDir
    static Path directory;

    final HttpClient client = HttpClient.newHttpClient();
    final Live live = new Live();
    private final Choices choices = new Choices();
    private Server server;
    String address;
    private Database database;
    private EventWriter writer;
    private int number;

    @BeforeAll
    void start() throws Exception {
        database = Database.open(directory.resolve("events.duckdb"), directory.resolve("exports"), "300MB", 2);
        writer = new EventWriter(database);
        Router router = new Router(request -> {
            String key = request.getHeaders().get("Authorization");
            return "Bearer key".equals(key) ? new User("ada", false) : null;
        });
        ApiRoutes.addTo(router, database, writer, choices, live, Clock.fixed(NOW, ZoneOffset.UTC));
        server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(router);
        server.start();
        address = "http://127.0.0.1:" + connector.getLocalPort();
        store(
                request("acme", 1),
                request("acme", 2),
                request("acme", 30),
                request(FORMULA, 3),
                request(MARKUP, 4),
                request(null, 5),
                rollup("acme", 6),
                status());
    }

    @AfterAll
    void stop() throws Exception {
        live.close();
        server.stop();
        writer.close();
        database.close();
    }

    ApiEvent request(@Nullable String customer, int hoursBack) {
        ApiEvent event = new ApiEvent();
        event.id = new UUID(9, number++);
        event.customerId = customer;
        event.customerName = MARKUP.equals(customer) ? MARKUP : null;
        event.epochMicros = NOW_MICROS - hoursBack * HOUR;
        event.durationMicros = 1000;
        event.api = "pay";
        event.instance = "i1";
        event.method = "GET";
        event.route = "/users/{id}";
        event.path = "/users/7";
        event.status = FORMULA.equals(customer) ? 500 : 200;
        event.responseBytes = 512;
        event.properties = Map.of("region", "eu");
        return event;
    }

    ApiEvent rollup(String customer, int hoursBack) {
        ApiEvent event = request(customer, hoursBack);
        event.kind = Kind.ROLLUP;
        event.count = 10;
        event.durationMicros = 10_000;
        event.durationBuckets = new int[] {100, 10};
        event.responseBytes = 5120;
        return event;
    }

    ApiEvent status() {
        ApiEvent event = request(null, 0);
        event.kind = Kind.STATUS;
        event.count = 0;
        event.epochMicros = NOW_MICROS - 60_000_000;
        event.service = "shop";
        event.agentVersion = "0.3.0";
        event.properties = Map.of(
                "seen", "15", "lost", "2", "lost_queue", "2", "woven", "tomcat 10.1, spring-mvc 6.2", "uptime_s", "x");
        return event;
    }

    void store(ApiEvent... events) throws Exception {
        var stored = writer.submit(null, List.of(events));
        assertThat(stored).isNotNull();
        stored.toCompletableFuture().get();
    }

    void assertError(String path, int status, String code) throws Exception {
        HttpResponse<String> answer = send("GET", path, null);
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        assertThat(at(tree(answer), "error", "code")).as(path).isEqualTo(code);
        assertThat(text(at(tree(answer), "error", "message"))).isNotBlank();
    }

    @Nullable
    Object get(String path) throws Exception {
        HttpResponse<String> answer = send("GET", path, null);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        return tree(answer);
    }

    HttpResponse<String> send(String method, String path, @Nullable String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer key")
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    static @Nullable Object tree(HttpResponse<String> answer) throws Exception {
        return JsonTree.read(answer.body());
    }

    /** What is at a path of names and numbers. */
    static @Nullable Object at(@Nullable Object value, Object... path) {
        Object found = value;
        for (Object step : path) {
            found = step instanceof Integer index
                    ? ((List<?>) found).get(index)
                    : JsonTree.field(found, step.toString());
        }
        return found;
    }

    static String text(@Nullable Object value) {
        return String.valueOf(value);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Keeps choices as long as the test runs; how they outlive that is the accounts' matter. */
    static final class Choices implements Preferences {
        private final Set<String> favourites = new TreeSet<>();
        private final Map<String, String> descriptions = new HashMap<>();
        private final Map<String, List<String>> widgets = new HashMap<>();

        @Override
        public synchronized Set<String> favourites(String user) {
            return Set.copyOf(favourites);
        }

        @Override
        public synchronized void setFavourite(String user, String customer, boolean favourite) {
            if (favourite) {
                favourites.add(customer);
            } else {
                favourites.remove(customer);
            }
        }

        @Override
        public synchronized String description(String customer) {
            return descriptions.getOrDefault(customer, "");
        }

        @Override
        public synchronized void setDescription(String customer, String text) {
            descriptions.put(customer, text);
        }

        @Override
        public synchronized List<String> widgets(String user, String api) {
            return widgets.getOrDefault(user + " " + api, List.of());
        }

        @Override
        public synchronized void setWidgets(String user, String api, List<String> chosen) {
            widgets.put(user + " " + api, chosen);
        }
    }
}
