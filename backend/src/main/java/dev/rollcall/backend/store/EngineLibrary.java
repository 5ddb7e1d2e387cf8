package dev.rollcall.backend.store;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The engine's native code. Its jar holds one library for each of a few platforms, and unpacks the one that is needed into the directory
 * of temporary files at every start; where that does not work, a person is told what would.
 */
public final class EngineLibrary {
    /** How the jar calls those that it holds, and how people do. */
    static final Map<String, String> PLATFORMS = Map.of(
            "linux_amd64", "Linux on x86-64",
            "linux_arm64", "Linux on ARM64",
            "macos_arm64", "macOS on ARM64",
            "windows_amd64", "Windows on x86-64");

    private static final String ENGINE = "org.duckdb.DuckDBNative";

    /** What is mapped into this process, a line each; Linux only. */
    private static final Path MAPS = Path.of("/proc/self/maps");

    /** How the engine names what it unpacks: with a number, as one that somebody has installed has none. */
    private static final Pattern UNPACKED = Pattern.compile("/.*/libduckdb_java[0-9]+\\.so$");

    private EngineLibrary() {}

    /**
     * Loads it.
     *
     * @return null; or, where it cannot be loaded, sentences for people: why, and what would help
     */
    public static @Nullable String whyNotLoaded() {
        PrintStream err = System.err;
        // Where its jar has nothing for a platform it prints a stack trace, beside throwing it.
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            Class.forName(ENGINE);
            deleteUnpacked();
            return null;
        } catch (ClassNotFoundException | LinkageError problem) {
            return sentences(problem);
        } finally {
            System.setErr(err);
        }
    }

    /**
     * The engine deletes what it unpacked when the process ends, which {@code kill -9} does not wait for: where such ends repeat, they
     * would fill the directory. On Linux a file that is mapped lives on without its name, so the name goes at once; the kernel
     * tells which file it is, as other processes have theirs beside it. Elsewhere it is as the engine does it.
     */
    private static void deleteUnpacked() {
        try (Stream<String> maps = Files.lines(MAPS, StandardCharsets.UTF_8)) {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
            List<Path> unpacked = maps.map(UNPACKED::matcher)
                    .filter(Matcher::find)
                    .map(found -> Path.of(found.group()))
                    .filter(file -> temporary.equals(file.getParent()))
                    .distinct()
                    .toList();
            for (Path file : unpacked) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException | InvalidPathException notHere) {
            // Then it goes when the process ends.
        }
    }

    private static String sentences(Throwable problem) {
        String system = System.getProperty("os.name", "");
        String processor = System.getProperty("os.arch", "");
        String there = "It is there for "
                + PLATFORMS.values().stream()
                        .sorted(String.CASE_INSENSITIVE_ORDER)
                        .collect(Collectors.joining(", "));
        if (!PLATFORMS.containsKey(platform(system, processor))) {
            return "There is no native library of the engine, DuckDB, for this platform, " + system + " on " + processor
                    + ". " + there + ".";
        }
        Throwable reason = problem;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return "The native library of the engine, DuckDB, cannot be loaded: " + shown(reason)
                + ". At each start it is unpacked into " + System.getProperty("java.io.tmpdir")
                + ", which must exist, have 80 MB of room and let programs run (no noexec); another place:"
                + " java -Djava.io.tmpdir=DIR. " + there + "; on Linux with glibc, which Alpine does not have.";
    }

    private static String platform(String system, String processor) {
        String name = system.toLowerCase(Locale.ROOT);
        String family = name.startsWith("mac") ? "macos" : name.startsWith("windows") ? "windows" : name;
        return family + "_"
                + switch (processor.toLowerCase(Locale.ROOT)) {
                    case "x86_64", "amd64" -> "amd64";
                    case "aarch64", "arm64" -> "arm64";
                    default -> processor;
                };
    }

    /** Some say nothing but the name of a file, and what is wrong with it only by what they are. */
    private static String shown(Throwable reason) {
        String message = reason.getMessage();
        boolean onlyAName = reason instanceof FileSystemException problem && problem.getReason() == null;
        return message == null || onlyAName ? reason.getClass().getSimpleName() + " " + message : message;
    }
}
