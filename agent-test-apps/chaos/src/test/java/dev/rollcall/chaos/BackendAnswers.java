package dev.rollcall.chaos;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.rollcall.conformance.receiver.JsonValues;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the backend tells a person who has signed in. */
final class BackendAnswers {
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String url;

    /** Signs in. */
    BackendAnswers(BackendProcess backend) throws IOException, InterruptedException {
        url = backend.url();
        post("/api/login", "{\"user\":\"admin\",\"password\":\"" + BackendProcess.PASSWORD + "\"}");
    }

    /** Requests by customer, in a window. */
    Map<String, Long> requestsByCustomer(String window) throws IOException, InterruptedException {
        Map<String, Long> requests = new TreeMap<>();
        for (Object customer : list(get("/api/customers?limit=200&window=" + window), "customers")) {
            requests.put(String.valueOf(field(customer, "customer_id")), number(customer, "requests"));
        }
        return requests;
    }

    /** Requests of everybody, in a window. */
    long requests(String window) throws IOException, InterruptedException {
        return number(field(get("/api/workspace?window=" + window), "totals"), "requests");
    }

    /** The only row of a question, whose columns are all numbers. */
    List<Long> row(String sql) throws IOException, InterruptedException {
        List<?> rows = list(post("/api/sql", "{\"query\":\"" + sql + "\"}"), "rows");
        return ((List<?>) rows.get(0))
                .stream().map(value -> ((Number) value).longValue()).toList();
    }

    /** These figures, in their order, of every agent that told of itself. */
    List<List<Long>> agents(String... figures) throws IOException, InterruptedException {
        List<List<Long>> agents = new ArrayList<>();
        for (Object agent : list(get("/api/agents?window=24h"), "agents")) {
            List<Long> told = new ArrayList<>();
            for (String figure : figures) {
                told.add(number(agent, figure));
            }
            agents.add(told);
        }
        return agents;
    }

    private static @Nullable Object field(@Nullable Object json, String name) throws IOException {
        if (json instanceof Map<?, ?> object && object.containsKey(name)) {
            return object.get(name);
        }
        throw new IOException("no " + name + " in " + json);
    }

    private static List<?> list(@Nullable Object json, String name) throws IOException {
        return (List<?>) field(json, name);
    }

    private static long number(@Nullable Object json, String name) throws IOException {
        return ((Number) field(json, name)).longValue();
    }

    private @Nullable Object get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + path)));
    }

    private @Nullable Object post(String path, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    private @Nullable Object send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(answer + ": " + answer.body());
        }
        if (answer.body().isEmpty()) {
            return null;
        }
        try (JsonParser json = JSON.createParser(answer.body())) {
            json.nextToken();
            return JsonValues.read(json);
        }
    }
}
