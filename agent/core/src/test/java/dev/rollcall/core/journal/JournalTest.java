package dev.rollcall.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.pipeline.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path root;

    @Test
    void events_come_out_as_they_went_in_and_in_their_order() {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        assertThat(notebook.requests(5000, 150)).isEqualTo(5000);
        notebook.endBatch();

        assertThat(Notebook.texts(notebook.deliver(0)).toArray())
                .isEqualTo(LongStream.range(0, 5000)
                        .mapToObj(n -> Notebook.json(n, 150))
                        .toArray());
        assertThat(notebook.waiting(0)).isZero();
    }

    @Test
    void a_batch_ends_by_count_by_bytes_and_by_age() {
        JournalSettings settings = new JournalSettings(root.toFile(), 1 << 20, Notebook.DAY, 3, 1000, 50);
        Notebook notebook = new Notebook(settings, "pay", Notebook.ENDPOINT);
        notebook.requests(4, 100);
        notebook.requests(3, 400);
        notebook.requests(1, 5000);
        notebook.requests(1, 100);
        notebook.round();
        assertThat(sizes(notebook)).containsExactly(3, 1 + 2, 1, 1);

        notebook.round(20_000_000);
        assertThat(sizes(notebook)).isEmpty();
        notebook.requests(1, 100);
        notebook.round(40_000_000);
        assertThat(sizes(notebook)).containsExactly(2);
    }

    @Test
    void nothing_is_held_back_when_the_process_ends() {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        notebook.requests(3);
        notebook.round();
        assertThat(notebook.deliver(0)).isEmpty();

        notebook.journal.hurry();
        notebook.round();
        assertThat(sizes(notebook)).containsExactly(3);
    }

    @Test
    void a_batch_comes_again_until_it_is_done() throws InterruptedException {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        notebook.requests(20);
        JournalBatch first = notebook.reader(0).next(0);
        assertThat(notebook.reader(0).next(0)).isSameAs(first);
        assertThat(notebook.waiting(0)).isEqualTo(20);

        assertThat(notebook.reader(0).done(first)).isTrue();
        assertThat(notebook.waiting(0)).isEqualTo(10);
        assertThat(notebook.reader(0).next(0).firstSequence()).isEqualTo(10);
    }

    @Test
    void destinations_read_the_same_batches_at_their_own_speed() {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT, Notebook.OTHER);
        notebook.requests(2000, 300);
        List<JournalBatch> fast = notebook.deliver(0);
        assertThat(notebook.waiting(0)).isZero();
        assertThat(notebook.waiting(1)).isEqualTo(2000);

        List<JournalBatch> slow = notebook.deliver(1);
        assertThat(Notebook.ids(slow)).isEqualTo(Notebook.ids(fast)).hasSizeGreaterThanOrEqualTo(200);
        assertThat(Notebook.texts(slow)).isEqualTo(Notebook.texts(fast));
    }

    @Test
    void a_journal_that_is_delivered_as_it_grows_stays_small() throws IOException {
        Notebook notebook = new Notebook(Notebook.settings(root, 4 << 20, Notebook.DAY), "pay", Notebook.ENDPOINT);
        for (int i = 0; i < 1000; i++) {
            assertThat(notebook.requests(100, 300)).isEqualTo(100);
            notebook.round();
            assertThat(notebook.deliver(0)).hasSizeGreaterThanOrEqualTo(10);
        }
        assertThat(notebook.segments()).hasSizeLessThanOrEqualTo(3);
        assertThat(notebook.bytes()).isLessThan(1 << 20);
    }

    @Test
    void a_full_journal_takes_no_requests_and_still_rollups_and_statuses() throws IOException {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        int taken = notebook.requests(100_000, 300);

        assertThat(taken).isBetween(2500, 3300);
        assertThat(notebook.bytes()).isBetween(900L << 10, 1L << 20);
        assertThat(notebook.add(EventKind.ROLLUP, 70, 300)).isTrue();
        assertThat(notebook.add(EventKind.STATUS, 0, 300)).isTrue();
        assertThat(notebook.add(EventKind.REQUEST, 1, 300)).isFalse();
        for (int i = 0; i < 1000; i++) {
            notebook.add(EventKind.ROLLUP, 1, 300);
        }
        assertThat(notebook.add(EventKind.ROLLUP, 1, 300)).isFalse();
        assertThat(notebook.bytes()).isLessThan((1L << 20) + 1000);
        assertThat(notebook.waiting(0)).isEqualTo(taken);
        assertThat(notebook.reader(0).waiting(EventKind.ROLLUP)).isGreaterThan(70);

        notebook.endBatch();
        assertThat(notebook.deliver(0).stream().mapToInt(JournalBatch::size).sum())
                .isGreaterThan(taken);
        notebook.round();
        assertThat(notebook.add(EventKind.REQUEST, 1, 300)).isTrue();
    }

    @Test
    void an_event_larger_than_a_segment_is_not_taken_and_disturbs_nothing() {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        notebook.requests(1);
        assertThat(notebook.add(EventKind.REQUEST, 1, 70_000)).isFalse();
        assertThat(notebook.add(EventKind.REQUEST, 1, 60_000)).isTrue();
        notebook.endBatch();

        assertThat(Notebook.texts(notebook.deliver(0)))
                .containsExactly(Notebook.json(0, 100), Notebook.json(1, 60_000));
    }

    @Test
    void only_the_owner_can_read_it() throws IOException {
        Notebook notebook = new Notebook(root.resolve("made/by/us"), Notebook.ENDPOINT);
        notebook.requests(3000, 300);
        notebook.round();

        assertThat(permissions(root.resolve("made/by/us"))).isEqualTo("rwx------");
        assertThat(permissions(notebook.directory())).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(notebook.directory())) {
            assertThat(files.collect(Collectors.toList()))
                    .hasSizeGreaterThan(5)
                    .allSatisfy(file ->
                            assertThat(permissions(file)).as(file.toString()).isEqualTo("rw-------"));
        }
    }

    @Test
    void a_directory_that_the_user_made_keeps_its_permissions() throws IOException {
        Path named = Files.createDirectory(root.resolve("named"));
        Files.setPosixFilePermissions(named, PosixFilePermissions.fromString("rwxr-x---"));
        Notebook notebook = new Notebook(named, Notebook.ENDPOINT);
        notebook.requests(1);

        assertThat(permissions(named)).isEqualTo("rwxr-x---");
        assertThat(permissions(notebook.directory())).isEqualTo("rwx------");
    }

    @Test
    void a_link_in_the_temporary_directory_is_not_followed() throws IOException {
        Path target = Files.createDirectory(root.resolve("victim"));
        Path link = Path.of(System.getProperty("java.io.tmpdir"), "rollcall-test-" + System.nanoTime());
        Files.createSymbolicLink(link, target);
        try {
            Notebook notebook = new Notebook(link, Notebook.ENDPOINT);
            notebook.requests(1);

            assertThat(target).isEmptyDirectory();
            assertThat(notebook.said()).contains("is a link");
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void undelivered_events_that_are_too_old_are_let_go_and_counted() throws Exception {
        Notebook notebook = new Notebook(Notebook.settings(root, 1 << 20, -1), "pay", Notebook.ENDPOINT);
        notebook.requests(25);
        JournalBatch taken = notebook.reader(0).next(0);
        notebook.reader(0).done(taken);
        taken = notebook.reader(0).next(0);

        notebook.endBatch();
        notebook.endBatch();
        assertThat(notebook.lost(0, Loss.EXPIRED)).isEqualTo(15);
        assertThat(notebook.waiting(0)).isZero();
        assertThat(notebook.reader(0).done(taken)).isFalse();
        assertThat(notebook.reader(0).next(0)).isNull();
        assertThat(notebook.said()).contains("older than rollcall.journal.age");

        notebook.requests(10);
        assertThat(notebook.reader(0).next(0)).isNotNull();
    }

    @Test
    void a_batch_that_is_too_old_before_it_could_be_delivered_does_not_hold_up_the_next_one() throws Exception {
        Notebook notebook = new Notebook(Notebook.settings(root, 1 << 20, -1), "pay", Notebook.ENDPOINT);
        notebook.requests(10);
        JournalBatch old = notebook.reader(0).next(0);
        assertThat(notebook.reader(0).next(0)).isSameAs(old);
        notebook.endBatch();
        notebook.endBatch();

        notebook.requests(10);
        JournalBatch next = notebook.reader(0).next(0);
        assertThat(next).isNotNull();
        assertThat(next.firstSequence()).isEqualTo(10);
        assertThat(notebook.reader(0).done(next)).isTrue();
        assertThat(notebook.lost(0, Loss.EXPIRED)).isEqualTo(10);
    }

    @Test
    void a_process_that_goes_on_under_another_name_delivers_what_it_had_under_the_old_one() {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        notebook.requests(15);
        Instance second = Instance.random();
        notebook.journal.renew(second);
        byte[] event = {'{', '}'};
        notebook.journal.append(EventKind.REQUEST, 1, 0, event, 0, 2);
        notebook.endBatch();
        assertThat(notebook.waiting(0)).isEqualTo(16);

        String old = notebook.instance.text();
        assertThat(Notebook.ids(notebook.deliver(0)))
                .containsExactlyInAnyOrder(old + ":0:10", old + ":10:5", second.text() + ":0:1");
        assertThat(notebook.waiting(0)).isZero();
        notebook.round();
        assertThat(notebook.directory()).doesNotExist();
        assertThat(root.resolve(second.text())).isDirectory();
    }

    @Test
    void the_first_event_finds_its_file_ready_and_without_one_nothing_is_left_behind() throws Exception {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        notebook.journal.prepare();
        long prepared = notebook.bytes();
        notebook.requests(1);
        assertThat(notebook.segments()).hasSize(1);
        assertThat(notebook.bytes()).isEqualTo(prepared);

        Notebook idle = new Notebook(root, Notebook.ENDPOINT);
        idle.journal.prepare();
        assertThat(idle.directory()).isDirectory();
        close(idle);
        assertThat(idle.directory()).doesNotExist();

        Notebook killed = new Notebook(root, Notebook.ENDPOINT);
        killed.journal.prepare();
        killed.kill();
        notebook.deliver(0);
        assertThat(killed.directory()).doesNotExist();
    }

    @Test
    void without_an_endpoint_nothing_is_made_before_there_is_an_event() {
        Notebook notebook = new Notebook(root);
        notebook.journal.prepare();
        assertThat(notebook.directory()).doesNotExist();
    }

    @Test
    void an_orderly_end_leaves_nothing_behind_when_all_is_delivered_and_all_when_it_is_not() throws Exception {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        notebook.requests(20);
        close(notebook);
        assertThat(notebook.directory()).isDirectory();

        notebook.deliver(0);
        close(notebook);
        assertThat(notebook.directory()).doesNotExist();

        // A request that ends even later.
        notebook.requests(10);
        assertThat(notebook.directory()).isDirectory();
        assertThat(sizes(notebook)).containsExactly(10);
    }

    @Test
    void a_reader_wakes_up_when_a_batch_ends_and_when_it_is_told_to() throws Exception {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        List<JournalBatch> read = new ArrayList<>();
        Thread shipper = new Thread(() -> {
            try {
                read.add(notebook.reader(0).next(3_600_000));
                notebook.reader(0).done(read.get(0));
                read.add(notebook.reader(0).next(3_600_000));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        shipper.start();
        notebook.requests(11);
        await().until(() -> notebook.waiting(0) == 1);
        notebook.reader(0).wake();
        shipper.join(60_000);

        assertThat(read).hasSize(2);
        assertThat(read.get(0).size()).isEqualTo(10);
        assertThat(read.get(1)).isNull();
    }

    @Test
    void the_end_waits_for_what_is_still_on_its_way() throws Exception {
        Notebook notebook = new Notebook(root, Notebook.ENDPOINT);
        notebook.requests(10);
        Thread end = new Thread(() -> {
            try {
                notebook.journal.close(3_600_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        end.start();
        await().until(() -> end.getState() == Thread.State.TIMED_WAITING);
        notebook.round();
        notebook.round();
        assertThat(notebook.directory()).isDirectory();
        assertThat(end.isAlive()).isTrue();

        notebook.deliver(0);
        notebook.round();
        end.join(60_000);
        assertThat(end.isAlive()).isFalse();
        assertThat(notebook.directory()).doesNotExist();
    }

    private static void close(Notebook notebook) throws InterruptedException {
        notebook.journal.close(0);
        notebook.round();
    }

    private static List<Integer> sizes(Notebook notebook) {
        return notebook.deliver(0).stream().map(JournalBatch::size).collect(Collectors.toList());
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
