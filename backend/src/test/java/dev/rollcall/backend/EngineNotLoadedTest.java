package dev.rollcall.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the engine's native code cannot be loaded: once it is loaded it stays, so each of these starts takes a process. */
class EngineNotLoadedTest {
    @TempDir
    Path data;

    @Test
    void without_a_place_to_unpack_the_engine_to_one_sentence_says_what_is_needed() throws Exception {
        Path noDirectory = Files.createFile(data.resolve("no-directory"));

        assertThat(toldWith("-Djava.io.tmpdir=" + noDirectory))
                .startsWith("rollcall: The native library of the engine, DuckDB, cannot be loaded: ")
                .contains("unpacked into " + noDirectory + ", which must exist, have 80 MB of room")
                .contains("-Djava.io.tmpdir=DIR");
    }

    @Test
    void on_a_platform_that_the_engine_does_not_know_it_is_said_which_ones_it_knows() throws Exception {
        assertThat(toldWith("-Dos.arch=sparcv9"))
                .startsWith("rollcall: There is no native library of the engine, DuckDB, for this platform, ")
                .contains(
                        " on sparcv9. It is there for Linux on ARM64, Linux on x86-64, macOS on ARM64, Windows on x86-64.");
        assertThat(data.resolve("data")).doesNotExist();
    }

    /** The one line that a start prints which cannot be. */
    private String toldWith(String jvmOption) throws Exception {
        OwnProcess.Ended ended = OwnProcess.runUnder(List.of(jvmOption), data.resolve("data"));

        assertThat(ended.status()).as(ended.output()).isEqualTo(Main.CANNOT_START);
        // The JVM itself says on some JDKs that it does not like the directory, or native code.
        List<String> lines = ended.output()
                .lines()
                .filter(line -> !line.startsWith("WARNING") && !line.isBlank())
                .toList();
        assertThat(lines).as(ended.output()).hasSize(1);
        return lines.get(0);
    }
}
