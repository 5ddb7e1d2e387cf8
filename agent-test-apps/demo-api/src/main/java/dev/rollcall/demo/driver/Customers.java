package dev.rollcall.demo.driver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The customers of the demo: every usual way to say who calls, and a few who do not say it. */
final class Customers {
    private static final String[] BY_HEADER = {
        "acme-corp",
        "globex",
        "initech",
        "umbrella",
        "stark-industries",
        "wayne-enterprises",
        "hooli",
        "soylent",
        "tyrell",
        "cyberdyne"
    };

    private static final String[] BY_TOKEN = {
        "wonka",
        "oscorp",
        "aperture",
        "black-mesa",
        "massive-dynamic",
        "monsters-inc",
        "gringotts",
        "duff",
        "los-pollos",
        "dunder-mifflin",
        "pied-piper",
        "vandelay"
    };

    private static final String[] BY_PASSWORD = {"sirius-cybernetics", "weyland-yutani", "prestige-worldwide"};

    private static final int BY_KEY = 7;

    /** The programs that customers call with: one each, in turns. */
    private static final String[] PROGRAMS = {
        "python-requests/2.32.3",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5"
                + " Mobile/15E148 Safari/604.1",
        "axios/1.7.2",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ChatGPT-User/1.0; +https://openai.com/bot)",
        "okhttp/4.12.0",
        "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5"
                + " Mobile/15E148 Safari/604.1",
        "Go-http-client/2.0"
    };

    private Customers() {}

    /** All of them, the busiest first within each kind; a quarter of the traffic is the first customer's. */
    static List<Customer> all() {
        List<Customer> all = new ArrayList<>();
        for (int i = 0; i < BY_HEADER.length; i++) {
            all.add(new Customer(BY_HEADER[i], i == 0 ? 900 : 300 / i, List.of(Map.of("X-Customer-ID", BY_HEADER[i]))));
        }
        for (int i = 0; i < BY_TOKEN.length; i++) {
            all.add(new Customer(
                    BY_TOKEN[i],
                    360 / (i + 1),
                    List.of(bearer(BY_TOKEN[i], "read"), bearer(BY_TOKEN[i], "read write"))));
        }
        for (int i = 0; i < BY_KEY; i++) {
            all.add(new Customer(
                    Customer.HASHED, 160 / (i + 1), List.of(Map.of("X-API-Key", "live_51Hx" + i + "qPz8TgVbnW3kYt"))));
        }
        for (String name : BY_PASSWORD) {
            all.add(new Customer(name, 40, List.of(Map.of("Authorization", "Basic " + base64(name + ":s3cret")))));
        }
        all.add(new Customer(Customer.HASHED, 12, List.of(Map.of("X-API-Key", "withdrawn_7Zk2mQp0RtYw9s"))));
        all.add(new Customer(Customer.UNIDENTIFIED, 60, List.of(Map.of())));
        for (int i = 0; i < all.size(); i++) {
            all.set(i, all.get(i).with("User-Agent", PROGRAMS[i % PROGRAMS.length]));
        }
        return all;
    }

    private static Map<String, String> bearer(String subject, String scope) {
        String payload = "{\"iss\":\"https://login.example.com/\",\"sub\":\"" + subject + "\",\"aud\":\"payments-api\","
                + "\"iat\":1767225600,\"exp\":1798761600,\"scope\":\"" + scope + "\"}";
        String signature = base64Url("not checked here: the gateway in front did " + scope);
        return Map.of(
                "Authorization",
                "Bearer " + base64Url("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + '.' + base64Url(payload) + '.'
                        + signature);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64Url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
