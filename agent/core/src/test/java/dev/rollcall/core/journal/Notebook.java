package dev.rollcall.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.pipeline.Loss;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A journal as one process has it, with the work of its drain thread and of its shippers done by the test. */
final class Notebook {
    static final long DAY = 86_400_000;
    static final DestinationKey ENDPOINT = new DestinationKey("endpoint", "token");
    static final DestinationKey OTHER = new DestinationKey("other", "token");

    final Path root;
    final Instance instance = Instance.random();
    final Journal journal;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private long now;
    private long sequence;

    Notebook(Path root, DestinationKey... destinations) {
        this(settings(root, 1 << 20, DAY), "pay", destinations);
    }

    Notebook(JournalSettings settings, String service, DestinationKey... destinations) {
        this.root = settings.root().toPath();
        AgentLog log = new AgentLog(new PrintStream(said, true), AgentLog.Level.DEBUG);
        journal = new Journal(
                settings, new JournalOwner(1, service, null, "1.2.3", List.of(destinations)), instance, log);
        // Not before the journal looked at the clock.
        now = System.nanoTime();
    }

    /** Batches of ten events; looks for dead journals whenever it reads. */
    static JournalSettings settings(Path root, long bytes, long ageMillis) {
        return new JournalSettings(root.toFile(), bytes, ageMillis, 10, 1 << 20, 3_600_000).with(1 << 20, 0);
    }

    /** Adds events {@code {"n":<sequence>,"p":"..."}} of about so many bytes; returns how many were taken. */
    int requests(int count, int size) {
        for (int i = 0; i < count; i++) {
            if (!add(EventKind.REQUEST, 1, size)) {
                return i;
            }
        }
        return count;
    }

    int requests(int count) {
        return requests(count, 100);
    }

    boolean add(EventKind kind, int requests, int size) {
        byte[] bytes = json(sequence, size).getBytes(UTF_8);
        boolean taken = journal.append(kind, requests, sequence, bytes, 0, bytes.length);
        sequence += taken ? 1 : 0;
        return taken;
    }

    static String json(long sequence, int size) {
        String head = "{\"n\":" + sequence + ",\"p\":\"";
        return head + "x".repeat(Math.max(0, size - head.length() - 2)) + "\"}";
    }

    /** A round of the drain thread. */
    void round() {
        round(1_000_000);
    }

    /** A round some time after the last one. */
    void round(long nanosLater) {
        now += nanosLater;
        journal.endRound(now);
    }

    /** Ends the open batch, as age would. */
    void endBatch() {
        round();
        round(3_600_000L * 1_000_000);
    }

    BatchReader reader(int destination) {
        return journal.reader(destination);
    }

    /** All that can be read now, told as delivered. */
    List<JournalBatch> deliver(int destination) {
        List<JournalBatch> batches = new ArrayList<>();
        try {
            for (JournalBatch batch = reader(destination).next(0);
                    batch != null;
                    batch = reader(destination).next(0)) {
                batches.add(copy(batch));
                assertThat(reader(destination).done(batch)).isTrue();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return batches;
    }

    /** A batch is valid until its reader reads the next one. */
    private static JournalBatch copy(JournalBatch batch) {
        EventKind[] kinds = new EventKind[batch.size()];
        int[] requests = new int[batch.size()];
        int[] ends = new int[batch.size()];
        for (int i = 0; i < batch.size(); i++) {
            kinds[i] = batch.kind(i);
            requests[i] = batch.requests(i);
            ends[i] = batch.offset(i) + batch.length(i);
        }
        return new JournalBatch(
                batch.instance(),
                batch.isAdopted(),
                batch.firstSequence(),
                kinds,
                requests,
                ends,
                batch.bytes().clone());
    }

    /** {@code <instance>:<first>:<count>} as a receiver would see it. */
    static List<String> ids(List<JournalBatch> batches) {
        return batches.stream()
                .map(batch -> batch.instance() + ':' + batch.firstSequence() + ':' + batch.size())
                .collect(Collectors.toList());
    }

    /** The events' texts. */
    static List<String> texts(List<JournalBatch> batches) {
        List<String> texts = new ArrayList<>();
        for (JournalBatch batch : batches) {
            for (int i = 0; i < batch.size(); i++) {
                texts.add(new String(batch.bytes(), batch.offset(i), batch.length(i), UTF_8));
            }
        }
        return texts;
    }

    long waiting(int destination) {
        return reader(destination).waiting(EventKind.REQUEST);
    }

    long lost(int destination, Loss reason) {
        return reader(destination).lost(EventKind.REQUEST, reason);
    }

    Path directory() {
        return root.resolve(instance.text());
    }

    /** The segments of this process that hold events, in their order. */
    List<Path> segments() {
        return segments(directory());
    }

    static List<Path> segments(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> SegmentFile.number(file.getFileName().toString()) > 0)
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The size of all files of this process. */
    long bytes() throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(directory())) {
            for (Path file : files.collect(Collectors.toList())) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    String said() {
        return said.toString(UTF_8);
    }

    /** As kill -9 would. */
    void kill() {
        journal.abandon();
    }
}
