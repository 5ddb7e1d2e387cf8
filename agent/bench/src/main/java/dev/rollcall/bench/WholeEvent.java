package dev.rollcall.bench;

import dev.rollcall.core.exchange.Record;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

/**
 * A request from begin to its JSON, on one thread: take {@link RequestThread#strings} away, and what is left is the drain
 * thread's part, identity and event.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class WholeEvent {
    /** How many different tokens there are, one after another: 100 are remembered, 20,000 are more than are. */
    @Param({"100", "20000"})
    public int tokens = 100;

    private final Parts parts = new Parts();
    private String[][] values = {};
    private int next;
    private int written;
    private final Consumer<Record> toEvent = record -> written = parts.event(record);

    /** Makes the tokens. */
    @Setup
    public void makeTokens() {
        values = new String[tokens][];
        for (int i = 0; i < tokens; i++) {
            values[i] = Sample.values(i);
        }
    }

    /** Request and drain thread one after another; returns the length of the JSON. */
    @Benchmark
    public int event() {
        parts.exchange(values[next]);
        next = next + 1 == tokens ? 0 : next + 1;
        parts.recorder.drain(toEvent, 1);
        return written;
    }
}
