package dev.rollcall.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests that the pages must tell of: whose, of which API, what, how often, and how it has to end. */
final class Load {
    static final String PAYMENTS = "payments-api";
    static final String ORDERS = "orders-api";
    static final List<String> APIS = List.of(PAYMENTS, ORDERS);

    static final String MARKUP = "<img src=x onerror=alert(1)>";
    static final String FORMULA = "=HYPERLINK(\"http://example.com\",\"a\")";
    static final String PATH = "../../etc/passwd?customer=acme-corp&window=all#top";
    static final String SPACES = "two  spaces";

    private static final String TELEPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148";
    private static final String DESK =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36";
    private static final String TABLET =
            "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148"
                    + " Safari/604.1";
    private static final String CRAWLER = "Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)";

    /**
     * Who calls.
     *
     * @param customer whose the requests are, null for nobody's
     * @param headers what each request carries
     * @param device what the user agent is of
     * @param aiAgent what it calls itself, a dash when it is no AI agent
     * @param country where the sender says it is, a dash when it does not
     */
    record Caller(
            @Nullable String customer, Map<String, String> headers, String device, String aiAgent, String country) {
        private static Caller named(String customer, String userAgent, String device) {
            return new Caller(customer, Map.of("X-Customer-ID", customer, "User-Agent", userAgent), device, "–", "–");
        }

        /** The same, with one header more. */
        private Caller with(String header, String value) {
            Map<String, String> more = new java.util.HashMap<>(headers);
            more.put(header, value);
            return new Caller(customer, Map.copyOf(more), device, aiAgent, country);
        }
    }

    /**
     * Some equal requests.
     *
     * @param route the template that the framework has for the path
     * @param status how each must be answered
     * @param threat how much of a threat each is
     */
    record Calls(
            String api,
            Caller caller,
            int times,
            String method,
            String path,
            String route,
            String body,
            int status,
            String threat) {
        /** The end point, as the pages name it. */
        String endpoint() {
            return method + " " + route;
        }

        private static Calls get(String api, Caller caller, int times, String path, String route) {
            return new Calls(api, caller, times, "GET", path, route, "", 200, "low");
        }

        private Calls answered(int other) {
            return new Calls(api, caller, times, method, path, route, body, other, threat);
        }

        private Calls threat(String other) {
            return new Calls(api, caller, times, method, path, route, body, status, other);
        }

        private static Calls pay(Caller caller, int times, int amount, int status) {
            return new Calls(
                    PAYMENTS,
                    caller,
                    times,
                    "POST",
                    "/payments",
                    "/payments",
                    "{\"amount\":" + amount + "}",
                    status,
                    "low");
        }
    }

    private static final Caller ACME = Caller.named("acme-corp", TELEPHONE, "mobile");
    private static final Caller GLOBEX = new Caller(
            "globex",
            Map.of("X-Customer-ID", "globex", "User-Agent", DESK, "CF-IPCountry", "DE"),
            "desktop",
            "–",
            "DE");
    private static final Caller WONKA =
            new Caller("wonka", Map.of("Authorization", token("wonka"), "User-Agent", CRAWLER), "bot", "GPTBot", "–");
    private static final Caller NOBODY = new Caller(null, Map.of(), "other", "–", "–");

    private static final List<Calls> ALL = List.of(
            Calls.get(PAYMENTS, ACME, 20, "/orders/17", "/orders/{id}"),
            Calls.pay(ACME, 5, 50, 201),
            Calls.get(PAYMENTS, ACME, 3, "/orders/9999", "/orders/{id}").answered(404),
            Calls.pay(ACME, 2, 5000, 503),
            Calls.get(PAYMENTS, WONKA, 8, "/payments/pay_1", "/payments/{id}"),
            Calls.get(PAYMENTS, Caller.named(MARKUP, TELEPHONE, "mobile"), 4, "/orders", "/orders"),
            Calls.get(PAYMENTS, Caller.named(FORMULA, TELEPHONE, "mobile"), 3, "/orders", "/orders"),
            Calls.get(PAYMENTS, Caller.named(PATH, TELEPHONE, "mobile"), 2, "/orders", "/orders"),
            Calls.get(PAYMENTS, Caller.named(SPACES, TABLET, "tablet"), 1, "/orders", "/orders"),
            Calls.get(PAYMENTS, NOBODY, 6, "/orders", "/orders"),
            Calls.get(ORDERS, GLOBEX, 6, "/orders", "/orders"),
            Calls.get(ORDERS, GLOBEX, 1, "/orders/9999", "/orders/{id}").answered(404),
            Calls.get(ORDERS, GLOBEX.with("X-Rate", "burst"), 2, "/orders/17", "/orders/{id}")
                    .answered(429)
                    .threat("medium"),
            // No controller has it: the template that takes everything is left.
            Calls.get(ORDERS, GLOBEX, 1, "/.env", "/**").answered(404).threat("high"),
            Calls.get(ORDERS, ACME, 4, "/orders/18", "/orders/{id}"),
            Calls.get(ORDERS, NOBODY, 2, "/orders", "/orders"));

    private Load() {}

    /**
     * Makes all of them, one after another, and checks how each was answered.
     *
     * @param ports where the APIs listen, by their names
     */
    static Sent make(Map<String, Integer> ports) throws IOException, InterruptedException {
        List<Sent.Made> made = new ArrayList<>();
        for (Calls calls : ALL) {
            make(ports, calls, made);
        }
        return new Sent(made);
    }

    /** Makes one request more, of a customer who says its name. */
    static Sent makeOne(Map<String, Integer> ports, String customer) throws IOException, InterruptedException {
        List<Sent.Made> made = new ArrayList<>();
        Caller caller = Caller.named(customer, TELEPHONE, "mobile");
        make(ports, Calls.get(PAYMENTS, caller, 1, "/orders/18", "/orders/{id}"), made);
        return new Sent(made);
    }

    private static void make(Map<String, Integer> ports, Calls calls, List<Sent.Made> made)
            throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        URI address = URI.create("http://127.0.0.1:" + ports.get(calls.api) + calls.path);
        for (int i = 0; i < calls.times; i++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .method(
                            calls.method,
                            calls.body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(calls.body));
            if (!calls.body.isEmpty()) {
                request.header("Content-Type", "application/json");
            }
            calls.caller.headers.forEach(request::header);
            Instant begun = Instant.now();
            HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() != calls.status) {
                throw new IOException(calls + " was answered with " + answer.statusCode());
            }
            made.add(new Sent.Made(calls, address.getAuthority(), begun, Instant.now(), answer.body().length));
        }
    }

    private static String token(String subject) {
        return "Bearer " + base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + '.' + base64("{\"sub\":\"" + subject + "\"}")
                + '.' + base64("not checked here");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
