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

/** A request from begin to its JSON, on one thread: what {@link RequestThread#strings} and {@link DrainThread#event} do. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class WholeEvent {
    /** How the request says who calls. */
    @Param
    public Caller caller = Caller.JWT_SEEN;

    private final Parts parts = new Parts();
    private Sample[] requests = {};
    private int next;
    private int written;
    private final Consumer<Record> toEvent = record -> written = parts.event(record);

    /** Makes the requests. */
    @Setup
    public void makeRequests() {
        requests = new Sample[caller.distinct()];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = new Sample(caller, i);
        }
    }

    /** Request and drain thread one after another; returns the length of the JSON. */
    @Benchmark
    public int event() {
        Parts.exchange(parts.recorder, requests[next]);
        next = next + 1 == requests.length ? 0 : next + 1;
        parts.recorder.drain(toEvent, 1);
        return written;
    }
}
