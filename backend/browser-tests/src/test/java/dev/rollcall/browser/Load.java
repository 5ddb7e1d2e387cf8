package dev.rollcall.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The requests that the pages must tell of: who, what, how often, and how it ended. */
final class Load {
    static final String MARKUP = "<img src=x onerror=alert(1)>";
    static final String FORMULA = "=HYPERLINK(\"http://example.com\",\"a\")";
    static final String PATH = "../../etc/passwd?customer=acme-corp&window=all#top";
    static final String SPACES = "two  spaces";

    /**
     * Some equal requests.
     *
     * @param customer whose they are, null for nobody's
     * @param headers what each carries
     * @param status how each must be answered
     */
    record Calls(
            @Nullable String customer,
            Map<String, String> headers,
            int times,
            String method,
            String path,
            String body,
            int status) {}

    private static final List<Calls> ALL = List.of(
            new Calls("acme-corp", by("acme-corp"), 20, "GET", "/orders/17", "", 200),
            new Calls("acme-corp", by("acme-corp"), 5, "POST", "/payments", "{\"amount\":50}", 201),
            new Calls("acme-corp", by("acme-corp"), 3, "GET", "/orders/9999", "", 404),
            new Calls("acme-corp", by("acme-corp"), 2, "POST", "/payments", "{\"amount\":5000}", 503),
            new Calls(
                    "wonka",
                    Map.of(
                            "Authorization",
                            token("wonka"),
                            "User-Agent",
                            "Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)"),
                    8,
                    "GET",
                    "/payments/pay_1",
                    "",
                    200),
            new Calls(MARKUP, by(MARKUP), 4, "GET", "/orders", "", 200),
            new Calls(FORMULA, by(FORMULA), 3, "GET", "/orders", "", 200),
            new Calls(PATH, by(PATH), 2, "GET", "/orders", "", 200),
            new Calls(SPACES, by(SPACES), 1, "GET", "/orders", "", 200),
            new Calls(null, Map.of(), 6, "GET", "/orders", "", 200));

    private Load() {}

    /** Makes all of them, one after another, and checks how each was answered. */
    static void make(int port) throws IOException, InterruptedException {
        for (Calls calls : ALL) {
            make(port, calls);
        }
    }

    /** Makes one request more, of a customer who says its name. */
    static void makeOne(int port, String customer) throws IOException, InterruptedException {
        make(port, new Calls(customer, by(customer), 1, "GET", "/orders/18", "", 200));
    }

    private static void make(int port, Calls calls) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; i < calls.times; i++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + calls.path))
                    .method(
                            calls.method,
                            calls.body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(calls.body));
            if (!calls.body.isEmpty()) {
                request.header("Content-Type", "application/json");
            }
            calls.headers.forEach(request::header);
            int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
            if (status != calls.status) {
                throw new IOException(calls + " was answered with " + status);
            }
        }
    }

    /** Requests by customer; those of nobody are under an empty name. */
    static Map<String, Integer> byCustomer() {
        Map<String, Integer> requests = new TreeMap<>();
        ALL.forEach(calls -> requests.merge(calls.customer == null ? "" : calls.customer, calls.times, Integer::sum));
        return requests;
    }

    /** How many requests of a customer were answered with a status of this class; of all when it is null. */
    static int statuses(@Nullable String customer, int statusClass) {
        return ALL.stream()
                .filter(calls -> customer == null || customer.equals(calls.customer))
                .filter(calls -> calls.status / 100 == statusClass)
                .mapToInt(Calls::times)
                .sum();
    }

    /** How many requests there are. */
    static int total() {
        return ALL.stream().mapToInt(Calls::times).sum();
    }

    /** The customers, without nobody. */
    static List<String> customers() {
        List<String> customers = new ArrayList<>(byCustomer().keySet());
        customers.remove("");
        return customers;
    }

    private static Map<String, String> by(String customer) {
        return Map.of(
                "X-Customer-ID",
                customer,
                "User-Agent",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148");
    }

    private static String token(String subject) {
        return "Bearer " + base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + '.' + base64("{\"sub\":\"" + subject + "\"}")
                + '.' + base64("not checked here");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
