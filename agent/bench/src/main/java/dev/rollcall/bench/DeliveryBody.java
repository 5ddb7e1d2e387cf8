package dev.rollcall.bench;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.journal.JournalBatch;
import dev.rollcall.core.ship.BatchBody;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs a shipper's thread to make the body of a delivery, for each event of a batch of 1,000, and what the JDK's zlib
 * would cost at its quickest level. Says at its end how large an event is in either.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class DeliveryBody {
    static final int EVENTS = 1000;

    private final List<byte[]> events = new SampleEvents().make(EVENTS);
    private final JournalBatch batch = batch(events);
    private final BatchBody bodies = new BatchBody();
    private final Deflater zlib = new Deflater(Deflater.BEST_SPEED, true);
    private final byte[] out = new byte[1 << 20];
    private int size;
    private int zlibSize;

    static JournalBatch batch(List<byte[]> events) {
        EventKind[] kinds = new EventKind[events.size()];
        int[] requests = new int[events.size()];
        int[] ends = new int[events.size()];
        Arrays.fill(kinds, EventKind.REQUEST);
        Arrays.fill(requests, 1);
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += events.get(i).length + (i > 0 ? 1 : 0);
            ends[i] = end;
        }
        byte[] bytes = new byte[end];
        for (int i = 0; i < ends.length; i++) {
            byte[] event = events.get(i);
            System.arraycopy(event, 0, bytes, ends[i] - event.length, event.length);
            if (i > 0) {
                bytes[ends[i - 1]] = JournalBatch.SEPARATOR;
            }
        }
        return new JournalBatch("bench", false, 0, kinds, requests, ends, bytes);
    }

    /** What is measured is what it says. */
    @Setup
    public void check() {
        if (batch.size() != EVENTS || bodies.of(batch, 0, EVENTS).length < EVENTS) {
            throw new IllegalStateException("not a batch of " + EVENTS);
        }
    }

    /** An event's part of the body of a whole batch. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public byte[] event() {
        byte[] body = bodies.of(batch, 0, EVENTS);
        size = body.length;
        return body;
    }

    /** The same by zlib, without the checksum. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public int zlib() {
        zlib.reset();
        zlib.setInput(batch.bytes());
        zlib.finish();
        zlibSize = zlib.deflate(out);
        return zlibSize;
    }

    /** Tells the sizes. */
    @TearDown
    public void tell() {
        zlib.end();
        System.out.println("an event: " + batch.bytes().length / EVENTS + " bytes of JSON, "
                + Math.max(size, zlibSize) / EVENTS + " bytes in the body");
    }
}
