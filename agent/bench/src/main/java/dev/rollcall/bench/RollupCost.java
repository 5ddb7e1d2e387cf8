package dev.rollcall.bench;

import dev.rollcall.core.event.Event;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.rollup.Rollups;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to count a request instead of telling it. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class RollupCost {
    private static final int BETWEEN_COLLECTIONS = 4096;
    private static final int MAX_KEYS = 10_000;
    private static final long INTERVAL_NANOS = 10_000_000_000L;

    /** How many different tokens there are, one after another: a lane remembers the ten, and not all of the hundred. */
    @Param({"10", "100"})
    public int tokens = 10;

    private final Parts parts = new Parts();
    private final Rollups rollups =
            new Rollups(parts.maker, MAX_KEYS, INTERVAL_NANOS, new AgentLog(System.err, AgentLog.Level.ERROR));
    private final Recorder full = new Recorder(parts.identifier.wanted(), 2);
    private String[][] values = {};
    private Event[] events = {};
    private int next;
    private int requests;

    /** Makes the events, and fills the ring for good. */
    @Setup
    public void fill() {
        values = new String[tokens][];
        events = new Event[tokens];
        for (int i = 0; i < tokens; i++) {
            int customer = i;
            values[i] = Sample.values(i);
            parts.exchange(values[i]);
            parts.recorder.drain(record -> events[customer] = own(record), 1);
        }
        // Until one more does not go in: the ring is bounded by bytes as well as by slots.
        for (long before = -1; full.waiting() > before; ) {
            before = full.waiting();
            Parts.exchange(full, values[0]);
        }
        full.overflowInto(rollups.overflow());
    }

    /** An event that stays: a maker has only one at a time. */
    private Event own(Record record) {
        // The first learns the route, which siblings do not.
        parts.maker.brief(record);
        Event event = parts.maker.sibling().brief(record);
        if (event == null) {
            throw new IllegalStateException("excluded");
        }
        return event;
    }

    /** A request's thread that finds the ring full, from begin to end: with the customer, by the request's token. */
    @Benchmark
    public void requestThread() {
        Parts.exchange(full, values[nextCustomer()]);
        collectNowAndThen();
    }

    /** The drain thread with an event in its hand. */
    @Benchmark
    public void drainThread() {
        rollups.add(events[nextCustomer()]);
        collectNowAndThen();
    }

    /** Of whom requests wait to be told. */
    List<String> customers() {
        List<String> customers = new ArrayList<>();
        rollups.collect();
        rollups.tell(
                System.nanoTime(),
                rollup -> customers.add(String.valueOf(rollup.key().customerId())));
        return customers;
    }

    private int nextCustomer() {
        next = next + 1 == tokens ? 0 : next + 1;
        return next;
    }

    private void collectNowAndThen() {
        if (++requests == BETWEEN_COLLECTIONS) {
            requests = 0;
            rollups.collect();
            rollups.tell(System.nanoTime(), rollup -> true);
        }
    }
}
