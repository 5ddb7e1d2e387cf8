package dev.rollcall.bench;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.journal.BatchReader;
import dev.rollcall.core.journal.JournalBatch;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs the drain thread to keep an event in the journal, in a file of the temporary directory. The same thread takes
 * the batches out again after every fourth round, as a shipper does, so that files are used again as they are with a healthy
 * endpoint: the median is an append's, and that is in the average too.
 */
@BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class JournalAppend {
    private static final int EVENTS_OF_A_ROUND = 4096;
    static final int EVENTS_OF_A_TURN = 4 * EVENTS_OF_A_ROUND;

    private final byte[] event = new Parts().json();
    private final JournalFolder folder = new JournalFolder();
    private long sequence;
    private long refused;

    /** One event, and now and then the end of a batch, of a round and of a segment. */
    @Benchmark
    public void append() throws InterruptedException {
        if (!folder.journal.append(EventKind.REQUEST, 1, sequence, event, 0, event.length)) {
            refused++;
        }
        if (++sequence % EVENTS_OF_A_ROUND == 0) {
            folder.journal.endRound(System.nanoTime());
            if (sequence % EVENTS_OF_A_TURN == 0) {
                takeAll(folder.journal.reader(0));
            }
        }
    }

    private static void takeAll(BatchReader reader) throws InterruptedException {
        for (JournalBatch batch = reader.next(0); batch != null; batch = reader.next(0)) {
            reader.done(batch);
        }
    }

    /** Sees to it that events were kept, because refusing one is quick, and leaves nothing behind. */
    @TearDown
    public void end() throws IOException {
        if (refused > 0) {
            throw new IllegalStateException(refused + " of " + sequence + " events found no room");
        }
        folder.delete();
    }
}
