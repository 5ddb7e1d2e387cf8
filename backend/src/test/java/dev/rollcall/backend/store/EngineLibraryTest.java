package dev.rollcall.backend.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;

class EngineLibraryTest {
    @Test
    void the_platforms_that_people_are_told_of_are_those_of_the_engines_jar() throws Exception {
        Path jar = Path.of(DuckDBConnection.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String prefix = "libduckdb_java.so_";
        try (ZipFile file = new ZipFile(jar.toFile())) {
            assertThat(file.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.startsWith(prefix))
                            .map(name -> name.substring(prefix.length())))
                    .containsExactlyInAnyOrderElementsOf(EngineLibrary.PLATFORMS.keySet());
        }
        String page = Files.readString(Path.of("..", "docs", "backend.md"));
        assertThat(EngineLibrary.PLATFORMS.values())
                .allSatisfy(name -> assertThat(page).contains(name));
    }
}
