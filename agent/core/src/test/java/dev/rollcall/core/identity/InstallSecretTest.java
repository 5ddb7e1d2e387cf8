package dev.rollcall.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.doctor.Somebody;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Options;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key that API keys are hashed with, over restarts. */
class InstallSecretTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    Path dir;

    @Test
    void a_secret_that_is_given_is_used_and_nothing_is_written() {
        Properties system = new Properties();
        system.setProperty("rollcall.secret", "given");
        system.setProperty("rollcall.journal.dir", dir.resolve("journal").toString());

        assertThat(secret(system)).isEqualTo("given");
        assertThat(dir.resolve("journal")).doesNotExist();
    }

    @Test
    void without_one_every_start_finds_the_same_in_a_file_only_its_owner_can_read() throws IOException {
        Path journal = dir.resolve("a/journal");

        String first = secretIn(journal);

        assertThat(first).matches("[0-9a-f]{64}");
        assertThat(secretIn(journal)).isEqualTo(first);
        assertThat(secretIn(dir.resolve("other"))).isNotEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal.resolve("secret"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal)))
                .isEqualTo("rwx------");
        try (var files = Files.list(journal)) {
            assertThat(files).containsExactly(journal.resolve("secret"));
        }
        assertThat(said()).isEmpty();
    }

    @Test
    void where_no_file_can_be_had_one_is_made_for_this_process_and_that_is_said_without_it() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "x");

        String first = secretIn(file);
        String second = secretIn(file);

        assertThat(first).matches("[0-9a-f]{64}").isNotEqualTo(second);
        assertThat(said())
                .contains("hashes will differ after a restart. Set rollcall.secret or rollcall.journal.dir.")
                .doesNotContain(first)
                .doesNotContain(second);
    }

    @Test
    void a_file_that_others_can_read_or_a_link_or_a_short_one_is_not_trusted() throws IOException {
        Path open = Files.createDirectory(dir.resolve("open"));
        Files.writeString(open.resolve("secret"), "0".repeat(64));
        Files.setPosixFilePermissions(open.resolve("secret"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(secretIn(open)).isNotEqualTo("0".repeat(64));
        assertThat(said()).contains("can be read by others");

        Path linked = Files.createDirectory(dir.resolve("linked"));
        Path target = Files.writeString(dir.resolve("target"), "1".repeat(64));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
        Files.createSymbolicLink(linked.resolve("secret"), target);
        assertThat(secretIn(linked)).isNotEqualTo("1".repeat(64));
        assertThat(said()).contains("is not a file of ours");

        Path small = Files.createDirectory(dir.resolve("small"));
        Files.writeString(small.resolve("secret"), "22");
        Files.setPosixFilePermissions(small.resolve("secret"), PosixFilePermissions.fromString("rw-------"));
        assertThat(secretIn(small)).isNotEqualTo("22");
        assertThat(said()).contains("is too short");
    }

    @Test
    void one_in_a_directory_of_somebody_else_in_the_temporary_directory_is_not_trusted() throws IOException {
        Path secret = Files.writeString(dir.resolve("secret"), "3".repeat(64));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        assertThat(secretIn(dir)).isEqualTo("3".repeat(64));

        Somebody.isGiven(dir);

        assertThat(secretIn(dir)).isNotEqualTo("3".repeat(64));
        assertThat(said()).contains("belongs to nobody").contains("hashes will differ after a restart");
    }

    private String secretIn(Path journal) {
        Properties system = new Properties();
        system.setProperty("rollcall.journal.dir", journal.toString());
        return secret(system);
    }

    private String secret(Properties system) {
        AgentLog log = new AgentLog(new PrintStream(said, true, StandardCharsets.UTF_8), AgentLog.Level.INFO);
        return new String(new InstallSecret(Options.load(null, system, Map.of()), log).bytes(), StandardCharsets.UTF_8);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
