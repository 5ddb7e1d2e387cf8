package dev.rollcall.demo.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the backend tells over its JSON API, to an administrator who has signed in. */
final class BackendApi {
    private static final long STORED_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int PAUSE_MILLIS = 100;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI base;
    private final String cookie;

    /**
     * Signs in.
     *
     * @param page any address of the backend
     */
    BackendApi(String page, String password) throws IOException, InterruptedException {
        base = URI.create(page).resolve("/");
        String body = json.writeValueAsString(Map.of("user", "admin", "password", password));
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(base.resolve("/api/login"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        String setCookie = response.headers().firstValue("Set-Cookie").orElse("");
        if (response.statusCode() >= 300 || setCookie.isEmpty()) {
            throw new IOException("the backend does not let us in: " + response.statusCode() + ' ' + response.body());
        }
        int end = setCookie.indexOf(';');
        cookie = end < 0 ? setCookie : setCookie.substring(0, end);
    }

    /** Where the pages are, for whoever knows the password. */
    URI base() {
        return base;
    }

    /** Waits until at least so many requests are stored; false when they are not after half a minute. */
    boolean awaitStored(long requests) throws IOException, InterruptedException {
        long until = System.nanoTime() + STORED_NANOS;
        while (stored() < requests) {
            if (System.nanoTime() - until > 0) {
                return false;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return true;
    }

    private long stored() throws IOException, InterruptedException {
        return get("/api/workspace?window=24h").path("totals").path("requests").asLong();
    }

    /** The customers of the last day, the busiest first; those without an id are one row. */
    JsonNode customers() throws IOException, InterruptedException {
        return get("/api/customers?window=24h&sort=requests&order=desc&limit=200");
    }

    /** What was called most in the last day. */
    JsonNode endpoints(int limit) throws IOException, InterruptedException {
        return get("/api/endpoints?window=24h&limit=" + limit).path("endpoints");
    }

    /** Calls by customer, with the names of {@link Customer}. */
    static Map<String, List<Integer>> tally(JsonNode customers) {
        Map<String, List<Integer>> tally = new TreeMap<>();
        for (JsonNode customer : customers.path("customers")) {
            JsonNode id = customer.path("customer_id");
            String name = id.isTextual() ? id.asText() : Customer.UNIDENTIFIED;
            tally.computeIfAbsent(
                            id.isTextual() && name.startsWith("key:") ? Customer.HASHED : name,
                            any -> new ArrayList<>())
                    .add(customer.path("requests").asInt());
        }
        return tally;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Cookie", cookie)
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(
                    "the backend answered " + path + " with " + response.statusCode() + ": " + response.body());
        }
        return json.readTree(response.body());
    }
}
