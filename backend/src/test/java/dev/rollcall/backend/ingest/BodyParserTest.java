package dev.rollcall.backend.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.backend.event.ApiEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyParserTest {
    private static final String ID = "8c1f0e5a-7d42-8b1e-9a6b-300000000007";
    private static final String MINIMAL = "{\"event_id\":\"" + ID + "\",\"ts\":\"2026-08-01T12:30:00.000001Z\"}";

    private final BodyParser parser =
            new BodyParser(16 << 20, Clock.fixed(Instant.parse("2026-08-02T00:00:00Z"), ZoneOffset.UTC));

    @Test
    void reads_every_field_of_a_request() throws Exception {
        ApiEvent event = one("{\"event_id\":\"" + ID
                + "\",\"event\":\"api_request\",\"ts\":\"2026-08-01T12:30:00.000001Z\",\"duration_us\":1830,"
                + "\"customer_id\":\"acme\",\"customer_name\":\"Acme Ltd\",\"customer_kind\":\"org\","
                + "\"customer_source\":\"header:X-Customer-ID\",\"customer_accepted\":true,\"end_user\":\"joe\","
                + "\"credential_hash\":\"0123456789abcdef\",\"plan\":\"pro\",\"method\":\"GET\",\"route\":\"/users/{id}\","
                + "\"route_inferred\":true,\"path\":\"/users/7\",\"scheme\":\"https\",\"host\":\"api.example.com\","
                + "\"protocol\":\"2\",\"status\":200,\"error_type\":\"java.io.IOException\",\"outcome\":\"ok\",\"request_bytes\":1,"
                + "\"response_bytes\":512,\"client_ip\":\"203.0.113.9\",\"country\":\"DE\",\"user_agent\":\"curl/8.5.0\","
                + "\"sdk_version\":\"1.2\",\"service\":\"pay\",\"instance\":\"8c1f0e5a7d42b1e1a6b3\",\"environment\":\"production\","
                + "\"agent_version\":\"0.3.0\",\"properties\":{\"region\":\"eu\",\"n\":7,\"b\":true}}");

        assertThat(event.kind).isEqualTo(ApiEvent.Kind.REQUEST);
        assertThat(event.id).isEqualTo(UUID.fromString(ID));
        assertThat(event.epochMicros)
                .isEqualTo(Instant.parse("2026-08-01T12:30:00Z").getEpochSecond() * 1_000_000 + 1);
        assertThat(event.durationMicros).isEqualTo(1830);
        assertThat(event.count).isEqualTo(1);
        assertThat(event.customerId).isEqualTo("acme");
        assertThat(event.customerName).isEqualTo("Acme Ltd");
        assertThat(event.customerKind).isEqualTo("org");
        assertThat(event.customerSource).isEqualTo("header:X-Customer-ID");
        assertThat(event.customerAccepted).isTrue();
        assertThat(event.endUser).isEqualTo("joe");
        assertThat(event.credentialHash).isEqualTo("0123456789abcdef");
        assertThat(event.plan).isEqualTo("pro");
        assertThat(event.method).isEqualTo("GET");
        assertThat(event.route).isEqualTo("/users/{id}");
        assertThat(event.routeInferred).isTrue();
        assertThat(event.path).isEqualTo("/users/7");
        assertThat(event.scheme).isEqualTo("https");
        assertThat(event.host).isEqualTo("api.example.com");
        assertThat(event.protocol).isEqualTo("2");
        assertThat(event.status).isEqualTo(200);
        assertThat(event.errorType).isEqualTo("java.io.IOException");
        assertThat(event.outcome).isEqualTo("ok");
        assertThat(event.requestBytes).isEqualTo(1);
        assertThat(event.responseBytes).isEqualTo(512);
        assertThat(event.clientIp).isEqualTo("203.0.113.9");
        assertThat(event.country).isEqualTo("DE");
        assertThat(event.userAgent).isEqualTo("curl/8.5.0");
        assertThat(event.sdkVersion).isEqualTo("1.2");
        assertThat(event.api).isEqualTo("pay");
        assertThat(event.instance).isEqualTo("8c1f0e5a7d42b1e1a6b3");
        assertThat(event.environment).isEqualTo("production");
        assertThat(event.agentVersion).isEqualTo("0.3.0");
        assertThat(event.properties)
                .containsEntry("region", "eu")
                .containsEntry("n", "7")
                .containsEntry("b", "true")
                .hasSize(3);
    }

    @Test
    void reads_a_rollup_whose_buckets_add_up() throws Exception {
        ApiEvent event =
                one(with("\"event\":\"api_request_rollup\",\"count\":85,\"duration_buckets\":[116,3,117,80,190,2]"));

        assertThat(event.kind).isEqualTo(ApiEvent.Kind.ROLLUP);
        assertThat(event.count).isEqualTo(85);
        assertThat(event.durationBuckets).containsExactly(116, 3, 117, 80, 190, 2);
    }

    @Test
    void a_status_counts_no_requests() throws Exception {
        assertThat(one(with("\"event\":\"agent_status\",\"properties\":{\"seen\":7}")).count)
                .isZero();
    }

    @Test
    void fields_that_nobody_knows_are_passed_over() throws Exception {
        assertThat(one(with("\"new\":{\"a\":[1,{\"b\":2}]},\"status\":404,\"method\":null")).status)
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"customer_id\":7 | bad_type | customer_id is the number \"7\"; it must be a text",
                "\"customer_id\":[\"a\"] | bad_type | customer_id is an array; it must be a text",
                "\"customer_id\":\"a\\u0007\" | bad_text | contains control characters",
                "\"path\":\"a\\u0000\" | bad_text | path contains the character U+0000",
                "\"status\":\"200\" | bad_type | status is a text; it must be a whole number",
                "\"status\":20 | out_of_range | status is 20; it must be from 100 to 999",
                "\"status\":200.5 | bad_type | it must be a whole number",
                "\"duration_us\":-1 | out_of_range | duration_us is -1",
                "\"duration_us\":123456789012345678901234567890 | out_of_range | a number of 30 digits",
                "\"event\":\"page_view\" | unknown_event | \"page_view\" is not known",
                "\"event_id\":\"7\" | bad_id | \"7\" is not a UUID",
                "\"ts\":\"yesterday\" | bad_time | \"yesterday\" is not a time",
                "\"ts\":\"2026-13-01T00:00:00.000000Z\" | bad_time | is not a time",
                "\"ts\":\"2026-08-04T00:00:00Z\" | bad_time | a day ahead of our clock",
                "\"ts\":\"1999-08-04T00:00:00Z\" | bad_time | before the year 2000",
                "\"count\":2 | bad_field | send many as api_request_rollup",
                "\"event\":\"api_request_rollup\",\"count\":2 | missing_field | duration_buckets is missing",
                "\"event\":\"api_request_rollup\",\"count\":2,\"duration_buckets\":[1,1] | bad_field | add up to count",
                "\"event\":\"api_request_rollup\",\"count\":2,\"duration_buckets\":[1,1,1,1] | bad_field | they must rise",
                "\"event\":\"api_request_rollup\",\"count\":2,\"duration_buckets\":[1,2,3] | bad_field | must be pairs",
                "\"properties\":{\"a\":{\"b\":1}} | bad_type | it must be a text, a number, true or false",
                "\"customer_accepted\":\"yes\" | bad_type | it must be true or false",
            })
    void a_bad_field_costs_its_event_and_is_named(String field, String code, String message) throws Exception {
        ParsedBody parsed = parse("[" + MINIMAL + "," + with(field) + "," + MINIMAL + "]");

        assertThat(parsed.events()).hasSize(2);
        assertThat(parsed.rejected()).singleElement().satisfies(rejection -> {
            assertThat(rejection.index()).isEqualTo(1);
            assertThat(rejection.code()).isEqualTo(code);
            assertThat(rejection.message()).contains(message.trim());
        });
    }

    @Test
    void an_id_of_ten_megabytes_costs_its_event_and_is_not_repeated() throws Exception {
        ParsedBody parsed = parse("[" + with("\"customer_id\":\"" + "x".repeat(10 << 20) + "\"") + "," + MINIMAL + "]");

        assertThat(parsed.events()).hasSize(1);
        assertThat(parsed.rejected()).singleElement().satisfies(rejection -> {
            assertThat(rejection.code()).isEqualTo("too_long");
            assertThat(rejection.eventId()).isEqualTo(ID);
            assertThat(rejection.message()).contains("10485760 characters").hasSizeLessThan(300);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "[", "{\"a\":", "[{}", "nonsense", "[{}]]", "[{}] {}", "\u0000"})
    void what_is_no_json_is_refused_whole(String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOfSatisfying(
                        BadBody.class, bad -> assertThat(bad.status()).isEqualTo(400));
    }

    @Test
    void what_is_nested_and_never_closed_is_refused() {
        assertThatThrownBy(() -> parse("[" + with("\"x\":" + "[".repeat(100_000)) + "]"))
                .isInstanceOf(BadBody.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE"})
    void of_another_encoding_than_utf_8_nothing_is_passed_over(String encoding) throws Exception {
        byte[] body = ("[" + with("\"x\":" + "[".repeat(30) + "]".repeat(30)) + "]").getBytes(encoding);

        assertThatThrownBy(() -> parser.parse(body, body.length))
                .isInstanceOf(BadBody.class)
                .hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"7,0", "null,0", "[7],0"})
    void what_is_no_event_is_rejected_by_its_index(String body, int index) throws Exception {
        assertThat(parse(body).rejected())
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.index()).isEqualTo(index));
    }

    @Test
    void on_lines_what_is_no_json_costs_its_line() throws Exception {
        byte[] body = (MINIMAL + "\n\nnonsense\r\n" + MINIMAL + " " + MINIMAL + "\n" + MINIMAL)
                .getBytes(StandardCharsets.UTF_8);

        ParsedBody parsed = parser.parseLines(body, body.length);

        assertThat(parsed.events()).hasSize(2);
        assertThat(parsed.rejected()).extracting(Rejection::index).containsExactly(1, 2);
    }

    @Test
    void on_lines_an_event_with_something_behind_it_is_rejected_and_not_taken_too() throws Exception {
        byte[] body = (MINIMAL + "}\n" + MINIMAL).getBytes(StandardCharsets.UTF_8);

        ParsedBody parsed = parser.parseLines(body, body.length);

        assertThat(parsed.events()).hasSize(1);
        assertThat(parsed.rejected()).extracting(Rejection::index).containsExactly(0);
    }

    @Test
    void other_forms_of_a_time_are_taken() throws Exception {
        long noon = Instant.parse("2026-08-01T12:00:00Z").getEpochSecond() * 1_000_000;
        assertThat(micros("2026-08-01T12:00:00Z")).isEqualTo(noon);
        assertThat(micros("2026-08-01T14:00:00+02:00")).isEqualTo(noon);
        assertThat(micros("2026-08-01T12:00:00.123456789Z")).isEqualTo(noon + 123_456);
    }

    private long micros(String time) throws Exception {
        return one(MINIMAL.replace("2026-08-01T12:30:00.000001Z", time)).epochMicros;
    }

    private ApiEvent one(String json) throws BadBody {
        ParsedBody parsed = parse("[" + json + "]");
        assertThat(parsed.rejected()).isEmpty();
        return parsed.events().get(0);
    }

    private ParsedBody parse(String text) throws BadBody {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return parser.parse(body, body.length);
    }

    /** The minimal event with more fields; a field that is there already counts the second time. */
    private static String with(String fields) {
        return MINIMAL.substring(0, MINIMAL.length() - 1) + "," + fields + "}";
    }
}
