package dev.rollcall.neighbours;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code -Xlog:class+load:file=...} has written. */
final class LoadedClasses {
    private LoadedClasses() {}

    /** The names of the classes that were loaded. */
    static Set<String> in(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            // [0.012s][info][class,load] java.lang.Object source: shared objects file
            return lines.filter(line -> line.contains(" source: "))
                    .map(line -> line.substring(line.lastIndexOf(']') + 1, line.indexOf(" source: "))
                            .trim())
                    .collect(Collectors.toSet());
        }
    }
}
