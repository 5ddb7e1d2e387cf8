package dev.rollcall.bench;

import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.identity.Identity;
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

/** What the drain thread does with a record, by how the request said who called. Every caller has a record of its own. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class DrainThread {
    /** How the request says who calls. */
    @Param
    public Caller caller = Caller.JWT_SEEN;

    private final Parts parts = new Parts();
    private Record[] records = {};
    private int next;

    /** Makes the records. */
    @Setup
    public void fill() {
        records = new Record[caller.distinct()];
        for (int i = 0; i < records.length; i++) {
            records[i] = parts.record(new Sample(caller, i));
        }
    }

    /** Who called, and nothing else. */
    @Benchmark
    public Identity identity() {
        return parts.identifier.identify(nextRecord());
    }

    /** From the record to its JSON: who called, which route, the event; returns how long that is. */
    @Benchmark
    public int event() {
        return parts.event(nextRecord());
    }

    private Record nextRecord() {
        Record record = records[next];
        next = next + 1 == records.length ? 0 : next + 1;
        return record;
    }
}
