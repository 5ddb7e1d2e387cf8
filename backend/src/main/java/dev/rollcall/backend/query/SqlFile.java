package dev.rollcall.backend.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The text of a file beside this class, for example {@code hours.sql}. It has values as {@code :name}, and as {@code ${name}} the
 * pieces of SQL that Java chooses; a piece never holds what somebody sent.
 */
final class SqlFile {
    private final String text;

    SqlFile(String name) {
        try (InputStream file = SqlFile.class.getResourceAsStream(name + ".sql")) {
            if (file == null) {
                throw new IllegalStateException(name + ".sql is missing in the jar");
            }
            text = new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return text;
    }
}
