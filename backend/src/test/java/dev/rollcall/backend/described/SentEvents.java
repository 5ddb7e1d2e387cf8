package dev.rollcall.backend.described;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events of all kinds, with all fields and with as few as there may be, of which every page has something to show. */
final class SentEvents {
    /** What the backend's clock says. */
    static final Instant NOW = Instant.parse("2026-08-20T13:37:11Z");

    /** Of the request that has every field. */
    static final String FULL_ID = "8c1f0e5a-7d42-8b1e-9a6b-f00000000001";

    private static final String PROCESS =
            "\"service\":\"shop\",\"instance\":\"i1\",\"environment\":\"production\",\"agent_version\":\"0.3.0\"";

    private static final String FULL = "{\"event_id\":\"" + FULL_ID + "\",\"event\":\"api_request\","
            + "\"ts\":\"2026-08-20T12:30:00.000001Z\",\"duration_us\":1830,\"customer_id\":\"acme\",\"customer_name\":\"Acme\","
            + "\"customer_kind\":\"org\",\"customer_source\":\"header:X-Customer-ID\",\"customer_accepted\":true,"
            + "\"end_user\":\"ada\",\"credential_hash\":\"0123456789abcdef\",\"plan\":\"pro\",\"method\":\"GET\","
            + "\"route\":\"/users/{id}\",\"route_inferred\":true,\"path\":\"/users/7\",\"scheme\":\"https\","
            + "\"host\":\"api.example.com\",\"protocol\":\"2\",\"status\":500,\"error_type\":\"java.io.IOException\","
            + "\"outcome\":\"error\",\"request_bytes\":10,\"response_bytes\":512,\"client_ip\":\"203.0.113.9\","
            + "\"country\":\"DE\",\"user_agent\":\"Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)\","
            + "\"sdk_version\":\"1.2\",\"properties\":{\"region\":\"eu\"}," + PROCESS + "}";

    /** Of many customers, and of nobody. */
    private static final List<String> ROLLUPS = List.of(
            "{" + head(2, 1) + ",\"event\":\"api_request_rollup\",\"duration_us\":176410,\"customer_id\":\"acme\","
                    + "\"customer_kind\":\"org\",\"method\":\"GET\",\"route\":\"/users/{id}\",\"status\":404,\"outcome\":\"ok\","
                    + "\"response_bytes\":43520,\"count\":85,\"duration_buckets\":[116,3,117,80,190,2]," + PROCESS
                    + "}",
            "{" + head(3, 1) + ",\"event\":\"api_request_rollup\",\"duration_us\":9,\"customer_source\":\"overflow\","
                    + "\"count\":1,\"duration_buckets\":[9,1]}");

    private static final List<String> STATUSES = List.of(
            "{" + head(4, 0)
                    + ",\"event\":\"agent_status\",\"properties\":{\"woven\":\"Tomcat 10.1.61, Spring MVC 6.2.19\","
                    + "\"seen\":10,\"delivered\":1,\"waiting\":2,\"excluded\":1,\"rolled_up\":3,\"lost\":3,\"lost_queue\":3,"
                    + "\"seen_2\":10,\"delivered_2\":6,\"waiting_2\":0,\"excluded_2\":1,\"rolled_up_2\":3,\"lost_2\":1,"
                    + "\"lost_set_aside_2\":1,\"uptime_s\":60}," + PROCESS + "}",
            "{" + head(5, 0) + ",\"event\":\"agent_status\",\"instance\":\"i2\"}");

    /** With nothing but an id and a time; without an answer; and of a customer without a name. */
    private static final List<String> FEW = List.of(
            "{" + head(6, 2) + "}",
            "{" + head(7, 2) + ",\"customer_id\":\"wayne\",\"method\":\"GET\",\"outcome\":\"aborted\"}",
            "{" + head(8, 3) + ",\"customer_id\":\"=1+1\",\"status\":201}");

    /** What cannot be taken: with an id that can be read, and with none. */
    private static final List<String> WRONG =
            List.of("{\"event_id\":\"" + id(9) + "\",\"ts\":\"yesterday\"}", "{\"event_id\":\"x\"}");

    private SentEvents() {}

    /** Everything; some of it cannot be taken. */
    static List<String> all() {
        List<String> events = new ArrayList<>(FEW);
        events.add(FULL);
        events.addAll(ROLLUPS);
        events.addAll(STATUSES);
        events.addAll(WRONG);
        events.addAll(trends());
        return events;
    }

    /** How many of {@link #all} cannot be taken. */
    static int wrong() {
        return WRONG.size();
    }

    /** More in one moment than a stream shows of a second. */
    static String flood() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            events.add("{" + head(1000 + i, 1) + "}");
        }
        return array(events);
    }

    /** In the capture format: with all that is known there, with little, and wrong. */
    static String captured() {
        return array(List.of(
                "{\"event\":\"api_request\",\"distinct_id\":\"acme\",\"timestamp\":1787000000,\"properties\":{\"plan\":\"pro\","
                        + "\"endpoint\":\"/users/:id\",\"method\":\"GET\",\"status\":\"200\",\"duration_ms\":12.5,\"count\":3}}",
                "{\"event\":\"api_request\"}",
                "{\"event\":\"api_request\",\"distinct_id\":\"a\\nb\",\"timestamp\":\"2026-08-20T12:00:00Z\","
                        + "\"properties\":{\"event_id\":\"" + id(10) + "\"}}"));
    }

    /** Customers for every list of the signals; all had something more than a month ago. */
    private static List<String> trends() {
        List<String> events = new ArrayList<>();
        int number = 100;
        for (String customer : List.of("acme", "growing", "falling", "dormant", "check-in")) {
            events.add(many(number++, customer, 40, 10));
        }
        events.add(many(number++, "growing", 5, 100));
        events.add(many(number++, "falling", 10, 100));
        events.add(many(number++, "falling", 1, 1));
        events.add(many(number++, "dormant", 20, 5));
        for (int day = 3; day < 28; day++) {
            events.add(many(number++, "check-in", day, 2));
        }
        return events;
    }

    private static String many(int number, String customer, int daysBack, int count) {
        return "{" + head(number, daysBack * 24) + ",\"event\":\"api_request_rollup\",\"duration_us\":" + 20L * count
                + ",\"customer_id\":\"" + customer + "\",\"customer_name\":\"The " + customer + " one\",\"count\":"
                + count + ",\"duration_buckets\":[20," + count + "],\"service\":\"shop\"}";
    }

    private static String head(int number, int hoursBack) {
        return "\"event_id\":\"" + id(number) + "\",\"ts\":\"" + NOW.minus(Duration.ofHours(hoursBack)) + '"';
    }

    private static String id(int number) {
        return "8c1f0e5a-7d42-8b1e-9a6b-" + String.format("%012x", number);
    }

    static String array(List<String> events) {
        return '[' + String.join(",", events) + ']';
    }
}
