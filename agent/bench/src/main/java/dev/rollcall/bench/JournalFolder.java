package dev.rollcall.bench;

import dev.rollcall.core.event.Instance;
import dev.rollcall.core.journal.DestinationKey;
import dev.rollcall.core.journal.Journal;
import dev.rollcall.core.journal.JournalOwner;
import dev.rollcall.core.journal.JournalSettings;
import dev.rollcall.core.log.AgentLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** A journal with the agent's defaults and one destination, in a folder of its own. */
final class JournalFolder {
    private static final int EVENTS_OF_A_BATCH = 1000;

    private final Path root;
    final Journal journal;

    JournalFolder() {
        try {
            root = Files.createTempDirectory("rollcall-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        journal = new Journal(
                new JournalSettings(root.toFile(), 256 << 20, 3_600_000, EVENTS_OF_A_BATCH, 1 << 20, 1000),
                new JournalOwner(1, "bench", null, "0", List.of(new DestinationKey("endpoint", ""))),
                Instance.random(),
                new AgentLog(System.err, AgentLog.Level.ERROR));
    }

    /** Leaves nothing behind. */
    void delete() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            all.forEach(files::add);
        }
        Collections.reverse(files);
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
