package dev.rollcall.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.pipeline.Loss;
import dev.rollcall.core.pipeline.Pipeline;
import dev.rollcall.core.pipeline.Traffic;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest {
    private static final long DAY = 86_400_000;

    @TempDir
    Path directory;

    private final Traffic traffic = new Traffic();
    private final byte[] event = "{\"ts\":\"x\"}".getBytes(UTF_8);

    @Test
    void every_event_of_a_round_is_in_the_file_when_the_round_ends() throws IOException {
        LocalStore store = store(1 << 20);
        append(store, 0, 3);
        assertThat(lines()).isEmpty();
        assertThat(store.figures().waiting()).isEqualTo(3);

        store.endRound(System.nanoTime());
        assertThat(lines()).hasSize(3).containsOnly(new String(event, UTF_8));
        assertThat(store.figures().waiting()).isZero();
        assertThat(store.figures().delivered()).isEqualTo(3);
    }

    @Test
    void events_are_stored_again_after_another_process_has_deleted_the_file() throws IOException {
        LocalStore store = store(1 << 20);
        append(store, 0, 1);
        store.endRound(System.nanoTime());
        Files.delete(StoreFiles.list(directory.toFile()).get(0).toPath());

        append(store, 1, 2);
        store.endRound(System.nanoTime());

        assertThat(lines()).hasSize(2);
    }

    @Test
    void a_round_that_is_larger_than_memory_is_stored_in_parts() throws IOException {
        LocalStore store = store(64 << 20);
        byte[] large = new byte[64 * 1024];
        java.util.Arrays.fill(large, (byte) 'x');

        for (int i = 0; i < 200; i++) {
            store.append(EventKind.REQUEST, 1, i, large, 0, large.length);
        }
        store.endRound(System.nanoTime());

        assertThat(lines()).hasSize(200);
        assertThat(store.figures().delivered()).isEqualTo(200);
    }

    @Test
    void only_the_owner_can_read_what_is_stored() throws IOException {
        Path inner = directory.resolve("made/by/us");
        LocalStore store = new LocalStore(inner.toFile(), "0a", 1 << 20, DAY, traffic.losses, traffic.log);
        append(store, 0, 1);
        store.endRound(System.nanoTime());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inner)))
                .isEqualTo("rwx------");
        File file = StoreFiles.list(inner.toFile()).get(0);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.toPath())))
                .isEqualTo("rw-------");
        assertThat(file.getName()).isEqualTo("events-0a-00000000000000.ndjson");
    }

    @Test
    void files_are_rotated_and_the_oldest_go_when_all_of_them_are_too_large() throws IOException {
        long bound = 1 << 20;
        LocalStore store = store(bound);
        byte[] large = new byte[10_000];
        for (int i = 0; i < 400; i++) {
            store.append(EventKind.REQUEST, 1, i, large, 0, large.length);
            store.endRound(System.nanoTime());
        }

        List<File> files = StoreFiles.list(directory.toFile());
        assertThat(files).hasSizeBetween(5, 20);
        assertThat(files.stream().mapToLong(File::length).sum()).isBetween(bound / 2, bound);
        assertThat(files).extracting(File::getName).doesNotContain("events-0a-00000000000000.ndjson");
        assertThat(store.figures().delivered()).isEqualTo(400);
    }

    @Test
    void files_that_are_too_old_go_and_those_of_others_too() throws IOException {
        Path old = Files.writeString(directory.resolve("events-0b-00000000000000.ndjson"), "{}\n");
        Path young = Files.writeString(directory.resolve("events-0c-00000000000000.ndjson"), "{}\n");
        Path foreign = Files.writeString(directory.resolve("notes.txt"), "mine");
        assertThat(old.toFile().setLastModified(System.currentTimeMillis() - 2 * DAY))
                .isTrue();
        assertThat(foreign.toFile().setLastModified(System.currentTimeMillis() - 2 * DAY))
                .isTrue();
        LocalStore store = store(1 << 20);
        append(store, 0, 1);
        store.endRound(System.nanoTime());

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(foreign).exists();
    }

    @Test
    void a_directory_that_cannot_be_written_costs_nothing_until_memory_is_full_and_is_said_once() throws IOException {
        // A file stands where the directory should be: that fails for root as well, whom permissions do not stop.
        Path taken = Files.writeString(directory.resolve("taken"), "");
        LocalStore store = new LocalStore(taken.toFile(), "0a", 1 << 20, DAY, traffic.losses, traffic.log);
        append(store, 0, 2);
        store.endRound(System.nanoTime());
        store.endRound(System.nanoTime() + 60_000_000_000L);
        assertThat(store.figures().waiting()).isEqualTo(2);
        assertThat(traffic.said()).containsOnlyOnce("cannot be stored");

        byte[] large = new byte[1 << 20];
        for (int i = 2; i < 12; i++) {
            store.append(EventKind.REQUEST, 1, i, large, 0, large.length);
        }
        assertThat(store.figures().waiting()).isEqualTo(9);
        assertThat(traffic.losses.get(Loss.STORE_FAILED)).isEqualTo(3);

        Files.delete(taken);
        store.endRound(System.nanoTime() + 120_000_000_000L);
        assertThat(store.figures().waiting()).isZero();
        assertThat(store.figures().delivered()).isEqualTo(9);
        assertThat(traffic.said()).contains("first request is stored");
    }

    @Test
    void a_link_in_the_temporary_directory_is_not_followed() throws IOException {
        Path target = Files.createDirectory(directory.resolve("victim"));
        Path link = Path.of(System.getProperty("java.io.tmpdir"), "rollcall-test-" + System.nanoTime());
        Files.createSymbolicLink(link, target);
        try {
            LocalStore store = new LocalStore(link.toFile(), "0a", 1 << 20, DAY, traffic.losses, traffic.log);
            append(store, 0, 1);
            store.endRound(System.nanoTime());

            assertThat(target).isEmptyDirectory();
            assertThat(traffic.said()).contains("is a link");
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void a_reader_sees_whole_lines_only_and_each_once() throws IOException {
        LocalStore store = store(1 << 20);
        append(store, 0, 2);
        store.endRound(System.nanoTime());
        List<String> read = new ArrayList<>();
        StoreReader reader = new StoreReader(directory.toFile());
        reader.read((bytes, offset, length) -> read.add(new String(bytes, offset, length, UTF_8)));
        assertThat(read).hasSize(2);

        Path file = StoreFiles.list(directory.toFile()).get(0).toPath();
        Files.writeString(file, "{\"torn\":", StandardOpenOption.APPEND);
        reader.read((bytes, offset, length) -> read.add(new String(bytes, offset, length, UTF_8)));
        assertThat(read).hasSize(2);

        Files.writeString(file, "1}\n{\"next\":2}\n", StandardOpenOption.APPEND);
        reader.read((bytes, offset, length) -> read.add(new String(bytes, offset, length, UTF_8)));
        assertThat(read).hasSize(4).endsWith("{\"torn\":1}", "{\"next\":2}");
    }

    @Test
    void a_shutdown_does_not_wait_for_a_disk_that_cannot_be_written_and_counts_what_is_lost() throws IOException {
        Path taken = Files.writeString(directory.resolve("taken"), "");
        LocalStore store = new LocalStore(taken.toFile(), "0a", 1 << 20, DAY, traffic.losses, traffic.log);
        Pipeline pipeline = traffic.into(store);
        Traffic.run(pipeline);
        traffic.requests(5);

        assertThat(pipeline.settle(60_000)).isTrue();
        assertThat(pipeline.accounting().lost(Loss.STORE_FAILED)).isEqualTo(5);
        assertThat(pipeline.accounting().isSettled()).isTrue();
        assertThat(traffic.said()).contains("5 requests are lost");
        pipeline.stop();
    }

    @Test
    void a_store_that_is_given_up_counts_what_it_holds_and_what_still_comes() {
        LocalStore store = store(1 << 20);
        append(store, 0, 5);
        store.giveUp();
        append(store, 5, 2);
        store.endRound(System.nanoTime());

        assertThat(traffic.losses.get(Loss.SHUTDOWN)).isEqualTo(7);
        assertThat(store.figures().waiting()).isZero();
        assertThat(store.figures().delivered()).isZero();
    }

    private LocalStore store(long maxBytes) {
        return new LocalStore(directory.toFile(), "0a", maxBytes, DAY, traffic.losses, traffic.log);
    }

    private void append(LocalStore store, int from, int count) {
        for (int i = 0; i < count; i++) {
            store.append(EventKind.REQUEST, 1, from + i, event, 0, event.length);
        }
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (File file : StoreFiles.list(directory.toFile())) {
            lines.addAll(Files.readAllLines(file.toPath()));
        }
        return lines;
    }
}
