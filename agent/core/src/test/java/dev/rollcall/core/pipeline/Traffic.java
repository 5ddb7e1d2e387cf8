package dev.rollcall.core.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.core.adapter.WeaveBook;
import dev.rollcall.core.event.ClientIp;
import dev.rollcall.core.event.EventClock;
import dev.rollcall.core.event.EventJson;
import dev.rollcall.core.event.EventMaker;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.event.Origin;
import dev.rollcall.core.event.PathGlobs;
import dev.rollcall.core.event.StatusJson;
import dev.rollcall.core.exchange.Exchange;
import dev.rollcall.core.exchange.Outcome;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.identity.Identifier;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Options;
import dev.rollcall.core.rollup.Rollups;
import dev.rollcall.core.route.RouteFinder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Requests of customers, and the pipeline they go through, without a server. */
public final class Traffic {
    public final Instance instance = Instance.random();
    public final Losses losses = new Losses();
    public final Recorder recorder;
    public final AgentLog log;
    /** As in {@code rollcall.detail}, {@code rollcall.rollup.keys} and {@code rollcall.rollup.interval}; to be set before {@link #into}. */
    public String detail = "all";

    public int rollupKeys = 10_000;
    public long rollupIntervalNanos = 1;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    final Identifier identifier;

    public Traffic() {
        this(1 << 16);
    }

    public Traffic(int ringSlots) {
        log = new AgentLog(new PrintStream(said, true), AgentLog.Level.INFO);
        identifier = Identifier.create(Options.load(null, new Properties(), Map.of()), log);
        recorder = new Recorder(identifier.wanted(), List.of(), ringSlots);
    }

    /** Into a sink that is its own and only destination. */
    public <S extends EventSink & Destination> Pipeline into(S sink) {
        return into(sink, sink, EventClock.system());
    }

    public Pipeline into(EventSink sink, Destination destination, EventClock clock) {
        EventMaker maker = new EventMaker(
                clock, identifier, new RouteFinder(100), new PathGlobs(List.of("/health")), ClientIp.FULL);
        Origin origin = new Origin("test", null, "1.2.3");
        EventJson json = new EventJson(instance, origin);
        Heartbeat heartbeat = new Heartbeat(new StatusJson(origin), new WeaveBook(), System.nanoTime());
        Rollups rollups = new Rollups(maker, rollupKeys, rollupIntervalNanos, log);
        recorder.overflowInto(rollups.overflow());
        Teller teller = new Teller(clock, maker, instance, json, sink, rollups, DetailChoice.of(detail), losses, log);
        return new Pipeline(recorder, clock, teller, heartbeat, sink, List.of(destination), losses, log);
    }

    /** Starts the pipeline's thread as the agent would. */
    public static Thread run(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    public void request(String customer, String path) {
        request(customer, path, 200);
    }

    public void request(String customer, String path, int status) {
        Exchange exchange = recorder.begin();
        Record record = exchange.end();
        if (record == null) {
            throw new IllegalStateException("ended before");
        }
        record.method("GET").protocol("1.1").scheme("http").host("localhost").clientAddress("192.0.2.1");
        record.path(path, 0, path.length());
        record.requestHeader(recorder.wanted().requestHeaders().of("X-Customer-ID"), customer);
        record.end(status, Outcome.OK, 3, 5);
        recorder.submit(record);
    }

    public void requests(int count) {
        for (int i = 0; i < count; i++) {
            request("c" + i % 7, "/items/" + i);
        }
    }

    /** What the agent printed. */
    public String said() {
        return said.toString(UTF_8);
    }
}
