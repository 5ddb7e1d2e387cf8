package dev.rollcall.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.pipeline.Loss;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With an endpoint and without a disk that works. */
class TroubleTest {
    @TempDir
    Path root;

    @Test
    void events_are_delivered_from_memory_while_the_disk_does_not_work() throws IOException {
        Path taken = Files.writeString(root.resolve("taken"), "");
        Notebook notebook = new Notebook(taken, Notebook.ENDPOINT);
        for (int i = 0; i < 100; i++) {
            assertThat(notebook.requests(100, 300)).isEqualTo(100);
            notebook.endBatch();
            assertThat(Notebook.texts(notebook.deliver(0))).hasSize(100);
            notebook.round();
        }
        assertThat(notebook.waiting(0)).isZero();
        assertThat(notebook.said()).containsOnlyOnce("cannot be kept");
    }

    @Test
    void memory_is_bounded_and_keeps_room_for_rollups() throws IOException {
        Path taken = Files.writeString(root.resolve("taken"), "");
        Notebook notebook = new Notebook(taken, Notebook.ENDPOINT);
        int requests = notebook.requests(100_000, 300);
        assertThat(requests).isBetween(2500, 3300);
        assertThat(notebook.add(EventKind.REQUEST, 1, 300)).isFalse();
        assertThat(notebook.add(EventKind.ROLLUP, 500, 300)).isTrue();

        notebook.endBatch();
        assertThat(Notebook.texts(notebook.deliver(0))).hasSize(requests + 1);
        notebook.round();
        assertThat(notebook.add(EventKind.REQUEST, 1, 300)).isTrue();
    }

    @Test
    void what_waited_in_memory_is_safe_from_a_kill_when_the_disk_works_again() throws Exception {
        Path taken = Files.writeString(root.resolve("taken"), "");
        Notebook notebook = new Notebook(taken, Notebook.ENDPOINT);
        notebook.requests(1005, 300);
        JournalBatch first = notebook.reader(0).next(0);
        notebook.reader(0).done(first);
        notebook.round();
        Files.delete(taken);
        notebook.round();
        assertThat(notebook.said()).containsOnlyOnce("can be kept in " + taken + " again");
        notebook.requests(10, 300);
        notebook.kill();

        List<String> adopted = Notebook.texts(new Notebook(taken, Notebook.ENDPOINT).deliver(0));
        assertThat(adopted)
                .hasSize(1005)
                .startsWith(Notebook.json(10, 300))
                .endsWith(Notebook.json(1014, 300))
                .doesNotHaveDuplicates();
    }

    @Test
    void what_had_no_room_on_the_disk_when_it_worked_again_is_written_when_there_is_room() throws Exception {
        Path journals = root.resolve("journals");
        Notebook notebook = new Notebook(journals, Notebook.ENDPOINT);
        notebook.requests(1500, 300);
        ThisMachineTest.remove(notebook.directory());
        ThisMachineTest.remove(journals);
        Files.writeString(journals, "in the way");
        notebook.round(2_000_000_000);
        notebook.requests(2500, 300);
        Files.delete(journals);
        notebook.round();
        assertThat(notebook.said()).contains("can be kept in " + journals + " again");
        for (int i = 0; i < 150; i++) {
            notebook.reader(0).done(notebook.reader(0).next(0));
        }
        notebook.round();
        notebook.round();
        notebook.kill();

        assertThat(Notebook.texts(new Notebook(journals, Notebook.ENDPOINT).deliver(0)))
                .hasSize(2500)
                .startsWith(Notebook.json(1500, 300))
                .endsWith(Notebook.json(3999, 300));
    }

    @Test
    void what_is_only_in_memory_when_the_process_gives_up_is_counted_and_so_is_what_still_comes() throws Exception {
        Path taken = Files.writeString(root.resolve("taken"), "");
        Notebook notebook = new Notebook(taken, Notebook.ENDPOINT);
        notebook.requests(25);
        JournalBatch onItsWay = notebook.reader(0).next(0);
        notebook.journal.giveUp();
        notebook.round();
        notebook.requests(2);

        assertThat(notebook.lost(0, Loss.SHUTDOWN)).isEqualTo(27);
        assertThat(notebook.waiting(0)).isZero();
        assertThat(notebook.reader(0).done(onItsWay)).isFalse();
        assertThat(notebook.deliver(0)).isEmpty();
    }

    @Test
    void what_is_on_the_disk_when_the_process_gives_up_waits_for_the_next() {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        notebook.requests(25);
        notebook.journal.giveUp();
        notebook.round();
        notebook.requests(2);
        assertThat(notebook.waiting(0)).isEqualTo(27);
        notebook.kill();

        assertThat(Notebook.texts(new Notebook(root, Notebook.ENDPOINT).deliver(0)))
                .hasSize(27);
    }

    @Test
    void a_directory_that_is_removed_while_it_is_written_costs_nothing() throws IOException {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        notebook.requests(1005, 300);
        notebook.round();
        ThisMachineTest.remove(notebook.directory());
        notebook.requests(10, 300);
        notebook.round(2_000_000_000);
        assertThat(notebook.said()).contains("was removed");
        notebook.requests(10, 300);
        notebook.endBatch();

        assertThat(notebook.segments()).hasSize(1);
        assertThat(Notebook.texts(notebook.deliver(0))).hasSize(1025).doesNotHaveDuplicates();
        assertThat(notebook.waiting(0)).isZero();
    }

    @Test
    void what_comes_after_a_directory_was_removed_is_safe_from_a_kill() throws IOException {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        notebook.requests(20);
        ThisMachineTest.remove(notebook.directory());
        notebook.round(2_000_000_000);
        notebook.requests(20);
        notebook.deliver(0);
        notebook.requests(15);
        notebook.kill();

        assertThat(Notebook.texts(new Notebook(root, Notebook.ENDPOINT).deliver(0)))
                .hasSize(15)
                .startsWith(Notebook.json(40, 100));
    }

    @Test
    void damage_to_our_own_files_is_counted_and_the_rest_is_delivered() throws IOException {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        notebook.requests(100);
        byte[] bytes = Files.readAllBytes(notebook.segments().get(0));
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("{\"n\":14");
        try (FileChannel file = FileChannel.open(notebook.segments().get(0), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[400]), at);
        }
        assertThat(Notebook.texts(notebook.deliver(0)).size()).isBetween(95, 97);
        notebook.requests(1000, 300);
        notebook.endBatch();
        int delivered =
                notebook.deliver(0).stream().mapToInt(JournalBatch::size).sum();

        assertThat(delivered).isEqualTo(1000);
        assertThat(notebook.lost(0, Loss.DAMAGED)).isBetween(3L, 5L);
        assertThat(notebook.waiting(0)).isZero();
        assertThat(notebook.said()).containsOnlyOnce("was damaged");
    }

    @Test
    void a_process_that_is_away_again_and_again_leaves_its_oldest_lives_to_whoever_adopts_them() {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        for (int i = 0; i < 10; i++) {
            notebook.requests(15);
            notebook.journal.renew(Instance.random());
        }
        assertThat(notebook.reader(0).handedOver(EventKind.REQUEST)).isEqualTo(6 * 15);
        assertThat(notebook.waiting(0)).isEqualTo(4 * 15);

        Notebook sibling = new Notebook(root, Notebook.ENDPOINT);
        List<String> adopted = Notebook.texts(sibling.deliver(0));
        assertThat(adopted)
                .hasSize(90)
                .contains(Notebook.json(0, 100), Notebook.json(89, 100))
                .doesNotHaveDuplicates();
        assertThat(Notebook.texts(notebook.deliver(0)))
                .hasSize(60)
                .contains(Notebook.json(90, 100), Notebook.json(149, 100))
                .doesNotHaveDuplicates();
        assertThat(notebook.waiting(0)).isZero();
    }

    @Test
    void what_a_process_has_handed_over_it_delivers_itself_when_it_is_alone() throws Exception {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        notebook.requests(15);
        JournalBatch onItsWay = notebook.reader(0).next(0);
        for (int i = 0; i < 9; i++) {
            notebook.journal.renew(Instance.random());
            notebook.requests(15);
        }
        notebook.endBatch();
        assertThat(notebook.reader(0).done(onItsWay)).isFalse();
        assertThat(Notebook.texts(notebook.deliver(0))).hasSize(150).doesNotHaveDuplicates();
        assertThat(notebook.waiting(0)).isZero();
        assertThat(notebook.reader(0).adoptedWaiting()).isZero();
    }

    @Test
    void an_image_of_the_process_takes_along_what_was_not_delivered_and_leaves_no_file_open() throws IOException {
        Notebook dead = new Notebook(root, Notebook.ENDPOINT);
        dead.requests(20);
        dead.kill();
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        notebook.requests(1005, 300);
        assertThat(notebook.deliver(0)).hasSizeGreaterThan(100);
        notebook.requests(10);
        Notebook another = new Notebook(root, Notebook.ENDPOINT);
        another.requests(25);
        another.kill();
        assertThat(next(notebook)).isNotNull();

        notebook.journal.closeFiles();
        assertThat(notebook.directory()).doesNotExist();
        notebook.journal.renew(Instance.random());
        // The batch that was on its way belongs to the files that were given back, or to us.
        notebook.round();
        assertThat(notebook.waiting(0)).isPositive();
        JournalBatch onItsWay = next(notebook);
        notebook.reader(0).done(onItsWay);

        notebook.deliver(0);
        assertThat(notebook.waiting(0)).isZero();
        assertThat(another.directory()).doesNotExist();
    }

    private static JournalBatch next(Notebook notebook) {
        try {
            return notebook.reader(0).next(0);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
