package dev.rollcall.bench;

import dev.rollcall.core.exchange.Record;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same with two requests' threads at one ring as fast as they can, while a third gives their records back. No server
 * does nothing else between two requests: this is the worst that contention can do.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Group)
public class TwoProducers {
    private static final int ROUND = 256;

    private final Parts parts = new Parts();
    private final String[] values = Sample.values(7);
    private final Consumer<Record> giveBack = record -> {};

    /** A request's thread. */
    @Benchmark
    @Group("contended")
    @GroupThreads(2)
    public void request() {
        parts.exchange(values);
    }

    /** The drain thread, without its own work. */
    @Benchmark
    @Group("contended")
    @GroupThreads(1)
    public int drain() {
        return parts.recorder.drain(giveBack, ROUND);
    }
}
