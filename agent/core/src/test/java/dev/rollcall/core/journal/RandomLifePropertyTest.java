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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever happens to the disk, to the endpoints and to the process, and in whichever order: after every step each request is
 * delivered, waiting, lost or handed over, for each destination; and what is delivered is in order and was never delivered before.
 */
class RandomLifePropertyTest {
    private static final int STEPS = 120;
    /** So many of this process's lives under former names it delivers itself. */
    private static final int EARLIER_LIVES = 4;

    @Property(tries = 40, shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.SAMPLE_FIRST)
    void every_request_is_delivered_or_waits_or_is_lost(@ForAll long seed) throws Exception {
        Path directory = Files.createTempDirectory("rollcall-life");
        try {
            Story story = new Story(directory.resolve("root"), new Random(seed));
            for (int i = 0; i < STEPS; i++) {
                story.step();
                story.check();
            }
            story.end();
        } finally {
            delete(directory);
        }
    }

    private static final class Story {
        private final Path root;
        private final Random random;
        private final ByteArrayOutputStream said = new ByteArrayOutputStream();
        private final Journal journal;
        private final long[] taken = new long[EventKind.values().length];
        private final long[][] adopted = new long[2][EventKind.values().length];
        private final long[][] delivered = new long[2][EventKind.values().length];
        private final List<Map<String, Long>> last = List.of(new HashMap<>(), new HashMap<>());
        private final StringBuilder steps = new StringBuilder();
        private long now;
        private long sequence;
        private boolean broken;
        /** Whether something may be lost: nothing is before. */
        private boolean gaveUp;

        private int renewals;

        Story(Path root, Random random) {
            this.root = root;
            this.random = random;
            JournalSettings settings =
                    new JournalSettings(root.toFile(), 1 << 20, Notebook.DAY, 10, 1 << 20, 1000).with(1 << 19, 0);
            journal = new Journal(
                    settings,
                    new JournalOwner(1, "pay", null, "1", List.of(Notebook.ENDPOINT, Notebook.OTHER)),
                    Instance.random(),
                    new AgentLog(new PrintStream(said, true, UTF_8), AgentLog.Level.DEBUG));
            now = System.nanoTime();
        }

        void step() throws Exception {
            int choice = random.nextInt(100);
            steps.append(choice).append(' ');
            if (choice < 40) {
                add(EventKind.REQUEST, random.nextInt(200), random.nextInt(2000));
            } else if (choice < 50) {
                add(EventKind.ROLLUP, random.nextInt(5), 300);
                add(EventKind.STATUS, 1, 300);
            } else if (choice < 60) {
                round(random.nextInt(3) * 1_000_000_000L);
            } else if (choice < 84) {
                deliver(random.nextInt(2), random.nextInt(100));
            } else if (choice < 87) {
                remove();
            } else if (choice < 90) {
                breakDisk();
            } else if (choice < 96) {
                mendDisk();
            } else if (choice < 98) {
                renew();
            } else if (choice < 99) {
                journal.closeFiles();
                renew();
            } else if (random.nextInt(10) == 0) {
                journal.giveUp();
                gaveUp = true;
            }
        }

        private void renew() {
            journal.renew(Instance.random());
            sequence = 0;
            renewals++;
        }

        private void add(EventKind kind, int count, int size) {
            for (int i = 0; i < count; i++) {
                int requests = kind == EventKind.STATUS ? 0 : kind == EventKind.ROLLUP ? 1 + random.nextInt(1000) : 1;
                byte[] bytes = Notebook.json(sequence, size).getBytes(UTF_8);
                if (journal.append(kind, requests, sequence, bytes, 0, bytes.length)) {
                    taken[kind.ordinal()] += requests;
                    sequence++;
                }
            }
        }

        private void round(long later) {
            now += later + 1_000_000;
            journal.endRound(now);
        }

        private void deliver(int reader, int most) throws InterruptedException {
            for (int i = 0; i < most; i++) {
                JournalBatch batch = journal.reader(reader).next(0);
                if (batch == null) {
                    return;
                }
                if (random.nextInt(20) == 0) {
                    // It stays on its way.
                    return;
                }
                if (journal.reader(reader).done(batch)) {
                    count(reader, batch);
                }
            }
        }

        private void count(int reader, JournalBatch batch) {
            // Nobody else writes here: an adopted one is of a life that was handed over.
            assertThat(batch.isAdopted() && renewals <= EARLIER_LIVES)
                    .as(steps.toString())
                    .isFalse();
            long before = last.get(reader).getOrDefault(batch.instance(), -1L);
            assertThat(batch.firstSequence()).as(steps.toString()).isGreaterThan(before);
            last.get(reader).put(batch.instance(), batch.firstSequence() + batch.size() - 1);
            for (int i = 0; i < batch.size(); i++) {
                (batch.isAdopted() ? adopted : delivered)[reader][batch.kind(i).ordinal()] += batch.requests(i);
                assertThat(new String(batch.bytes(), batch.offset(i), batch.length(i), UTF_8))
                        .startsWith("{\"n\":" + (batch.firstSequence() + i) + ",");
            }
        }

        /** Somebody cleans up. */
        private void remove() throws IOException {
            if (!broken) {
                delete(root);
                round(2_000_000_000L);
            }
        }

        private void breakDisk() throws IOException {
            if (!broken) {
                delete(root);
                Files.writeString(root, "");
                broken = true;
                round(2_000_000_000L);
            }
        }

        private void mendDisk() throws IOException {
            if (broken) {
                Files.delete(root);
                broken = false;
            }
        }

        void check() {
            for (int reader = 0; reader < 2; reader++) {
                for (EventKind kind : EventKind.values()) {
                    BatchReader way = journal.reader(reader);
                    long lost = 0;
                    for (Loss reason : Loss.values()) {
                        lost += way.lost(kind, reason);
                        if (!gaveUp && renewals <= EARLIER_LIVES) {
                            assertThat(way.lost(kind, reason))
                                    .as(steps + said())
                                    .isZero();
                        }
                    }
                    assertThat(delivered[reader][kind.ordinal()] + way.waiting(kind) + lost + way.handedOver(kind))
                            .as("%s of %s after %s", kind, reader, steps)
                            .isEqualTo(taken[kind.ordinal()]);
                    assertThat(way.waiting(kind)).isNotNegative();
                    assertThat(adopted[reader][kind.ordinal()])
                            .as(steps.toString())
                            .isLessThanOrEqualTo(way.handedOver(kind));
                }
            }
        }

        void end() throws Exception {
            mendDisk();
            round(10_000_000_000L);
            round(10_000_000_000L);
            for (int reader = 0; reader < 2; reader++) {
                for (JournalBatch batch = journal.reader(reader).next(0);
                        batch != null;
                        batch = journal.reader(reader).next(0)) {
                    if (journal.reader(reader).done(batch)) {
                        count(reader, batch);
                    }
                }
                check();
                for (EventKind kind : EventKind.values()) {
                    assertThat(journal.reader(reader).waiting(kind))
                            .as(steps + said())
                            .isZero();
                }
            }
            round(1);
            journal.close(0);
            round(1);
            assertThat(Retention.journals(root.toFile())).as(steps + said()).isEmpty();
        }

        private String said() {
            return said.toString(UTF_8);
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(path)) {
            all = new ArrayList<>(walk.sorted(Comparator.reverseOrder()).collect(Collectors.toList()));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
