package dev.rollcall.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.log.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetAsideTest {
    @TempDir
    Path root;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final AgentLog log = new AgentLog(new PrintStream(said, true), AgentLog.Level.INFO);
    private final byte[] event = "{\"customer_id\":\"ac\u00fcme\"}".getBytes(UTF_8);

    @Test
    void a_refused_event_is_one_line_that_says_who_refused_it_and_why() throws IOException {
        SetAside aside = new SetAside(root.toFile(), "0a", log);
        aside.add("https://in.example/v1", 422, "bad \"route\"", event, 0, event.length);
        aside.add("https://in.example/v1", 0, null, event, 0, event.length);

        assertThat(Files.readAllLines(aside.file().toPath()))
                .containsExactly(
                        "{\"destination\":\"https://in.example/v1\",\"status\":422,\"reason\":\"bad \\\"route\\\"\","
                                + "\"event\":{\"customer_id\":\"ac\u00fcme\"}}",
                        "{\"destination\":\"https://in.example/v1\",\"status\":0,"
                                + "\"event\":{\"customer_id\":\"ac\u00fcme\"}}");
        assertThat(aside.count()).isEqualTo(2);
    }

    @Test
    void only_the_owner_can_read_it() throws IOException {
        SetAside aside = new SetAside(root.resolve("made").toFile(), "0a", log);
        aside.add("x", 400, null, event, 0, event.length);

        Path file = aside.file().toPath();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void the_oldest_files_of_others_make_room_and_a_full_one_is_said() throws IOException {
        Path directory = Files.createDirectory(root.resolve(SetAside.DIRECTORY));
        Path older = Files.write(directory.resolve("0b.ndjson"), new byte[300]);
        Path newer = Files.write(directory.resolve("0c.ndjson"), new byte[300]);
        Files.setLastModifiedTime(older, FileTime.fromMillis(1_000_000));
        Files.setLastModifiedTime(newer, FileTime.fromMillis(2_000_000));
        SetAside aside = new SetAside(root.toFile(), "0a", 620, log);

        aside.add("x", 400, null, event, 0, event.length);
        assertThat(older).doesNotExist();
        assertThat(newer).exists();

        for (int i = 0; i < 20; i++) {
            aside.add("x", 400, null, event, 0, event.length);
        }
        assertThat(newer).doesNotExist();
        assertThat(Files.size(aside.file().toPath())).isBetween(500L, 620L);
        assertThat(aside.count()).isEqualTo(21);
        assertThat(said.toString(UTF_8)).containsOnlyOnce("is full");
    }

    @Test
    void a_place_that_cannot_be_written_costs_the_line_only() throws IOException {
        Path taken = Files.writeString(root.resolve("taken"), "");
        SetAside aside = new SetAside(taken.toFile(), "0a", log);
        aside.add("x", 400, null, event, 0, event.length);

        assertThat(aside.count()).isEqualTo(1);
        assertThat(said.toString(UTF_8)).containsOnlyOnce("cannot be kept");
    }

    @Test
    void a_link_in_the_place_of_the_directory_is_not_followed() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Path theirs = Files.write(elsewhere.resolve("theirs.ndjson"), new byte[700]);
        Files.createSymbolicLink(root.resolve(SetAside.DIRECTORY), elsewhere);
        SetAside aside = new SetAside(root.toFile(), "0a", 620, log);
        aside.add("x", 400, null, event, 0, event.length);

        assertThat(elsewhere).isDirectoryContaining(theirs::equals);
        assertThat(elsewhere.resolve("0a.ndjson")).doesNotExist();
        assertThat(said.toString(UTF_8)).containsOnlyOnce("cannot be kept");
    }
}
