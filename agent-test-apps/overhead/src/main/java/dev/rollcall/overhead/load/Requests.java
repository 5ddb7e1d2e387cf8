package dev.rollcall.overhead.load;

import dev.rollcall.conformance.client.Tokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What is asked: a hundred customers in turn, each with a bearer token of its own, a payload of about 300 bytes under a
 * signature as long as RS256 makes it, and a customer header; ten headers in all, about 1.4 KB a request.
 *
 * <p>The bytes are made once. One thread at a time takes them; how many each customer sent is kept.
 */
public final class Requests {
    /** How many customers there are. */
    public static final int CUSTOMERS = 100;

    private static final int RS256_BYTES = 256;

    private final List<ByteBuffer> bytes = new ArrayList<>();
    private final long[] sent = new long[CUSTOMERS];
    private int next;

    public Requests() {
        Random random = new Random(42);
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            byte[] request = request(customer, random).getBytes(StandardCharsets.ISO_8859_1);
            bytes.add(ByteBuffer.allocateDirect(request.length).put(request));
        }
    }

    private static String request(int customer, Random random) {
        return "GET /orders/" + (1000 + customer) + " HTTP/1.1\r\n"
                + "Host: api.example.com\r\n"
                + "User-Agent: acme-sdk-java/4.11.2 (Java 21.0.4; Linux amd64)\r\n"
                + "Accept: application/json\r\n"
                // Not gzip: the body is too short for it, and one of the servers would compress it all the same.
                + "Accept-Encoding: identity\r\n"
                + "Accept-Language: en-GB,en;q=0.8\r\n"
                + "Authorization: Bearer " + token(customer, random) + "\r\n"
                + "X-Customer-ID: " + name(customer) + "\r\n"
                + "X-Request-ID: 6f1c2a4e-90b7-4d0c-8f3a-" + (100_000_000_000L + customer) + "\r\n"
                + "X-Forwarded-For: 203.0.113." + customer + "\r\n"
                + "Cache-Control: no-cache\r\n\r\n";
    }

    private static String token(int customer, Random random) {
        byte[] signature = new byte[RS256_BYTES];
        random.nextBytes(signature);
        return Tokens.jwt(
                "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"2026-10-a\"}",
                "{\"iss\":\"https://login.example.com/realms/api\",\"sub\":\"auth0|" + (7_000_000 + customer)
                        + "\",\"aud\":[\"https://api.example.com\",\"https://login.example.com/userinfo\"],"
                        + "\"azp\":\"client-" + customer + "\",\"org_id\":\"" + name(customer)
                        + "\",\"scope\":\"openid profile orders:read orders:write\","
                        + "\"iat\":1789000000,\"exp\":1989000000,\"jti\":\"b1946ac9-2492-4d23-" + (10_000 + customer)
                        + "\"}",
                java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    }

    private static String name(int customer) {
        return "customer-" + customer;
    }

    /** The next request, ready to be written. It is the same buffer each time its customer's turn comes. */
    ByteBuffer next() {
        int customer = next;
        next = customer + 1 == CUSTOMERS ? 0 : customer + 1;
        sent[customer]++;
        return bytes.get(customer).clear();
    }

    /** How many were sent in all. */
    public long sent() {
        return Arrays.stream(sent).sum();
    }

    /** How many each customer sent, without those who sent none. */
    public Map<String, Long> sentByCustomer() {
        Map<String, Long> all = new TreeMap<>();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            if (sent[customer] > 0) {
                all.put(name(customer), sent[customer]);
            }
        }
        return all;
    }
}
