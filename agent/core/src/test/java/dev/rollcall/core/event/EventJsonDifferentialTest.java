package dev.rollcall.core.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.exchange.Exchange;
import dev.rollcall.core.exchange.Outcome;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.identity.Identifier;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Options;
import dev.rollcall.core.route.RouteFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** That our own JSON is to the byte what a general writer makes of the same record. */
class EventJsonDifferentialTest {
    private static final String PROCESS = ",\"service\":\"pay\\\"ments\",\"instance\":\"123456789abcdef2aaaa\""
            + ",\"environment\":\"\u00FCber\",\"agent_version\":\"1.2.3\"}";

    private final Identifier identifier = identifier();
    private final Recorder recorder = new Recorder(identifier.wanted(), List.of(), 16);
    private final EventMaker maker = new EventMaker(
            EventClock.system(), identifier, new RouteFinder(10), new PathGlobs(List.of()), ClientIp.FULL);
    private final EventJson json =
            new EventJson(new Instance(0x123456789abcdefL, 0x2aaaa), new Origin("pay\"ments", "\u00FCber", "1.2.3"));

    @Property
    void a_record_of_strings(@ForAll("texts") List<String> texts, @ForAll short status, @ForAll long bytes) {
        tell(texts, status, bytes, false);
        // Again, with what is remembered of the first time.
        tell(texts, status, bytes, true);
    }

    @Property
    void a_record_of_bytes(@ForAll("bytes") byte[] path, @ForAll("bytes") byte[] host, @ForAll("bytes") byte[] agent) {
        Record record = begun();
        record.path(path, 0, path.length).host(host, 0, host.length).userAgent(agent, 0, agent.length);
        submit(record);
    }

    private void tell(List<String> texts, short status, long bytes, boolean mounted) {
        Record record = begun();
        String path = texts.get(0);
        record.method(texts.get(1)).protocol(texts.get(2)).scheme(texts.get(3)).clientAddress(texts.get(4));
        record.path(path, 0, path.length()).host(texts.get(5)).userAgent(texts.get(6));
        record.principal(texts.get(7));
        if (mounted) {
            record.route(texts.get(8));
        }
        record.errorType(texts.get(9));
        header(record, "X-Customer-ID", texts.get(10));
        header(record, "X-Customer-Name", texts.get(11));
        header(record, "X-RapidAPI-Subscription", texts.get(12));
        header(record, "X-Sdk-Version", texts.get(13));
        header(record, "X-Region", texts.get(14));
        header(record, "CF-IPCountry", "ch");
        header(record, "X-API-Key", texts.get(15));
        record.end(status, mounted ? Outcome.ABORTED : Outcome.OK, bytes, -bytes);
        submit(record);
    }

    private Record begun() {
        Exchange exchange = recorder.begin();
        Record record = exchange.end();
        assertThat(record).isNotNull();
        return record;
    }

    /** In the drain thread's place, with the record still there. */
    private void submit(Record record) {
        List<String> written = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        recorder.submit(record);
        recorder.drain(
                drained -> {
                    Event event = maker.make(drained);
                    EventBytes bytes = json.write(event, 0xBCD);
                    written.add(new String(bytes.array(), 0, bytes.length(), UTF_8));
                    String general = JacksonJson.of(event, "12345678-9abc-8def-aaaa-a00000000bcd");
                    expected.add(general.substring(0, general.length() - 1) + PROCESS);
                },
                1);
        assertThat(written).hasSize(1).isEqualTo(expected);
    }

    private void header(Record record, String name, String value) {
        record.requestHeader(recorder.wanted().requestHeaders().of(name), value);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return text().list().ofSize(16);
    }

    private static Arbitrary<String> text() {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.strings().ascii().ofMaxLength(20)),
                Tuple.of(2, Arbitraries.strings().alpha().ofMaxLength(400)),
                Tuple.of(2, Arbitraries.strings().withCharRange('\0', '\u00FF').ofMaxLength(20)),
                Tuple.of(2, Arbitraries.strings().all().ofMaxLength(20)),
                Tuple.of(
                        1,
                        Arbitraries.strings().withCharRange('\uD7FE', '\uE001').ofMaxLength(300)),
                Tuple.of(
                        2,
                        Arbitraries.of(
                                "",
                                "/",
                                "user:pw@host:1",
                                ";JSESSIONID=s3cret/x",
                                "\uD83D\uDE00",
                                "\u2028",
                                "\"\\\b")));
        return piece.list().ofMaxSize(5).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        return Arbitraries.oneOf(
                text().map(text -> text.getBytes(UTF_8)),
                text().map(text -> text.getBytes(ISO_8859_1)),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(50),
                Arbitraries.of(
                        "/a".repeat(9000).getBytes(UTF_8),
                        "/\u00E9".repeat(9000).getBytes(UTF_8)));
    }

    private static Identifier identifier() {
        Properties system = new Properties();
        system.setProperty("rollcall.properties", "region=header:X-Region");
        system.setProperty("rollcall.secret", "a-secret-of-the-tests");
        AgentLog log = new AgentLog(System.err, AgentLog.Level.OFF);
        return Identifier.create(Options.load(null, system, Map.of()), log);
    }
}
