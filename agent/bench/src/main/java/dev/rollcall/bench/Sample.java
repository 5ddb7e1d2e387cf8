package dev.rollcall.bench;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A request as a browser or an SDK sends it: ten headers, among them a bearer token with a payload of 300 bytes. */
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

    private Sample() {}

    /** The values of the headers; the token's subject is that of the customer. */
    static String[] values(int customer) {
        return new String[] {
            "api.example.com",
            "example-sdk-java/4.2.1 (JDK 17)",
            "application/json",
            "gzip, deflate",
            "en-GB,en;q=0.8",
            "Bearer " + token(customer),
            "application/json",
            "0f8fad5b-d9cb-469f-a165-70867728950e",
            "203.0.113.7, 10.0.0.4",
            "keep-alive"
        };
    }

    /**
     * A signed token as identity providers make them; the signature is of the length of RS256's. It does not expire: an
     * expired token is never remembered, and every one would be read anew.
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
        return base64("{\"alg\":\"RS256\",\"kid\":\"2026-01\",\"typ\":\"JWT\"}")
                + '.'
                + base64(payload.toString())
                + '.'
                + base64("signature of " + customer + '.' + "s".repeat(240));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(text));
    }
}
