package dev.rollcall.demo.driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Figures of the backend, as tables for a terminal. */
final class Tables {
    private static final String ROW = " %-24s %9s %6s %6s %7s %7s %7s %6s";
    private static final String ENDPOINT = " %-6s %-24s %9s %6s %6s %7s %10s";

    private Tables() {}

    /** The customers, one a line, and a line for all of them. */
    static String customers(JsonNode answer, Instant now) {
        StringBuilder table = new StringBuilder();
        line(table, ROW, "CUSTOMER", "CALLS", "SHARE", "ERRORS", "P50", "P95", "P99", "LAST");
        Instant latest = Instant.EPOCH;
        for (JsonNode customer : answer.path("customers")) {
            JsonNode id = customer.path("customer_id");
            Instant last = Instant.parse(customer.path("last").asText());
            latest = last.isAfter(latest) ? last : latest;
            line(
                    table,
                    ROW,
                    id.isTextual() ? id.asText() : "(unidentified)",
                    count(customer.path("requests")),
                    percent(customer.path("share")),
                    percent(customer.path("error_rate")),
                    micros(customer.path("p50_us")),
                    micros(customer.path("p95_us")),
                    micros(customer.path("p99_us")),
                    ago(last, now));
        }
        table.append(' ').append("-".repeat(79)).append('\n');
        JsonNode totals = answer.path("totals");
        line(
                table,
                ROW,
                "total",
                count(totals.path("requests")),
                "100.0%",
                percent(totals.path("error_rate")),
                micros(totals.path("p50_us")),
                micros(totals.path("p95_us")),
                micros(totals.path("p99_us")),
                ago(latest, now));
        return table.toString();
    }

    /** End points, one a line. */
    static String endpoints(JsonNode endpoints) {
        StringBuilder table = new StringBuilder();
        line(table, ENDPOINT, "", "END POINT", "CALLS", "SHARE", "ERRORS", "P95", "CUSTOMERS");
        for (JsonNode endpoint : endpoints) {
            line(
                    table,
                    ENDPOINT,
                    endpoint.path("method").asText(""),
                    endpoint.path("route").asText("?"),
                    count(endpoint.path("requests")),
                    percent(endpoint.path("share")),
                    percent(endpoint.path("error_rate")),
                    micros(endpoint.path("p95_us")),
                    count(endpoint.path("customers")));
        }
        return table.toString();
    }

    private static void line(StringBuilder table, String format, Object... cells) {
        table.append(String.format(Locale.ROOT, format, cells).stripTrailing()).append('\n');
    }

    private static String count(JsonNode number) {
        return String.format(Locale.ROOT, "%,d", number.asLong());
    }

    private static String percent(JsonNode share) {
        return String.format(Locale.ROOT, "%.1f%%", share.asDouble() * 100);
    }

    /** With two digits that mean something: durations are those of buckets. */
    private static String micros(JsonNode micros) {
        if (!micros.isNumber()) {
            return "-";
        }
        double value = micros.asDouble();
        if (value < 1000) {
            return String.format(Locale.ROOT, "%.0fus", value);
        }
        if (value < 1_000_000) {
            return String.format(Locale.ROOT, value < 10_000 ? "%.1fms" : "%.0fms", value / 1000);
        }
        return String.format(Locale.ROOT, "%.1fs", value / 1_000_000);
    }

    private static String ago(Instant then, Instant now) {
        long seconds = Math.max(0, Duration.between(then, now).toSeconds());
        return seconds < 60 ? seconds + "s" : seconds / 60 + "min";
    }
}
