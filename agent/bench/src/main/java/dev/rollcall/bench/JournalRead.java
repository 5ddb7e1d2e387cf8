package dev.rollcall.bench;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.journal.BatchReader;
import dev.rollcall.core.journal.JournalBatch;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs a shipper's thread to take an event out of the journal, in a batch of 1,000, and to say that it is delivered. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class JournalRead {
    private static final int BATCHES = 20;
    private static final int EVENTS = 1000;

    private final List<byte[]> events = new SampleEvents().make(EVENTS);
    private final JournalFolder folder = new JournalFolder();
    private long sequence;

    /** Writes what is read. Every round ends its batch, for segments do not end where batches do. */
    @Setup(Level.Invocation)
    public void write() {
        folder.journal.hurry();
        for (int batch = 0; batch < BATCHES; batch++) {
            for (byte[] event : events) {
                if (!folder.journal.append(EventKind.REQUEST, 1, sequence++, event, 0, event.length)) {
                    throw new IllegalStateException("there is no room for event " + sequence);
                }
            }
            folder.journal.endRound(System.nanoTime());
        }
    }

    /** Reads all of it. */
    @Benchmark
    @OperationsPerInvocation(BATCHES * EVENTS)
    public long read() throws InterruptedException {
        BatchReader reader = folder.journal.reader(0);
        long bytes = 0;
        int read = 0;
        for (JournalBatch batch = reader.next(0); batch != null; batch = reader.next(0)) {
            bytes += batch.length(batch.size() - 1);
            read += batch.size();
            reader.done(batch);
        }
        if (read != BATCHES * EVENTS) {
            throw new IllegalStateException(read + " events instead of " + BATCHES * EVENTS);
        }
        return bytes;
    }

    /** Leaves nothing behind. */
    @TearDown
    public void end() throws IOException {
        folder.delete();
    }
}
