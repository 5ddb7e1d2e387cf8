package dev.rollcall.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.event.EventKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptionTest {
    @TempDir
    Path root;

    @Test
    void what_a_killed_process_left_is_delivered_by_the_next_with_the_same_batches() throws InterruptedException {
        Notebook killed = new Notebook(root, Notebook.ENDPOINT);
        killed.requests(2035, 300);
        JournalBatch first = killed.reader(0).next(0);
        killed.reader(0).done(first);
        JournalBatch second = killed.reader(0).next(0);
        killed.kill();

        Notebook next = new Notebook(root, Notebook.ENDPOINT);
        List<JournalBatch> batches = next.deliver(0);
        // The second was on its way when the process was killed.
        assertThat(Notebook.ids(batches).get(0)).isEqualTo(killed.instance.text() + ":10:10");
        assertThat(Notebook.texts(batches.subList(0, 1))).isEqualTo(Notebook.texts(List.of(second)));
        assertThat(batches).allMatch(JournalBatch::isAdopted);
        assertThat(Notebook.texts(batches)).hasSize(2025).endsWith(Notebook.json(2034, 300));
        assertThat(killed.directory()).doesNotExist();
        assertThat(next.waiting(0)).isZero();
        assertThat(next.said()).contains("2025 requests of " + killed.instance.text());
    }

    @Test
    void the_batches_are_the_same_when_the_adopter_is_killed_too() throws InterruptedException {
        Notebook killed = new Notebook(root, Notebook.ENDPOINT);
        killed.requests(1015);
        killed.kill();
        Notebook second = new Notebook(root, Notebook.ENDPOINT);
        JournalBatch again = second.reader(0).next(0);
        assertThat(second.reader(0).adoptedWaiting()).isEqualTo(1015);
        second.kill();

        List<JournalBatch> third = new Notebook(root, Notebook.ENDPOINT).deliver(0);
        assertThat(Notebook.ids(third)).startsWith(Notebook.ids(List.of(again)).get(0));
        assertThat(Notebook.texts(third.subList(0, 1))).isEqualTo(Notebook.texts(List.of(again)));
        assertThat(Notebook.texts(third)).hasSize(1015);
    }

    @Test
    void nobody_takes_the_journal_of_a_process_that_lives() {
        Notebook living = new Notebook(root, Notebook.ENDPOINT);
        living.requests(25);
        Notebook sibling = new Notebook(root, Notebook.ENDPOINT);
        sibling.requests(10);

        assertThat(sibling.deliver(0)).hasSize(1);
        assertThat(living.deliver(0)).hasSize(2);
        living.kill();
        assertThat(Notebook.texts(sibling.deliver(0))).hasSize(5);
        assertThat(living.directory()).doesNotExist();
    }

    @Test
    void own_events_do_not_wait_for_all_adopted_ones_nor_these_for_all_of_ours() {
        Notebook killed = new Notebook(root, Notebook.ENDPOINT);
        killed.requests(50);
        killed.kill();
        Notebook next = new Notebook(root, Notebook.ENDPOINT);
        next.requests(50);

        List<JournalBatch> batches = next.deliver(0);
        assertThat(batches.subList(0, 4)).extracting(JournalBatch::isAdopted).contains(true, false);
        assertThat(batches).hasSize(10);
    }

    @Test
    void a_journal_for_another_endpoint_is_left_alone() {
        Notebook killed = new Notebook(root, Notebook.OTHER);
        killed.requests(25);
        killed.kill();

        assertThat(new Notebook(root, Notebook.ENDPOINT).deliver(0)).isEmpty();
        assertThat(new Notebook(root, Notebook.OTHER).deliver(0)).hasSize(3);
    }

    @Test
    void another_token_is_right_for_the_same_service_only() {
        DestinationKey renewed = new DestinationKey(Notebook.ENDPOINT.key(), "renewed");
        Notebook killed = new Notebook(root, Notebook.ENDPOINT);
        killed.requests(25);
        killed.kill();

        JournalSettings settings = Notebook.settings(root, 1 << 20, Notebook.DAY);
        assertThat(new Notebook(settings, "orders", renewed).deliver(0)).isEmpty();
        assertThat(new Notebook(settings, "pay", renewed).deliver(0)).hasSize(3);
    }

    @Test
    void each_destination_gets_what_it_lacks() {
        Notebook killed = new Notebook(root, Notebook.ENDPOINT, Notebook.OTHER);
        killed.requests(30);
        killed.deliver(0);
        killed.kill();

        Notebook one = new Notebook(root, Notebook.ENDPOINT);
        assertThat(one.deliver(0)).isEmpty();
        assertThat(killed.directory()).isDirectory();

        Notebook both = new Notebook(root, Notebook.OTHER, Notebook.ENDPOINT);
        assertThat(both.deliver(1)).isEmpty();
        assertThat(both.deliver(0)).hasSize(3);
        assertThat(killed.directory()).doesNotExist();
    }

    @Test
    void a_dead_journal_with_nothing_left_is_deleted_by_anybody_with_an_endpoint() {
        Notebook killed = new Notebook(root, Notebook.OTHER);
        killed.requests(10);
        killed.deliver(0);
        killed.kill();

        assertThat(new Notebook(root, Notebook.ENDPOINT).deliver(0)).isEmpty();
        assertThat(killed.directory()).doesNotExist();
    }

    @Test
    void events_that_were_kept_for_this_machine_are_not_sent_later() {
        Notebook local = new Notebook(root);
        local.requests(25);
        local.kill();

        assertThat(new Notebook(root, Notebook.ENDPOINT).deliver(0)).isEmpty();
        assertThat(local.directory()).isDirectory();
    }

    @Test
    void what_a_killed_process_left_is_let_go_when_it_is_too_old() throws IOException {
        Notebook killed = new Notebook(root, Notebook.OTHER);
        killed.requests(25);
        killed.kill();
        for (Path segment : killed.segments()) {
            Files.setLastModifiedTime(segment, FileTime.fromMillis(System.currentTimeMillis() - 2 * Notebook.DAY));
        }
        Notebook next = new Notebook(Notebook.settings(root, 1 << 20, Notebook.DAY), "pay", Notebook.ENDPOINT);
        next.deliver(0);

        assertThat(killed.directory()).doesNotExist();
        assertThat(next.said()).contains("older than rollcall.journal.age");
    }

    @Test
    void what_was_adopted_and_is_let_go_is_counted() throws IOException {
        Notebook killed = new Notebook(root, Notebook.ENDPOINT);
        killed.requests(25);
        killed.kill();
        for (Path segment : killed.segments()) {
            Files.setLastModifiedTime(segment, FileTime.fromMillis(System.currentTimeMillis() - 2 * Notebook.DAY));
        }
        Notebook next = new Notebook(Notebook.settings(root, 1 << 20, Notebook.DAY), "pay", Notebook.ENDPOINT);

        assertThat(next.deliver(0)).isEmpty();
        assertThat(next.reader(0).adoptedExpired()).isEqualTo(25);
        assertThat(next.reader(0).adoptedWaiting()).isZero();
        assertThat(next.waiting(0)).isZero();
    }

    @Test
    void what_many_killed_processes_left_is_bounded_and_the_oldest_goes() throws IOException {
        List<Notebook> dead = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Notebook killed = new Notebook(root, Notebook.ENDPOINT);
            killed.requests(300, 300);
            killed.kill();
            for (Path segment : killed.segments()) {
                Files.setLastModifiedTime(
                        segment, FileTime.fromMillis(System.currentTimeMillis() - 1_000_000 + i * 1000));
            }
            dead.add(killed);
        }
        Notebook next = new Notebook(root, Notebook.ENDPOINT);
        List<String> delivered = Notebook.texts(next.deliver(0));

        assertThat(delivered.size()).isBetween(300 * 35, 300 * 45);
        assertThat(next.said()).contains("more than four times rollcall.journal.bytes");
        assertThat(dead).allSatisfy(each -> assertThat(each.directory()).doesNotExist());
    }

    @Test
    void a_journal_that_cannot_be_read_does_not_keep_others_from_being_delivered() throws IOException {
        List<Notebook> dead = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Notebook killed = new Notebook(root, Notebook.ENDPOINT);
            killed.requests(25);
            killed.kill();
            dead.add(killed);
        }
        Files.delete(dead.get(0).directory().resolve(Cursors.FILE));
        Files.createDirectory(dead.get(0).directory().resolve(Cursors.FILE));
        Files.delete(dead.get(1).directory().resolve(DirectoryLock.FILE));
        Files.createDirectory(dead.get(1).directory().resolve(DirectoryLock.FILE));
        Files.writeString(dead.get(2).directory().resolve(JournalOwner.FILE), "format=\u0000\\uzzzz");
        Files.write(dead.get(3).segments().get(0), new byte[3]);

        Notebook next = new Notebook(root, Notebook.ENDPOINT);
        assertThat(Notebook.texts(next.deliver(0))).hasSize(50);
        assertThat(next.said()).contains("cannot be delivered: " + dead.get(0).directory());
    }

    @Test
    void a_directory_that_was_not_finished_is_deleted_in_the_end() throws IOException {
        Path unfinished = Files.createDirectory(root.resolve("0123456789abcdef0123.new"));
        Files.setLastModifiedTime(
                Files.createFile(unfinished.resolve(DirectoryLock.FILE)), FileTime.fromMillis(1_000_000));
        Path fresh = Files.createDirectory(root.resolve("1123456789abcdef0123.new"));
        Files.setLastModifiedTime(unfinished, FileTime.fromMillis(1_000_000));

        new Notebook(root, Notebook.ENDPOINT).deliver(0);
        assertThat(unfinished).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void a_damaged_record_costs_itself_only_and_splits_its_batch() throws IOException {
        Notebook killed = new Notebook(root, Notebook.ENDPOINT);
        killed.requests(30);
        killed.kill();
        Path segment = killed.segments().get(0);
        byte[] bytes = Files.readAllBytes(segment);
        int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("{\"n\":14");
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {'#'}), at + 20);
        }
        Notebook next = new Notebook(root, Notebook.ENDPOINT);
        String old = killed.instance.text();
        assertThat(Notebook.ids(next.deliver(0)))
                .containsExactly(old + ":0:10", old + ":10:4", old + ":15:5", old + ":20:10");
        assertThat(next.said()).contains("was damaged");
    }

    @Test
    void rollups_and_statuses_are_adopted_as_what_they_are() {
        Notebook killed = new Notebook(root, Notebook.ENDPOINT);
        killed.add(EventKind.ROLLUP, 700, 100);
        killed.add(EventKind.STATUS, 0, 100);
        killed.kill();

        JournalBatch batch = new Notebook(root, Notebook.ENDPOINT).deliver(0).get(0);
        assertThat(batch.kind(0)).isEqualTo(EventKind.ROLLUP);
        assertThat(batch.requests(0)).isEqualTo(700);
        assertThat(batch.kind(1)).isEqualTo(EventKind.STATUS);
        assertThat(batch.requests(1)).isZero();
    }
}
