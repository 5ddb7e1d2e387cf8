package dev.rollcall.core.rollup;

import dev.rollcall.core.event.ClientIp;
import dev.rollcall.core.event.Event;
import dev.rollcall.core.event.EventClock;
import dev.rollcall.core.event.EventMaker;
import dev.rollcall.core.event.PathGlobs;
import dev.rollcall.core.exchange.Outcome;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.identity.Identifier;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Options;
import dev.rollcall.core.route.RouteFinder;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** Requests that have ended, without a server and a pipeline. */
final class Requests {
    final EventMaker maker;
    private final Recorder recorder;

    Requests() {
        this("");
    }

    /** With agent arguments. */
    Requests(String arguments) {
        Identifier identifier = Identifier.create(
                Options.load(arguments, new Properties(), Map.of()),
                new AgentLog(new PrintStream(OutputStream.nullOutputStream()), AgentLog.Level.OFF));
        recorder = new Recorder(identifier.wanted(), 2);
        maker = new EventMaker(
                EventClock.system(),
                identifier,
                new RouteFinder(100),
                new PathGlobs(List.of("/health")),
                ClientIp.FULL);
    }

    Record record(String customer, String path, int status) {
        return record("X-Customer-ID", customer, path, status);
    }

    Record record(String header, String value, String path, int status) {
        Record record = Objects.requireNonNull(recorder.begin().end());
        record.method("GET");
        record.path(path, 0, path.length());
        record.requestHeader(recorder.wanted().requestHeaders().of(header), value);
        record.end(status, Outcome.OK, 3, 5);
        return record;
    }

    Event event(String customer, int status) {
        return Objects.requireNonNull(maker.brief(record(customer, "/items/1", status)));
    }
}
