package dev.rollcall.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** A request as a browser or an SDK sends it: ten headers, one of which may tell who calls. */
final class Sample {
    static final String PATH = "/v1/organizations/7/payments/8812";
    static final String QUERY = "expand=customer&limit=20";

    static final String[] NAMES = {
        "Host",
        "User-Agent",
        "Accept",
        "Accept-Encoding",
        "Accept-Language",
        "Authorization",
        "Content-Type",
        "X-Request-ID",
        "X-Forwarded-For",
        "Connection"
    };

    private static final int CALLER = 5;

    final String path;
    final String[] names;
    final String[] values;

    private Sample(String path, String[] names, String[] values) {
        this.path = path;
        this.names = names;
        this.values = values;
    }

    Sample(Caller caller, int customer) {
        this(PATH, NAMES.clone(), values(caller.value(customer)));
        names[CALLER] = caller.header();
    }

    /** The same with another value of a header, or one header more. */
    Sample with(String name, String value) {
        int at = Arrays.asList(names).indexOf(name);
        int length = at < 0 ? names.length + 1 : names.length;
        Sample changed = new Sample(path, Arrays.copyOf(names, length), Arrays.copyOf(values, length));
        changed.names[at < 0 ? length - 1 : at] = name;
        changed.values[at < 0 ? length - 1 : at] = value;
        return changed;
    }

    /** The same for another path. */
    Sample at(String otherPath) {
        return new Sample(otherPath, names, values);
    }

    /** The values of the headers; the caller is the subject of a token with a payload of 300 bytes. */
    static String[] values(int customer) {
        return values("Bearer " + token(customer));
    }

    private static String[] values(String caller) {
        return new String[] {
            "api.example.com",
            "example-sdk-java/4.2.1 (JDK 17)",
            "application/json",
            "gzip, deflate",
            "en-GB,en;q=0.8",
            caller,
            "application/json",
            "0f8fad5b-d9cb-469f-a165-70867728950e",
            "203.0.113.7, 10.0.0.4",
            "keep-alive"
        };
    }

    /**
     * A signed token as identity providers make them; the signature is of the length of RS256's. It does not expire: an
     * expired token is never remembered, and each one would be read anew.
     */
    static String token(int customer) {
        StringBuilder payload = new StringBuilder(
                        "{\"iss\":\"https://login.example.com/oauth2/default\",\"aud\":\"payments\",")
                .append("\"azp\":\"0oa1b2c3d4e5f6g7h8\",\"sub\":\"customer-")
                .append(customer)
                .append(
                        "\",\"iat\":1767225600,\"exp\":4102444800,\"scope\":\"payments:read payments:write\",\"jti\":\"");
        while (payload.length() < 298) {
            payload.append((char) ('a' + (payload.length() * 7 + customer) % 26));
        }
        payload.append("\"}");
        return base64Url("{\"alg\":\"RS256\",\"kid\":\"2026-01\",\"typ\":\"JWT\"}")
                + '.'
                + base64Url(payload.toString())
                + '.'
                + base64Url("signature of " + customer + '.' + "s".repeat(240));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    private static String base64Url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(text));
    }
}
