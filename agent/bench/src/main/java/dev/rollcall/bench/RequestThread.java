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

    /** Who calls; this thread copies what says so, and does not care whether it was seen before. */
    @Param({"CUSTOMER_HEADER", "JWT_SEEN", "API_KEY_SEEN", "BASIC", "NOBODY"})
    public Caller caller = Caller.JWT_SEEN;

    final Parts parts = new Parts();
    private final Consumer<Record> giveBack = record -> {};
    private Sample sample = new Sample(caller, 7);
    private TomcatParts tomcat = new TomcatParts(parts.recorder, sample);
    private int requests;

    /** Makes the request. */
    @Setup
    public void make() {
        sample = new Sample(caller, 7);
        tomcat = new TomcatParts(parts.recorder, sample);
    }

    /** Tomcat's own request and the hooks that are woven around it. */
    @Benchmark
    public void tomcat() {
        tomcat.exchange();
        drainNowAndThen();
    }

    /** A server that has its texts as strings, as Netty has. */
    @Benchmark
    public void strings() {
        Parts.exchange(parts.recorder, sample);
        drainNowAndThen();
    }

    private void drainNowAndThen() {
        if (++requests == BETWEEN_DRAINS) {
            requests = 0;
            parts.recorder.drain(giveBack, BETWEEN_DRAINS);
        }
    }
}
