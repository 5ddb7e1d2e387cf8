package dev.rollcall.backend;

import dev.rollcall.backend.http.Limits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A real backend in this JVM, and a client of it. */
public final class RunningBackend implements AutoCloseable {
    public static final String TOKEN = "token-of-the-tests";
    public static final String PASSWORD = "password-of-the-tests";

    public final Backend backend;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable String cookie;

    private RunningBackend(Backend backend) {
        this.backend = backend;
    }

    static RunningBackend in(Path data) throws Exception {
        return in(data, Limits.ofThisMachine(), Clock.systemUTC(), settings -> {});
    }

    public static RunningBackend in(Path data, Limits limits, Clock clock, Consumer<Settings> more) throws Exception {
        Settings settings = new Settings();
        settings.data = data;
        settings.port = 0;
        settings.memory = "300MB";
        settings.ingestToken = TOKEN;
        settings.adminPassword = PASSWORD;
        more.accept(settings);
        return new RunningBackend(Backend.start(settings, limits, clock));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(backend.url() + path));
        return cookie == null ? request : request.header("Cookie", cookie);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<String> json(String method, String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Delivers events, as an agent does. */
    HttpResponse<String> deliver(String body, String... headers) throws IOException, InterruptedException {
        return deliver("/v1/events", body.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> deliver(String path, byte[] body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** Signs in with the password; what comes after is sent with the session's cookie. */
    HttpResponse<String> signIn(String user, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                json("POST", "/api/login", "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}");
        answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        return answer;
    }

    void signOutHere() {
        cookie = null;
    }

    void useCookie(String value) {
        cookie = value;
    }

    @Nullable
    String cookie() {
        return cookie;
    }

    /** All methods and paths of the JSON API, as {@code GET /api/customers}. */
    public Set<String> addresses() {
        return backend.addresses();
    }

    long number(String sql) throws SQLException {
        return backend.database().read(reader -> {
            try (Statement statement = reader.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** An event as an agent sends it, with a number of its own. */
    static String event(int number, String customer, String time) {
        return event("8c1f0e5a-7d42-8b1e-9a6b-" + String.format("%012x", number), customer, time);
    }

    static String event(String id, String customer, String time) {
        return "{\"event_id\":\"" + id + "\",\"ts\":\"" + time + "\",\"duration_us\":1830,\"customer_id\":\"" + customer
                + "\",\"method\":\"GET\",\"route\":\"/users/{id}\",\"path\":\"/users/7\",\"status\":200,\"service\":\"pay\"}";
    }

    @Override
    public void close() {
        backend.close();
    }
}
