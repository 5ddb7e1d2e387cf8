package dev.rollcall.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With real processes. */
class KilledProcessTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(ints = {97, 5_000, 50_000})
    void what_a_process_had_taken_when_it_was_killed_is_delivered_by_the_next(int atLeast) throws Exception {
        int told;
        String instance;
        try (JournalProcess process = new JournalProcess(root, "write")) {
            instance = process.line();
            do {
                told = Integer.parseInt(process.line());
            } while (told < atLeast);
            process.kill();
            List<String> rest = process.lines();
            // The kill may have cut the last line.
            told = rest.size() > 1 ? Integer.parseInt(rest.get(rest.size() - 2)) : told;
        }
        JournalSettings settings = Notebook.settings(root, 256 << 20, Notebook.DAY);
        List<JournalBatch> batches = new Notebook(settings, "pay", Notebook.ENDPOINT).deliver(0);

        List<String> texts = Notebook.texts(batches);
        assertThat(texts.size()).isGreaterThanOrEqualTo(told);
        assertThat(texts.toArray())
                .isEqualTo(IntStream.range(0, texts.size())
                        .mapToObj(n -> Notebook.json(n, 300))
                        .toArray());
        assertThat(batches).allMatch(batch -> batch.instance().equals(instance));
        assertThat(root.resolve(instance)).doesNotExist();
    }

    @Test
    void of_two_processes_that_find_dead_journals_one_gets_each() throws Exception {
        List<String> expected = new ArrayList<>();
        try (JournalProcess first = new JournalProcess(root, "adopt");
                JournalProcess second = new JournalProcess(root, "adopt")) {
            assertThat(first.line()).isEqualTo("ready");
            assertThat(second.line()).isEqualTo("ready");
            for (int i = 0; i < 40; i++) {
                Notebook dead = new Notebook(root, Notebook.ENDPOINT);
                dead.requests(35);
                for (int batch = 0; batch < 4; batch++) {
                    expected.add(dead.instance.text() + ':' + batch * 10 + ':' + (batch < 3 ? 10 : 5));
                }
                dead.kill();
            }
            await().atMost(LONG).until(() -> Retention.journals(root.toFile()).isEmpty());
            first.stop();
            second.stop();
            List<String> delivered = first.lines();
            delivered.addAll(second.lines());

            assertThat(delivered).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void a_living_process_keeps_its_journal_and_a_killed_one_does_not() throws Exception {
        Notebook sibling = new Notebook(root, Notebook.ENDPOINT);
        try (JournalProcess process = new JournalProcess(root, "write")) {
            String instance = process.line();
            while (Integer.parseInt(process.line()) < 1000) {
                assertThat(sibling.deliver(0)).isEmpty();
            }
            process.kill();
            assertThat(Notebook.texts(sibling.deliver(0)).size()).isGreaterThanOrEqualTo(1000);
            assertThat(root.resolve(instance)).doesNotExist();
        }
    }

    @Test
    void a_file_that_is_cut_short_under_its_process_does_not_end_it() throws Exception {
        try (JournalProcess process = new JournalProcess(root, "cut")) {
            String line = process.line();
            assertThat(process.exitCode()).isZero();

            List<Integer> counts =
                    List.of(line.split(" ")).stream().map(Integer::valueOf).collect(Collectors.toList());
            int taken = counts.get(0);
            assertThat(taken).isBetween(2090, 2100);
            assertThat(counts.get(1) + counts.get(2)).isEqualTo(taken);
            assertThat(counts.get(1)).isGreaterThan(1800);
            assertThat(counts.get(3)).isZero();
            assertThat(Files.readString(root.resolve("said"))).contains("stay in memory for now");
        }
    }

    @Test
    void a_disk_with_too_little_room_is_found_when_a_segment_is_made() throws IOException, InterruptedException {
        // A limit on the size of a file stands for a full disk.
        List<String> limited = List.of("/bin/sh", "-c", "ulimit -f 16; exec \"$@\"", "sh");
        try (JournalProcess process = new JournalProcess(limited, root, "full")) {
            assertThat(process.line()).isEqualTo("500 0");
            assertThat(process.line()).contains("stay in memory for now");
            assertThat(process.exitCode()).isZero();
        }
    }
}
