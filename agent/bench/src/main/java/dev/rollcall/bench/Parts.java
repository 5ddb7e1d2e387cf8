package dev.rollcall.bench;

import dev.rollcall.core.event.ClientIp;
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

/** The agent's parts, put together as the agent does with no option set. */
final class Parts {
    private static final int RING = 65536;
    private static final int OK = 200;
    private static final int RESPONSE_BYTES = 1234;

    final Identifier identifier =
            Identifier.create(Options.ofThisProcess(null), new AgentLog(System.err, AgentLog.Level.ERROR));
    final Recorder recorder = new Recorder(identifier.wanted(), RING);
    final EventMaker maker = new EventMaker(
            EventClock.system(), identifier, new RouteFinder(1000), new PathGlobs(List.of()), ClientIp.of("full"));
    private final EventJson json = new EventJson(Instance.random(), new Origin("payments", null, "bench"));
    private long sequence;

    /** An exchange of a server that has its texts as strings, as Netty has: begin, fill, end, submit. */
    void exchange(String[] values) {
        exchange(recorder, values);
    }

    /** The same with another ring. */
    static void exchange(Recorder recorder, String[] values) {
        Exchange exchange = recorder.begin();
        Record open = exchange.record();
        open.method("POST").protocol("1.1").scheme("https").clientAddress("203.0.113.7");
        open.path(Sample.PATH, 0, Sample.PATH.length());
        open.query(Sample.QUERY, 0, Sample.QUERY.length());
        Slots wanted = recorder.wanted().requestHeaders();
        for (int i = 0; i < Sample.NAMES.length; i++) {
            int slot = wanted.of(Sample.NAMES[i]);
            if (slot >= 0) {
                open.requestHeader(slot, values[i]);
            }
        }
        open.host(values[0]);
        open.userAgent(values[1]);
        Record record = exchange.end();
        if (record != null) {
            record.end(OK, Outcome.OK, 0, RESPONSE_BYTES);
            recorder.submit(record);
        }
    }

    /** The JSON of an event of the sample. */
    byte[] json() {
        exchange(Sample.values(7));
        byte[][] copy = new byte[1][];
        recorder.drain(
                record -> {
                    EventBytes bytes = json.write(maker.make(record), sequence++);
                    copy[0] = Arrays.copyOf(bytes.array(), bytes.length());
                },
                1);
        return copy[0];
    }

    /** What the drain thread does with a record: who it was, which route, and the JSON; returns how long that is. */
    int event(Record record) {
        dev.rollcall.core.event.Event event = maker.make(record);
        return event == null ? 0 : json.write(event, sequence++).length();
    }
}
