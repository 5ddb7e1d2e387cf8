package dev.rollcall.bench;

import dev.rollcall.core.event.ClientIp;
import dev.rollcall.core.event.Event;
import dev.rollcall.core.event.EventBytes;
import dev.rollcall.core.event.EventClock;
import dev.rollcall.core.event.EventJson;
import dev.rollcall.core.event.EventMaker;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.event.Origin;
import dev.rollcall.core.event.PathGlobs;
import dev.rollcall.core.exchange.Exchange;
import dev.rollcall.core.exchange.Outcome;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.exchange.Slots;
import dev.rollcall.core.identity.Identifier;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Options;
import dev.rollcall.core.route.RouteFinder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** The agent's parts, put together as the agent does with no option set but a secret, which is in a file else. */
final class Parts {
    private static final int RING = 65536;
    private static final int OK = 200;
    private static final int RESPONSE_BYTES = 1234;

    final Identifier identifier;
    final Recorder recorder;
    final EventMaker maker;
    private final EventJson json = new EventJson(Instance.random(), new Origin("payments", null, "bench"));
    private long sequence;

    Parts() {
        this("");
    }

    /**
     * Puts the parts together.
     *
     * @param properties the option {@code rollcall.properties}
     */
    Parts(String properties) {
        Properties options = new Properties();
        options.setProperty("rollcall.secret", "a secret of the benchmarks, and of nobody else");
        if (!properties.isEmpty()) {
            options.setProperty("rollcall.properties", properties);
        }
        identifier = Identifier.create(
                Options.load(null, options, Map.of()), new AgentLog(System.err, AgentLog.Level.ERROR));
        recorder = new Recorder(identifier.wanted(), RING);
        maker = new EventMaker(
                EventClock.system(), identifier, new RouteFinder(1000), new PathGlobs(List.of()), ClientIp.of("full"));
    }

    /** An exchange of a server that has its texts as strings, as Netty has: begin, fill, end, submit. */
    void exchange(String[] values) {
        exchange(recorder, values);
    }

    /** The same with another ring. */
    static void exchange(Recorder recorder, String[] values) {
        exchange(recorder, Sample.PATH, Sample.NAMES, values);
    }

    /** The same with another path and other headers. */
    static void exchange(Recorder recorder, Sample sample) {
        exchange(recorder, sample.path, sample.names, sample.values);
    }

    private static void exchange(Recorder recorder, String path, String[] names, String[] values) {
        Exchange exchange = recorder.begin();
        fill(recorder, exchange.record(), path, names, values);
        submit(recorder, exchange);
    }

    /** An exchange of which nothing is read: the clock, the exchange, a record, and the ring. */
    static void bareExchange(Recorder recorder) {
        submit(recorder, recorder.begin());
    }

    /** The record of an exchange that has ended, kept from the ring: it may be looked at as often as one likes. */
    Record record(Sample sample) {
        Exchange exchange = recorder.begin();
        fill(recorder, exchange.record(), sample.path, sample.names, sample.values);
        Record record = Objects.requireNonNull(exchange.end());
        record.end(OK, Outcome.OK, 0, RESPONSE_BYTES);
        return record;
    }

    private static void fill(Recorder recorder, Record open, String path, String[] names, String[] values) {
        open.method("POST").protocol("1.1").scheme("https").clientAddress("203.0.113.7");
        open.path(path, 0, path.length());
        open.query(Sample.QUERY, 0, Sample.QUERY.length());
        Slots wanted = recorder.wanted().requestHeaders();
        for (int i = 0; i < names.length; i++) {
            int slot = wanted.of(names[i]);
            if (slot >= 0) {
                open.requestHeader(slot, values[i]);
            }
        }
        open.host(values[0]);
        open.userAgent(values[1]);
    }

    private static void submit(Recorder recorder, Exchange exchange) {
        Record record = exchange.end();
        if (record != null) {
            record.end(OK, Outcome.OK, 0, RESPONSE_BYTES);
            recorder.submit(record);
        }
    }

    /** The JSON of an event of the sample. */
    byte[] json() {
        EventBytes bytes = encode(Objects.requireNonNull(maker.make(record(new Sample(Caller.JWT_SEEN, 7)))));
        return Arrays.copyOf(bytes.array(), bytes.length());
    }

    /** The JSON of an event, until the next one is encoded. */
    EventBytes encode(Event event) {
        return json.write(event, sequence++);
    }

    /** What the drain thread does with a record: who it was, which route, and the JSON; returns how long that is. */
    int event(Record record) {
        Event event = maker.make(record);
        return event == null ? 0 : encode(event).length();
    }
}
