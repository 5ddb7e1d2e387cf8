package dev.rollcall.backend.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * Makes bodies that are nearly good, and headers that go with them. Everything in them that is an event at all is an
 * {@code api_request}, so that what is accepted counts one each. The same seed makes the same ones, on the same day.
 */
final class Mutations {
    /** What is sent: a body, and headers as names and values in turns. */
    record Attempt(byte[] body, String[] headers) {}

    private static final String[] NUMBERS = {
        "-1",
        "0",
        "1.0",
        "1e3",
        "1e999",
        "-0",
        "1E-400",
        "9223372036854775807",
        "9223372036854775808",
        "4611686018427387903",
        "99999999999999999999999999",
        "NaN",
        "Infinity",
        "0x10",
        "017",
        "+1",
        ".5",
        "1.",
        "1_000",
        "2147483648",
        "1073741825"
    };

    private static final String[] TEXTS = {
        "\"\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\u001b[31mred\\u0007\"",
        "\"a\\r\\nSet-Cookie: x=1\"",
        "\"\\u202egnp.exe\"",
        "\"\\ud83d\\ude00\"",
        "\"'; DROP TABLE event; --\"",
        "\"=HYPERLINK(1)\"",
        "\"<script>alert(1)</script>\"",
        "\"${jndi:ldap://127.0.0.1/a}\"",
        "\"../../../../etc/passwd\"",
        "\"\\x41\"",
        "\"\\u12\"",
        "\"tab\tinside\"",
        "\"2026-13-45T99:99:99Z\"",
        "\"0000-00-00T00:00:00.000000Z\"",
        "\"+999999999-12-31T23:59:59.999999999Z\"",
        "\"1999-12-31T23:59:59Z\"",
        "\"9999-12-31T23:59:59Z\"",
        "\"00000000-0000-0000-0000-000000000000\"",
        "\"8c1f0e5a7d428b1e9a6b300000000007\"",
        "\"8C1F0E5A-7D42-8B1E-9A6B-30000000000G\""
    };

    private static final String[] VALUES = {
        "null",
        "true",
        "false",
        "{}",
        "[]",
        "[1,2,3]",
        "{\"a\":{\"b\":[{}]}}",
        "nul",
        "undefined",
        "'single'",
        "{,}",
        "[,]",
        "{\"a\"}"
    };

    private static final String[] FIELDS = {
        "event_id", "event", "ts", "duration_us", "customer_id", "customer_name", "customer_accepted", "method",
                "route",
        "route_inferred", "path", "status", "outcome", "request_bytes", "response_bytes", "user_agent", "service",
                "instance",
        "properties", "api", "", "__proto__", "\\u0000", "a.b", "event_id\\u0000"
    };

    private static final String[] BATCHES = {
        "",
        "x",
        "a:b:c",
        "a:0",
        "a:0:0",
        "a:-1:5",
        "a:0:-5",
        "a:0:99999999999999999999",
        "a:9223372036854775807:1",
        ":0:1",
        "a:b:0:1",
        "a: 0:1",
        "a:0x1:1",
        "caf\u00e9:0:1"
    };

    private static final String[] TYPES = {
        "text/plain", "application/json; charset=utf-16", "application/x-ndjson", "application/jsonl;x=y",
                "multipart/form-data",
        "application/x-www-form-urlencoded", "application/xml", ";", "application/json;;;", "*/*"
    };

    private static final String[] ENCODINGS = {
        "br", "deflate", "gzip, gzip", "zstd", "identity", "GZIP", "x-gzip", "../gzip"
    };

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    Attempt next() {
        byte[] body = structured();
        int changes = random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            body = bytes(body);
        }
        List<String> headers = new ArrayList<>();
        switch (random.nextInt(8)) {
            case 0 -> {
                body = random.nextBoolean() ? bytes(gzip(body)) : gzip(body);
                header(headers, "Content-Encoding", random.nextInt(10) == 0 ? pick(ENCODINGS) : "gzip");
            }
            case 1 -> header(headers, "Content-Encoding", pick(ENCODINGS));
            case 2 -> header(headers, "Content-Type", pick(TYPES));
            case 3 -> header(headers, "Rollcall-Batch", pick(BATCHES));
            case 4 ->
                header(
                        headers,
                        "Rollcall-Batch",
                        "fuzz-" + random.nextInt(20) + ':' + random.nextInt(50) + ':' + random.nextInt(4));
            default -> {
                // As it should be.
            }
        }
        return new Attempt(body, headers.toArray(String[]::new));
    }

    private static void header(List<String> headers, String name, String value) {
        headers.add(name);
        headers.add(value);
    }

    /** Some events with wrong values in them, in an array or one a line. */
    private byte[] structured() {
        int events = random.nextInt(6);
        boolean lines = random.nextInt(5) == 0;
        StringBuilder body = new StringBuilder(lines ? "" : "[");
        for (int i = 0; i < events; i++) {
            body.append(i == 0 ? "" : lines ? "\n" : ",").append(event());
        }
        return body.append(lines ? "\n" : "]").toString().getBytes(StandardCharsets.UTF_8);
    }

    private String event() {
        String event = "{\"event_id\":\"" + new UUID(random.nextLong(), random.nextLong())
                + "\",\"event\":\"api_request\",\"ts\":\""
                + LocalDate.now(ZoneOffset.UTC).minusDays(40 + random.nextInt(9))
                + "T12:30:00.000001Z\",\"duration_us\":"
                + random.nextInt(100_000) + ",\"customer_id\":\"fuzz-" + random.nextInt(50)
                + "\",\"customer_name\":\"Fuzz\",\"method\":\"GET\",\"route\":\"/a/{b}\",\"path\":\"/a/1\",\"status\":200,"
                + "\"outcome\":\"ok\",\"request_bytes\":0,\"response_bytes\":5,\"user_agent\":\"curl/8.5.0\",\"service\":\"fuzz\","
                + "\"properties\":{\"region\":\"eu\"}}";
        int wrong = random.nextInt(3);
        for (int i = 0; i < wrong; i++) {
            event = event.substring(0, event.length() - 1) + ",\"" + field() + "\":" + value() + '}';
        }
        return event;
    }

    private String field() {
        return random.nextInt(200) == 0 ? "n".repeat(random.nextInt(3000)) : pick(FIELDS);
    }

    private String value() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> pick(NUMBERS);
            case 2, 3, 4 -> pick(TEXTS);
            case 5 -> '"' + "x".repeat(random.nextInt(5000)) + '"';
            case 6 ->
                random.nextInt(10) > 0
                        ? pick(VALUES)
                        : "[".repeat(random.nextInt(400)) + "]".repeat(random.nextInt(400));
            default -> random.nextInt(10) > 0 ? pick(VALUES) : "9".repeat(1 + random.nextInt(2000));
        };
    }

    /** The same with a few bytes changed, cut out, doubled or put in. */
    private byte[] bytes(byte[] body) {
        if (body.length == 0) {
            return body;
        }
        int from = random.nextInt(body.length);
        int to = Math.min(body.length, from + 1 + random.nextInt(1 + random.nextInt(60)));
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        switch (random.nextInt(6)) {
            case 0 -> {
                byte[] same = body.clone();
                same[from] ^= (byte) (1 << random.nextInt(8));
                changed.writeBytes(same);
            }
            case 1 -> changed.write(body, 0, from);
            case 2 -> {
                changed.write(body, 0, to);
                changed.write(body, from, body.length - from);
            }
            case 3 -> {
                changed.write(body, 0, from);
                changed.write(body, to, body.length - to);
            }
            case 4 -> {
                byte[] some = new byte[1 + random.nextInt(20)];
                random.nextBytes(some);
                changed.write(body, 0, from);
                changed.writeBytes(some);
                changed.write(body, from, body.length - from);
            }
            default -> {
                changed.write(body, 0, from);
                changed.writeBytes(pick(VALUES).getBytes(StandardCharsets.UTF_8));
                changed.write(body, from, body.length - from);
            }
        }
        return changed.toByteArray();
    }

    static byte[] gzip(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        } catch (IOException toMemory) {
            throw new UncheckedIOException(toMemory);
        }
        return packed.toByteArray();
    }

    private String pick(String[] some) {
        return some[random.nextInt(some.length)];
    }
}
