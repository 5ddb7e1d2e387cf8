package dev.rollcall.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs every stress test for a moment: a forbidden result fails the build. It is the long run of CONTRIBUTING.md that has
 * a fair chance to find what happens once in a million times.
 */
class StressIT {
    /** Of a busy machine; else it takes less than a minute and a half. */
    private static final int LONGEST_MINUTES = 15;

    private static final Pattern SUMMARY = Pattern.compile(
            "Results: (\\d+) planned; (\\d+) passed, (\\d+) failed, (\\d+) soft errs, (\\d+) hard errs");

    /** JCStress leaves out what has more actors than there are processors. */
    private static final int TESTS_ON_TWO_PROCESSORS = 8;

    @Test
    void no_two_threads_that_meet_see_or_leave_behind_what_must_not_be() throws IOException, InterruptedException {
        Path directory = Path.of("target", "stress");
        clear(directory);
        Path output = directory.resolve("output.txt");

        int exitCode = run(directory, output);

        String printed = Files.readString(output);
        assertThat(exitCode).as(printed).isZero();
        List<String> summaries = new ArrayList<>();
        Matcher matcher = SUMMARY.matcher(printed);
        while (matcher.find()) {
            summaries.add(matcher.group());
        }
        assertThat(summaries).as(printed).isNotEmpty();
        Matcher last = SUMMARY.matcher(summaries.get(summaries.size() - 1));
        assertThat(last.matches()).isTrue();
        assertThat(Integer.parseInt(last.group(1))).as(printed).isGreaterThanOrEqualTo(TESTS_ON_TWO_PROCESSORS);
        assertThat(last.group(2)).as(printed).isEqualTo(last.group(1));
    }

    private static int run(Path directory, Path output) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", classPath(), "org.openjdk.jcstress.Main", "-t", "dev.rollcall"));
        // One fork of each test for half a second, compiled as usual, wherever the system puts the threads.
        command.addAll(List.of("-f", "1", "-fsm", "1", "-iters", "1", "-time", "500", "-sc", "false", "-af", "NONE"));
        command.addAll(List.of("-jvmArgs", "-Xmx256m -XX:+UseSerialGC", "-r", "report"));
        // The raw results are written where the process is.
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES))
                    .as("the end of the stress tests within %d minutes", LONGEST_MINUTES)
                    .isTrue();
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String classPath() throws IOException {
        return Path.of("target", "classes").toAbsolutePath()
                + File.pathSeparator
                + Files.readString(Path.of("target", "classpath.txt")).trim();
    }

    private static void clear(Path directory) throws IOException {
        if (Files.exists(directory)) {
            List<Path> all = new ArrayList<>();
            try (Stream<Path> files = Files.walk(directory)) {
                files.forEach(all::add);
            }
            Collections.reverse(all);
            for (Path path : all) {
                Files.delete(path);
            }
        }
        Files.createDirectories(directory);
    }
}
