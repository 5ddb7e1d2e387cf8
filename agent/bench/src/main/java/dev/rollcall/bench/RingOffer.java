package dev.rollcall.bench;

import dev.rollcall.core.exchange.Record;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One, two and four requests' threads at one ring as fast as they can, while another gives their records back. No server
 * does nothing else between two requests: this is the worst that contention can do.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Group)
public class RingOffer {
    private static final int ROUND = 256;

    /**
     * As the agent, the drain thread sleeps when the ring is empty: one that spins would fight with the producers for the
     * ring's ends. It sleeps much less, because requests come a thousand times faster than any server brings them, and
     * their records are to be used again here as there.
     */
    private static final long PAUSE_NANOS = 20_000;

    /** What is told of an exchange besides its two times: nothing, or ten headers. */
    @Param({"false", "true"})
    public boolean headers;

    final Parts parts = new Parts();
    private final Sample sample = new Sample(Caller.JWT_SEEN, 7);
    private final Consumer<Record> giveBack = record -> {};

    /** The only request's thread. */
    @Benchmark
    @Group("one")
    @GroupThreads(1)
    public void requestOfOne() {
        request();
    }

    /** The drain thread, without its own work. */
    @Benchmark
    @Group("one")
    @GroupThreads(1)
    public int drainOfOne() {
        return drain();
    }

    /** One of two. */
    @Benchmark
    @Group("two")
    @GroupThreads(2)
    public void requestOfTwo() {
        request();
    }

    /** The drain thread, without its own work. */
    @Benchmark
    @Group("two")
    @GroupThreads(1)
    public int drainOfTwo() {
        return drain();
    }

    /** One of four. */
    @Benchmark
    @Group("four")
    @GroupThreads(4)
    public void requestOfFour() {
        request();
    }

    /** The drain thread, without its own work. */
    @Benchmark
    @Group("four")
    @GroupThreads(1)
    public int drainOfFour() {
        return drain();
    }

    private void request() {
        if (headers) {
            Parts.exchange(parts.recorder, sample);
        } else {
            Parts.bareExchange(parts.recorder);
        }
    }

    private int drain() {
        int count = parts.recorder.drain(giveBack, ROUND);
        if (count < ROUND) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return count;
    }

    /** Sees to it that most requests found room, because to be refused costs something else. */
    @TearDown
    public void check() {
        long refused = parts.recorder.lostRingFull();
        long seen = parts.recorder.seen();
        if (refused * 2 > seen) {
            throw new IllegalStateException(refused + " of " + seen + " requests found the ring full");
        }
    }
}
