package dev.rollcall.core.rollup;

import dev.rollcall.core.event.ClientIp;
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
import java.util.Properties;

/** Requests of two customers, and how many of them a table has. */
final class Requests {
    private static final AgentLog LOG =
            new AgentLog(new PrintStream(OutputStream.nullOutputStream(), false), AgentLog.Level.ERROR);
    private static final Identifier IDENTIFIER = Identifier.create(Options.load(null, new Properties(), Map.of()), LOG);
    private static final Recorder RECORDER = new Recorder(IDENTIFIER.wanted(), 2);

    /** Of the thread that collects; its siblings are the lanes'. */
    static final EventMaker MAKER = new EventMaker(
            EventClock.system(), IDENTIFIER, new RouteFinder(10), new PathGlobs(List.of()), ClientIp.FULL);

    private Requests() {}

    /** A request that has ended: its body is as long as the response's is short, so that sums can be told apart. */
    static Record of(String customer, int bytes) {
        Record record = RECORDER.begin().end();
        if (record == null) {
            throw new IllegalStateException("ended before");
        }
        record.method("GET").path("/", 0, 1);
        record.requestHeader(RECORDER.wanted().requestHeaders().of("X-Customer-ID"), customer);
        record.end(200, Outcome.OK, bytes, 1000 - bytes);
        return record;
    }

    /** Empties the table; returns the sum of its counts, or a negative number when its other sums do not fit. */
    static int count(RollupTable table, int requestBytes) {
        int[] sums = new int[2];
        table.pour(rollup -> {
            sums[0] += rollup.count();
            sums[1] += (int) rollup.requestBytes();
            return true;
        });
        return sums[1] == requestBytes ? sums[0] : -1 - sums[0];
    }
}
