package dev.rollcall.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.core.exchange.Exchange;
import dev.rollcall.core.exchange.Outcome;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.identity.Identifier;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Options;
import dev.rollcall.core.route.RouteFinder;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    private final Identifier identifier = identifier();
    private final Recorder recorder = new Recorder(identifier.wanted(), List.of(), 16);
    private final EventMaker maker = new EventMaker(
            EventClock.system(), identifier, new RouteFinder(10), new PathGlobs(List.of()), ClientIp.FULL);
    private final EventJson json =
            new EventJson(new Instance(0x123456789abcdefL, 0x2aaaa), new Origin("pay\"ments", "prod", "1.2.3"));

    @Test
    void an_event_has_the_fields_of_the_design_and_no_others() throws IOException {
        Map<String, Object> event = event(record -> {
            record.method("GET").protocol("2").scheme("https").host("api.example:8443");
            record.path("/users/7", 0, 8).userAgent("curl/8").clientAddress("2001:db8::7");
            record.route("/users/{id}");
            header(record, "X-Customer-ID", "acme");
            header(record, "X-Sdk-Version", "java-3.1");
            header(record, "CF-IPCountry", "ch");
            header(record, "X-Region", "eu");
            record.errorType("java.io.IOException");
            record.end(503, Outcome.ABORTED, 17, 1L << 40);
        });

        assertThat(event)
                .containsOnlyKeys(
                        "event_id",
                        "event",
                        "ts",
                        "duration_us",
                        "customer_id",
                        "customer_kind",
                        "customer_source",
                        "method",
                        "route",
                        "path",
                        "scheme",
                        "host",
                        "protocol",
                        "status",
                        "error_type",
                        "outcome",
                        "request_bytes",
                        "response_bytes",
                        "client_ip",
                        "country",
                        "user_agent",
                        "sdk_version",
                        "properties",
                        "service",
                        "instance",
                        "environment",
                        "agent_version");
        assertThat(event)
                .containsEntry("event_id", "12345678-9abc-8def-aaaa-a00000000005")
                .containsEntry("event", "api_request")
                .containsEntry("customer_id", "acme")
                .containsEntry("customer_kind", "org")
                .containsEntry("customer_source", "header:X-Customer-ID")
                .containsEntry("route", "/users/{id}")
                .containsEntry("status", 503L)
                .containsEntry("outcome", "aborted")
                .containsEntry("request_bytes", 17L)
                .containsEntry("response_bytes", 1L << 40)
                .containsEntry("country", "CH")
                .containsEntry("properties", Map.of("region", "eu"))
                .containsEntry("service", "pay\"ments")
                .containsEntry("agent_version", "1.2.3");
        assertThat((String) event.get("ts")).matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat((Long) event.get("duration_us")).isNotNegative();
    }

    @Test
    void what_is_not_known_is_left_out() throws IOException {
        Map<String, Object> event = event(record -> record.end(0, Outcome.ERROR, -1, -1));

        assertThat(event)
                .containsOnlyKeys(
                        "event_id",
                        "event",
                        "ts",
                        "duration_us",
                        "outcome",
                        "request_bytes",
                        "response_bytes",
                        "service",
                        "instance",
                        "environment",
                        "agent_version");
        assertThat(event).containsEntry("request_bytes", 0L);
    }

    @Test
    void a_session_id_in_the_path_does_not_leave_the_process() throws IOException {
        Map<String, Object> event = event(record -> {
            String path = "/a;v=1;JSessionID=secret/b;jsessionid=secret2";
            record.path(path, 0, path.length()).end(200, Outcome.OK, 0, 0);
        });

        assertThat(event).containsEntry("path", "/a;v=1/b");
    }

    @Test
    void a_path_whose_lower_case_is_longer_is_still_an_event() throws IOException {
        Map<String, Object> event = event(record -> {
            String path = "/" + "\u0130".repeat(30) + ";jsessionid=secret";
            record.path(path, 0, path.length()).end(200, Outcome.OK, 0, 0);
        });

        assertThat(event).containsEntry("path", "/" + "\u0130".repeat(30));
    }

    @Test
    void a_password_in_the_authority_does_not_leave_the_process() throws IOException {
        Map<String, Object> event =
                event(record -> record.host("user:secret@api.example:8443").end(200, Outcome.OK, 0, 0));

        assertThat(event).containsEntry("host", "api.example:8443");
    }

    @Property
    void every_text_comes_back_as_it_was_or_cut_and_repaired(
            @ForAll String path, @ForAll String agent, @ForAll String principal) throws IOException {
        Map<String, Object> event = event(record -> {
            record.path(path, 0, path.length()).userAgent(agent);
            record.principal(principal);
            record.end(200, Outcome.OK, 0, 0);
        });

        // The record keeps bytes; a lone surrogate has none in UTF-8.
        String sent = new String(agent.getBytes(UTF_8), UTF_8);
        String told = (String) event.getOrDefault("user_agent", "");
        assertThat(told).hasSizeLessThanOrEqualTo(512);
        if (agent.codePoints().allMatch(c -> c < 0x80)) {
            assertThat(sent).startsWith(told);
            assertThat(told.length()).isEqualTo(Math.min(512, sent.length()));
        }
    }

    @Test
    void an_event_that_fails_half_way_does_not_spoil_the_next_one() throws IOException {
        made(record -> record.end(200, Outcome.OK, 0, 0), broken -> {
            broken.outcome = null;
            assertThatThrownBy(() -> json.write(broken, 1)).isInstanceOf(NullPointerException.class);
        });

        assertThat(event(record -> record.end(204, Outcome.OK, 0, 0))).containsEntry("status", 204L);
    }

    private static Identifier identifier() {
        Properties system = new Properties();
        system.setProperty("rollcall.properties", "region=header:X-Region");
        AgentLog log = new AgentLog(System.err, AgentLog.Level.OFF);
        return Identifier.create(Options.load(null, system, Map.of()), log);
    }

    private void header(Record record, String name, String value) {
        record.requestHeader(recorder.wanted().requestHeaders().of(name), value);
    }

    /** Does something with the event of a request, in the drain thread's place. */
    private void made(Consumer<Record> request, Consumer<Event> event) {
        Exchange exchange = recorder.begin();
        Record record = exchange.end();
        assertThat(record).isNotNull();
        request.accept(record);
        recorder.submit(record);
        assertThat(recorder.drain(drained -> event.accept(maker.make(drained)), 1))
                .isEqualTo(1);
    }

    private Map<String, Object> event(Consumer<Record> request) throws IOException {
        byte[][] copy = new byte[1][];
        made(request, event -> {
            EventBytes bytes = json.write(event, 5);
            copy[0] = Arrays.copyOf(bytes.array(), bytes.length());
        });
        try (JsonParser parser = new JsonFactory().createParser(copy[0])) {
            parser.nextToken();
            Map<String, Object> read = object(parser);
            assertThat(parser.nextToken()).isNull();
            assertThat(read.keySet()).as("where the shipper looks for it").startsWith("event_id");
            return read;
        }
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> read = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            assertThat(value).as(name).isNotEqualTo(JsonToken.VALUE_NULL);
            Object previous = read.put(
                    name,
                    value == JsonToken.START_OBJECT
                            ? object(parser)
                            : value.isNumeric()
                                    ? (Object) parser.getLongValue()
                                    : value.isBoolean() ? (Object) parser.getBooleanValue() : parser.getText());
            assertThat(previous).as("twice: " + name).isNull();
        }
        return read;
    }
}
