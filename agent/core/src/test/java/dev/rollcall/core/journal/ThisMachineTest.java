package dev.rollcall.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.event.EventClock;
import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.pipeline.DestinationFigures;
import dev.rollcall.core.pipeline.Loss;
import dev.rollcall.core.pipeline.Pipeline;
import dev.rollcall.core.pipeline.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without an endpoint: events stay on this machine, and {@code top} reads them. */
class ThisMachineTest {
    @TempDir
    Path root;

    private final List<String> seen = new ArrayList<>();

    @Test
    void an_event_is_stored_at_once_and_seen_once() throws IOException {
        Notebook notebook = new Notebook(root);
        JournalScanner scanner = new JournalScanner(root.toFile());
        notebook.requests(3);
        assertThat(scan(scanner)).hasSize(3);
        assertThat(delivered(notebook)).isEqualTo(3);

        notebook.endBatch();
        assertThat(scan(scanner)).isEmpty();
        notebook.requests(2);
        assertThat(scan(scanner)).containsExactly(Notebook.json(3, 100), Notebook.json(4, 100));
        assertThat(notebook.said()).contains("the first request is stored in " + root);
    }

    @Test
    void every_event_is_seen_once_over_many_segments_by_one_who_looks_often_or_once() throws IOException {
        Notebook notebook = new Notebook(root);
        JournalScanner often = new JournalScanner(root.toFile());
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            notebook.requests(100, 300);
            notebook.round();
            all.addAll(scan(often));
        }
        assertThat(all).hasSize(2000).startsWith(Notebook.json(0, 300)).endsWith(Notebook.json(1999, 300));
        assertThat(scan(new JournalScanner(root.toFile()))).isEqualTo(all);
    }

    @Test
    void processes_with_an_endpoint_are_not_shown() throws IOException {
        new Notebook(root, Notebook.ENDPOINT).requests(3);
        assertThat(scan(new JournalScanner(root.toFile()))).isEmpty();
    }

    @Test
    void a_killed_process_is_still_shown() throws IOException {
        Notebook killed = new Notebook(root);
        killed.requests(25);
        killed.kill();
        Notebook next = new Notebook(root);
        next.requests(5);
        next.round();

        assertThat(scan(new JournalScanner(root.toFile()))).hasSize(30);
    }

    @Test
    void the_oldest_go_when_all_is_too_much() throws IOException {
        Notebook notebook = new Notebook(root);
        assertThat(notebook.requests(20_000, 300)).isEqualTo(20_000);

        assertThat(notebook.bytes()).isBetween(900L << 10, (1L << 20) + 2000);
        List<String> kept = scan(new JournalScanner(root.toFile()));
        assertThat(kept.size()).isBetween(2500, 3300);
        assertThat(kept).endsWith(Notebook.json(19_999, 300)).doesNotContain(Notebook.json(0, 300));
        assertThat(delivered(notebook)).isEqualTo(20_000);
    }

    @Test
    void what_dead_processes_left_goes_first_and_takes_no_more_than_it_holds() throws IOException {
        List<Notebook> dead = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Notebook killed = new Notebook(root);
            killed.requests(50, 300);
            killed.kill();
            dead.add(killed);
            for (Path segment : killed.segments()) {
                Files.setLastModifiedTime(segment, FileTime.fromMillis(1_700_000_000_000L + i * 1000));
            }
        }
        Notebook next = new Notebook(Notebook.settings(root, 1 << 20, 100_000 * Notebook.DAY), "pay");
        next.requests(1);
        assertThat(dead).allSatisfy(each -> assertThat(each.bytes()).isLessThan(20_000));

        next.requests(2500, 300);
        assertThat(dead.get(0).directory()).doesNotExist();
        assertThat(dead.get(29).directory()).exists();
        assertThat(scan(new JournalScanner(root.toFile())))
                .contains(Notebook.json(0, 100), Notebook.json(2500, 300))
                .hasSizeGreaterThan(2501);
    }

    @Test
    void what_dead_processes_left_goes_when_it_is_too_old() throws IOException {
        Notebook old = new Notebook(root);
        old.requests(10);
        old.kill();
        Notebook young = new Notebook(root);
        young.requests(10);
        young.kill();
        Path foreign = Files.writeString(root.resolve("notes.txt"), "mine");
        FileTime longAgo = FileTime.fromMillis(System.currentTimeMillis() - 2 * Notebook.DAY);
        Files.setLastModifiedTime(old.segments().get(0), longAgo);
        Files.setLastModifiedTime(foreign, longAgo);
        Notebook next = new Notebook(root);
        next.requests(1);
        next.round(2_000_000_000);

        assertThat(old.directory()).doesNotExist();
        assertThat(young.directory()).exists();
        assertThat(foreign).exists();
    }

    @Test
    void nothing_of_a_process_that_lives_is_deleted() throws IOException {
        Notebook living = new Notebook(root);
        living.requests(90, 300);
        Notebook loud = new Notebook(root);
        loud.requests(20_000, 300);

        living.requests(90, 300);
        assertThat(living.segments()).hasSize(1);
        assertThat(scan(new JournalScanner(root.toFile()))).contains(Notebook.json(0, 300), Notebook.json(179, 300));
    }

    @Test
    void while_the_disk_does_not_work_events_wait_in_memory_and_are_stored_later() throws IOException {
        // A file stands where the directory should be: that fails for root as well, whom permissions do not stop.
        Path taken = Files.writeString(root.resolve("taken"), "");
        Notebook notebook = new Notebook(taken);
        assertThat(notebook.requests(100_000, 300)).isBetween(2300, 3300);
        notebook.round();
        long held = figures(notebook).waiting();
        assertThat(held).isBetween(2300L, 3300L);
        assertThat(delivered(notebook)).isZero();
        assertThat(notebook.said()).containsOnlyOnce("cannot be kept");

        Files.delete(taken);
        notebook.round();
        assertThat(figures(notebook).waiting()).isZero();
        assertThat(delivered(notebook)).isEqualTo(held);
        assertThat(scan(new JournalScanner(taken.toFile()))).hasSize((int) held);
        assertThat(notebook.said()).containsOnlyOnce("can be kept in " + taken + " again");
    }

    @Test
    void a_shutdown_does_not_wait_for_a_disk_that_does_not_work_and_counts_what_is_lost() throws IOException {
        Path taken = Files.writeString(root.resolve("taken"), "");
        Notebook notebook = new Notebook(taken);
        Traffic traffic = new Traffic();
        Pipeline pipeline = traffic.into(notebook.journal, notebook.journal.thisMachine(), EventClock.system());
        Traffic.run(pipeline);
        traffic.requests(5);

        assertThat(pipeline.settle(60_000)).isTrue();
        assertThat(pipeline.accounting().lost(Loss.STORE_FAILED)).isEqualTo(5);
        assertThat(pipeline.accounting().isSettled()).isTrue();
        assertThat(notebook.said()).contains("requests are lost");
        pipeline.stop();
    }

    @Test
    void what_is_only_in_memory_when_the_process_gives_up_is_counted_and_so_is_what_still_comes() throws IOException {
        Path taken = Files.writeString(root.resolve("taken"), "");
        Notebook notebook = new Notebook(taken);
        notebook.requests(5);
        notebook.journal.giveUp();
        notebook.round();
        notebook.requests(2);
        notebook.round();

        assertThat(figures(notebook).lost(Loss.SHUTDOWN)).isEqualTo(7);
        assertThat(figures(notebook).waiting()).isZero();
        assertThat(delivered(notebook)).isZero();
    }

    @Test
    void a_directory_that_is_removed_while_it_is_written_is_made_anew() throws IOException {
        Notebook notebook = new Notebook(root);
        notebook.requests(20);
        remove(notebook.directory());
        notebook.round(2_000_000_000);
        notebook.requests(5);

        assertThat(scan(new JournalScanner(root.toFile()))).hasSize(5);
        assertThat(notebook.said()).contains("was removed");
        assertThat(delivered(notebook)).isEqualTo(25);
    }

    static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private List<String> scan(JournalScanner scanner) throws IOException {
        seen.clear();
        scanner.read((kind, bytes, offset, length) -> {
            assertThat(kind).isEqualTo(EventKind.REQUEST);
            seen.add(new String(bytes, offset, length, UTF_8));
        });
        return List.copyOf(seen);
    }

    private static DestinationFigures figures(Notebook notebook) {
        return notebook.journal.thisMachine().figures();
    }

    private static long delivered(Notebook notebook) {
        return figures(notebook).delivered();
    }
}
