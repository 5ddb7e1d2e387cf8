package dev.rollcall.backend.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.backend.event.ApiEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is JSON and more than the parser reads costs the item that it is in, however items are put together, and no other. */
class PoisonItemsTest {
    private static final String ID = "8c1f0e5a-7d42-8b1e-9a6b-00000000000";

    private final BodyParser parser =
            new BodyParser(32 << 20, Clock.fixed(Instant.parse("2026-08-02T00:00:00Z"), ZoneOffset.UTC));

    /** What is too much, as more fields of an event. */
    private enum Poison {
        DEEPER_THAN_THE_PARSER_GOES("too_deep", "\"x\":" + "[".repeat(20) + "]".repeat(20)),
        ARRAYS_IN_ARRAYS("too_deep", "\"x\":" + "[".repeat(100_000) + "]".repeat(100_000)),
        OBJECTS_IN_OBJECTS("too_deep", "\"x\":" + "{\"a\": ".repeat(100_000) + "1" + " }".repeat(100_000)),
        BOTH_WITH_NEIGHBOURS(
                "too_deep",
                "\"x\":" + "[1,{\"a\\\"]\":[\"}\"],\"b\":".repeat(1000) + "\"\\u00e9\"" + "},null]".repeat(1000)),
        DEEP_WHERE_A_TEXT_SHOULD_BE("too_deep", "\"customer_id\":" + "[".repeat(100) + "]".repeat(100)),
        DEEP_IN_PROPERTIES("too_deep", "\"properties\":{\"a\":" + "[{\"b\":".repeat(50) + "1" + "}]".repeat(50) + "}"),
        LONG_NAME("too_long", "\"" + "n".repeat(3000) + "\":1"),
        HUGE_NAME("too_long", "\"" + "n".repeat(3_000_000) + "\":1"),
        LONG_NAME_WITHIN("too_long", "\"x\":{\"a\":[{\"" + "\\n\u00e9".repeat(3000) + "\":[]}]}"),
        LONG_NAME_OF_A_PROPERTY("too_long", "\"properties\":{\"" + "n".repeat(3000) + "\":\"v\"}"),
        LONG_NUMBER("too_long", "\"x\":" + "9".repeat(1001)),
        HUGE_NUMBER("too_long", "\"x\":-" + "9".repeat(1_000_000)),
        LONG_FRACTION("too_long", "\"x\":[0." + "9".repeat(1500) + "e-7]"),
        LONG_STATUS("too_long", "\"status\":" + "9".repeat(2000)),
        LONG_NUMBER_IN_PROPERTIES("too_long", "\"properties\":{\"n\":" + "9".repeat(2000) + "}");

        private final String code;
        private final String fields;

        Poison(String code, String fields) {
            this.code = code;
            this.fields = fields;
        }
    }

    @ParameterizedTest
    @EnumSource
    void in_an_array_the_neighbours_are_taken(Poison poison) throws Exception {
        for (String comma : List.of(",", " ,\n ")) {
            assertTaken(poison, ours("[" + good(0) + comma + bad(1, poison) + comma + good(2) + "]"), "02", 1);
            assertTaken(poison, ours("[ " + bad(0, poison) + comma + good(1) + " ] "), "1", 0);
            assertTaken(poison, ours("[" + good(0) + comma + bad(1, poison) + " ]"), "0", 1);
            assertTaken(poison, ours("[\n" + bad(0, poison) + "]\n"), "", 0);
            assertTaken(
                    poison,
                    ours("[" + bad(0, poison) + comma + bad(1, poison) + comma + good(2) + comma + bad(3, poison)
                            + comma + good(4) + "]"),
                    "24",
                    0,
                    1,
                    3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_after_another_the_neighbours_are_taken(Poison poison) throws Exception {
        assertTaken(poison, ours(good(0) + bad(1, poison) + "\n" + bad(2, poison) + good(3) + " "), "03", 1, 2);
        assertTaken(poison, ours(bad(0, poison)), "", 0);
    }

    @ParameterizedTest
    @EnumSource
    void on_lines_the_neighbours_are_taken(Poison poison) throws Exception {
        byte[] body = bytes(good(0) + "\n" + bad(1, poison) + " \r\n\n" + good(2) + "\n" + bad(3, poison));

        assertTaken(poison, parser.parseLines(body, body.length), "02", 1, 3);
    }

    /** Behind a number or a word the parser stands elsewhere than behind a bracket. */
    @ParameterizedTest
    @ValueSource(strings = {"5", "-1.5e3", "true", "null", "\"text\"", "[]"})
    void behind_what_is_no_event_the_neighbours_are_taken(String noEvent) throws Exception {
        String poison = bad(1, Poison.LONG_NUMBER);

        for (String space : List.of("", " ", "\n")) {
            ParsedBody array = ours("[" + noEvent + space + "," + space + poison + space + "," + good(2) + "]");
            assertThat(numbers(array.events())).isEqualTo("2");
            assertThat(array.rejected()).extracting(Rejection::code).containsExactly("not_an_event", "too_long");
        }
        ParsedBody sequence = ours(good(0) + noEvent + " " + poison + good(2));
        assertThat(numbers(sequence.events())).isEqualTo("02");
        assertThat(sequence.rejected()).extracting(Rejection::code).containsExactly("not_an_event", "too_long");
    }

    @ParameterizedTest
    @EnumSource
    void behind_a_byte_order_mark_the_neighbours_are_taken(Poison poison) throws Exception {
        String mark = "\ufeff";
        assertTaken(poison, ours(mark + "[" + bad(0, poison) + "," + good(1) + "]"), "1", 0);
        assertTaken(poison, ours(mark + "[" + good(0) + "," + bad(1, poison) + "," + good(2) + "]"), "02", 1);
        assertTaken(poison, ours(mark + bad(0, poison) + good(1)), "1", 0);
        assertTaken(poison, ours(mark + " " + bad(0, poison)), "", 0);
        assertTaken(poison, agentry(mark + capture(0, poison.fields)), "", 0);
        byte[] lines = bytes(mark + bad(0, poison) + "\n" + good(1));
        assertTaken(poison, parser.parseLines(lines, lines.length), "1", 0);
    }

    @ParameterizedTest
    @EnumSource
    void in_the_format_of_agentry_the_neighbours_are_taken(Poison poison) throws Exception {
        assertTaken(
                poison,
                agentry("[" + capture(0, "") + "," + capture(1, poison.fields) + "," + capture(2, "") + "]"),
                "02",
                1);
        assertTaken(poison, agentry(capture(0, poison.fields)), "", 0);
    }

    @Test
    void the_id_of_an_event_that_is_too_much_is_told_when_it_came_in_front_and_never_that_of_another()
            throws Exception {
        String poison = "\"x\":" + "[".repeat(30) + "]".repeat(30);
        String late = "{" + poison + "," + good(1).substring(1);

        ParsedBody parsed = ours("[" + good(0) + "," + event(1, poison) + "," + late + "," + "9".repeat(2000) + "]");

        assertThat(parsed.rejected()).extracting(Rejection::eventId).containsExactly(ID + 1, null, null);
    }

    @Test
    void it_is_told_how_deep_an_event_was_and_how_deep_it_may_be() throws Exception {
        ParsedBody parsed = ours("[" + event(0, "\"x\":" + "[".repeat(498) + "]".repeat(498)) + "]");

        assertThat(parsed.rejected())
                .singleElement()
                .satisfies(rejection ->
                        assertThat(rejection.message()).contains("500 deep").contains("at most 20"));
    }

    @Test
    void what_is_as_deep_and_as_long_as_may_be_is_taken() throws Exception {
        String fields = "\"x\":" + "[".repeat(18) + "]".repeat(18) + ",\"y\":" + "9".repeat(1000) + ",\""
                + "n".repeat(1000) + "\":1";

        assertThat(ours("[" + event(0, fields) + "]").rejected()).isEmpty();
    }

    @Test
    void what_is_no_event_and_too_much_is_rejected_by_its_index_too() throws Exception {
        ParsedBody parsed = ours("[\"a text\"," + "[".repeat(500) + "]".repeat(500) + "," + good(2) + ", "
                + "9".repeat(2000) + " ," + good(4) + "]");

        assertThat(numbers(parsed.events())).isEqualTo("24");
        assertThat(parsed.rejected()).extracting(Rejection::index).containsExactly(0, 1, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[POISON",
                "[POISON,",
                "[POISON,]",
                "[POISON}",
                "[POISON] x",
                "[POISON] []",
                "[POISON GOOD]",
                "[POISON,,GOOD]",
                "[GOOD,POISON,GOOD",
                "[GOOD,POISON,nonsense]",
                "[GOOD,POISON,{\"a\":}]",
                "[GOOD,POISON,\u0000{]",
                "[GOOD GOOD,POISON]",
                "POISON,GOOD",
                "POISON]",
                "GOOD POISON nonsense"
            })
    void what_is_no_json_around_it_refuses_the_body(String body) {
        String poison = event(7, "\"x\":" + "[".repeat(50) + "]".repeat(50));
        assertThatThrownBy(() -> ours(body.replace("POISON", poison).replace("GOOD", good(1))))
                .isInstanceOfSatisfying(
                        BadBody.class, bad -> assertThat(bad.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DEEP",
                "DEEP]",
                "DEEP}SHALLOW",
                "DEEP,SHALLOW",
                "DEEP01SHALLOW",
                "DEEP\"\\x\"SHALLOW",
                "DEEP\"\nSHALLOW",
                "DEEPtruSHALLOW",
                "DEEP1.SHALLOW",
                "DEEP1eSHALLOW",
                "DEEP-SHALLOW",
                "DEEP{\"a\"}SHALLOW",
                "DEEP{1:1}SHALLOW",
                "DEEP\"\\u00g0\"SHALLOW"
            })
    void what_is_no_json_within_it_refuses_the_body(String value) {
        String broken = value.replace("DEEP", "[".repeat(100_000)).replace("SHALLOW", "]".repeat(100_000));
        assertThatThrownBy(() -> ours("[" + good(0) + "," + event(1, "\"x\":" + broken) + "," + good(2) + "]"))
                .isInstanceOfSatisfying(
                        BadBody.class, bad -> assertThat(bad.status()).isEqualTo(400));
    }

    @Test
    void where_a_body_is_no_json_is_told_also_behind_what_was_passed_over() {
        String front = "[" + event(1, "\"x\":" + "9".repeat(2000)) + "," + good(2) + ",";

        assertThatThrownBy(() -> ours(front + "nonsense]"))
                .hasMessageMatching(".* at byte " + front.length() / 10 + "\\d;.*");
    }

    @Test
    void on_lines_two_values_stay_one_line() throws Exception {
        String poison = event(1, "\"x\":" + "9".repeat(2000));
        byte[] body = bytes(good(0) + poison + "\n" + poison + good(0) + "\n" + poison + "}\n" + good(3));

        ParsedBody parsed = parser.parseLines(body, body.length);

        assertThat(numbers(parsed.events())).isEqualTo("3");
        assertThat(parsed.rejected()).extracting(Rejection::index).containsExactly(0, 1, 2);
        assertThat(parsed.rejected()).extracting(Rejection::code).containsOnly("not_json");
    }

    @Test
    void a_body_of_nothing_but_poison_is_answered_one_by_one() throws Exception {
        String poison = event(1, "\"x\":" + "[".repeat(30) + "]".repeat(30));
        StringBuilder body = new StringBuilder("[");
        for (int i = 0; i < 20_000; i++) {
            body.append(poison).append(',');
        }

        ParsedBody parsed = ours(body.append(good(5)).append(']').toString());

        assertThat(numbers(parsed.events())).isEqualTo("5");
        assertThat(parsed.rejected()).hasSize(20_000);
    }

    private static void assertTaken(Poison poison, ParsedBody parsed, String taken, Integer... rejected) {
        assertThat(numbers(parsed.events())).isEqualTo(taken);
        assertThat(parsed.rejected()).extracting(Rejection::index).containsExactly(rejected);
        assertThat(parsed.rejected()).extracting(Rejection::code).containsOnly(poison.code);
        assertThat(parsed.rejected())
                .allSatisfy(rejection -> assertThat(rejection.message()).hasSizeLessThan(200));
    }

    /** The last digits of their ids. */
    private static String numbers(List<ApiEvent> events) {
        List<String> numbers = new ArrayList<>();
        for (ApiEvent event : events) {
            assertThat(event.id.toString()).startsWith(ID);
            numbers.add(event.id.toString().substring(ID.length()));
        }
        return String.join("", numbers);
    }

    private ParsedBody ours(String body) throws BadBody {
        byte[] bytes = bytes(body);
        return parser.parse(bytes, bytes.length);
    }

    private ParsedBody agentry(String body) throws BadBody {
        byte[] bytes = bytes(body);
        return parser.parseAgentry(bytes, bytes.length, "shop");
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static String good(int number) {
        return "{\"event_id\":\"" + UUID.fromString(ID + number) + "\",\"ts\":\"2026-08-01T12:30:00.000001Z\"}";
    }

    private static String bad(int number, Poison poison) {
        return event(number, poison.fields);
    }

    private static String event(int number, String fields) {
        String event = good(number);
        return event.substring(0, event.length() - 1) + "," + fields + ",\"method\":\"GET\"}";
    }

    private static String capture(int number, String fields) {
        return "{\"event\":\"api_request\",\"uuid\":\"" + ID + number + "\"" + (fields.isEmpty() ? "" : "," + fields)
                + "}";
    }
}
