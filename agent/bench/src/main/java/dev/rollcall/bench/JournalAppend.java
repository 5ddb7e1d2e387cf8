package dev.rollcall.bench;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.journal.BatchReader;
import dev.rollcall.core.journal.DestinationKey;
import dev.rollcall.core.journal.Journal;
import dev.rollcall.core.journal.JournalBatch;
import dev.rollcall.core.journal.JournalOwner;
import dev.rollcall.core.journal.JournalSettings;
import dev.rollcall.core.log.AgentLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
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
    private static final int EVENTS_OF_A_BATCH = 1000;
    private static final int EVENTS_OF_A_ROUND = 4096;

    private final byte[] event = new Parts().json();
    private Path root = Path.of("");
    private Journal journal;
    private long sequence;
    private long refused;

    /** Begins the journal. */
    @Setup
    public void begin() throws IOException {
        root = Files.createTempDirectory("rollcall-bench");
        journal = new Journal(
                new JournalSettings(root.toFile(), 256 << 20, 3_600_000, EVENTS_OF_A_BATCH, 1 << 20, 1000),
                new JournalOwner(1, "bench", null, "0", List.of(new DestinationKey("endpoint", ""))),
                Instance.random(),
                new AgentLog(System.err, AgentLog.Level.ERROR));
    }

    /** One event, and now and then the end of a batch, of a round and of a segment. */
    @Benchmark
    public void append() throws InterruptedException {
        if (!journal.append(EventKind.REQUEST, 1, sequence, event, 0, event.length)) {
            refused++;
        }
        if (++sequence % EVENTS_OF_A_ROUND == 0) {
            journal.endRound(System.nanoTime());
            if (sequence % (4 * EVENTS_OF_A_ROUND) == 0) {
                takeAll(journal.reader(0));
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
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            all.forEach(files::add);
        }
        Collections.reverse(files);
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
