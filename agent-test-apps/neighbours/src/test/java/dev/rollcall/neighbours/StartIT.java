package dev.rollcall.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.process.App;
import dev.rollcall.conformance.process.Jdk;
import dev.rollcall.conformance.process.Jdks;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the agent starts in a program that has no server, and how it does not. */
class StartIT {
    @TempDir
    Path folder;

    static List<Jdk> jdks() {
        return Jdks.toTest();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void the_jvm_itself_has_nothing_to_say_about_the_agent(Jdk jdk) {
        Run run = Run.java(jdk, List.of(Run.agent()), Empty.class);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isNotEmpty().allMatch(line -> line.startsWith("rollcall: "));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void given_twice_it_starts_once_and_says_so(Jdk jdk) {
        Run once = Run.java(jdk, List.of(Run.agent()), Empty.class);
        Run twice = Run.java(jdk, List.of(Run.agent(), Run.agent()), Empty.class);

        assertThat(twice.exitCode()).isZero();
        assertThat(twice.err()).hasSize(once.err().size() + 1);
        assertThat(twice.err()).anyMatch(line -> line.startsWith("rollcall: the agent is given twice"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void options_it_does_not_understand_are_named_and_the_program_runs(Jdk jdk) {
        Run run =
                Run.java(jdk, List.of(Run.agent("=batch.agee=5s,queue.size=many"), "-Drollcall.nonsense"), Idle.class);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("READY" + System.lineSeparator());
        assertThat(run.err())
                .anyMatch(line -> line.contains("batch.agee") && line.contains("batch.age"))
                .anyMatch(line -> line.contains("many"))
                .anyMatch(line -> line.contains("nonsense"))
                .allMatch(line -> line.startsWith("rollcall: "));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void switched_off_it_says_nothing_and_does_nothing(Jdk jdk) {
        Run run = Run.java(jdk, List.of(Run.agent("=enabled=false")), Idle.class);

        assertThat(run.out()).isEqualTo("READY" + System.lineSeparator());
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void a_jar_without_its_list_of_adapters_leaves_the_program_alone(Jdk jdk) throws IOException {
        Path broken = copyOfAgent((name, bytes) -> name.equals("rollcall/adapters.txt") ? null : bytes);

        assertRunsWithout(Run.java(jdk, List.of("-javaagent:" + broken), Idle.class));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void a_jar_with_a_class_that_cannot_be_read_leaves_the_program_alone(Jdk jdk) throws IOException {
        Path broken = copyOfAgent(
                (name, bytes) -> name.endsWith("/weave/AgentStarter.classdata") ? new byte[] {1, 2, 3} : bytes);

        assertRunsWithout(Run.java(jdk, List.of("-javaagent:" + broken), Idle.class));
    }

    private static void assertRunsWithout(Run run) {
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("READY" + System.lineSeparator());
        assertThat(run.err()).hasSize(1);
        assertThat(run.err())
                .first()
                .asString()
                .startsWith("rollcall: could not start, the application runs without it");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void it_loads_few_classes_and_none_that_the_application_should_be_the_first_to_load(Jdk jdk) throws IOException {
        Set<String> without = classesLoaded(jdk, List.of());
        Set<String> with = classesLoaded(jdk, List.of(Run.agent()));

        Budget.check("startup.classes", with.size() - without.size(), StartIT.class);
        with.removeAll(without);
        assertThat(with)
                .contains("dev.rollcall.weave.AgentStarter")
                .noneMatch(name -> name.startsWith("java.util.logging.")
                        || name.startsWith("javax.management.")
                        || name.startsWith("java.lang.management.")
                        || name.startsWith("java.net.http.")
                        || name.startsWith("java.nio.file.FileSystems"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void a_program_without_a_server_leaves_no_file_and_no_thread(Jdk jdk) throws IOException {
        Path journal = folder.resolve("journal");
        Run run = Run.java(jdk, List.of(Run.agent("=journal.dir=" + journal)), Threads.class);

        assertThat(run.exitCode()).isZero();
        assertThat(journal).doesNotExist();
        assertThat(run.out().lines()).contains("main");
        Budget.check(
                "startup.threads",
                run.out()
                        .lines()
                        .filter(thread -> thread.startsWith("rollcall"))
                        .count(),
                StartIT.class);
    }

    private Set<String> classesLoaded(Jdk jdk, List<String> options) throws IOException {
        Path log = Files.createTempFile(folder, "classes", ".txt");
        List<String> all = Stream.concat(Stream.of("-Xlog:class+load:file=" + log), options.stream())
                .toList();
        assertThat(Run.java(jdk, all, Empty.class).exitCode()).isZero();
        return LoadedClasses.in(log);
    }

    private interface Change {
        byte @Nullable [] apply(String entry, byte[] bytes);
    }

    private Path copyOfAgent(Change change) throws IOException {
        Path copy = folder.resolve("broken agent.jar");
        try (JarFile jar = new JarFile(App.agentJar().toFile());
                OutputStream file = Files.newOutputStream(copy);
                JarOutputStream out = new JarOutputStream(file)) {
            for (JarEntry entry : jar.stream().filter(e -> !e.isDirectory()).toList()) {
                byte[] bytes =
                        change.apply(entry.getName(), jar.getInputStream(entry).readAllBytes());
                if (bytes != null) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    out.write(bytes);
                    out.closeEntry();
                }
            }
        }
        return copy;
    }
}
