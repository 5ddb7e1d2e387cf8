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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a request's thread does for us, begin to end, with nobody else at the ring. Records are given back every 512 requests
 * by the same thread, which is in the figure.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class RequestThread {
    private static final int BETWEEN_DRAINS = 512;

    private final Parts parts = new Parts();
    private final TomcatParts tomcat = new TomcatParts(parts.recorder, Sample.values(7));
    private final String[] values = Sample.values(7);
    private final Consumer<Record> giveBack = record -> {};
    private int requests;

    /** Tomcat's own request and the hooks that are woven around it. */
    @Benchmark
    public void tomcat() {
        tomcat.exchange();
        drainNowAndThen();
    }

    /** A server that has its texts as strings. */
    @Benchmark
    public void strings() {
        parts.exchange(values);
        drainNowAndThen();
    }

    private void drainNowAndThen() {
        if (++requests == BETWEEN_DRAINS) {
            requests = 0;
            parts.recorder.drain(giveBack, BETWEEN_DRAINS);
        }
    }
}
