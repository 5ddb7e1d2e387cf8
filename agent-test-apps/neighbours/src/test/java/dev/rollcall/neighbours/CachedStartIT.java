package dev.rollcall.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.client.Request;
import dev.rollcall.conformance.process.App;
import dev.rollcall.conformance.process.AppProcess;
import dev.rollcall.conformance.process.Jdk;
import dev.rollcall.conformance.process.Jdks;
import dev.rollcall.conformance.receiver.Event;
import dev.rollcall.conformance.receiver.Receiver;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The agent beside the JVM's own ways to a faster start, as docs/operations.md tells to use them: an AppCDS archive, and the
 * AOT cache of JDK 25.
 */
class CachedStartIT {
    private static final int REQUESTS = 20;

    /** Far more classes than the JDK's own archive has of the application: none. */
    private static final long MANY = 1000;

    private static final String CLASSES = "classes.txt";

    @TempDir
    Path folder;

    private App app;
    private List<String> saidBefore = List.of();

    static List<Jdk> jdks() {
        return Jdks.toTest();
    }

    static List<Jdk> jdksWithAotCache() {
        return Jdks.toTest().stream().filter(jdk -> jdk.feature() >= 25).toList();
    }

    /** A JVM archives the classes of jars, and of no folder. */
    @BeforeEach
    void packTheApplication() throws IOException {
        App built = App.ofModule("webflux-3");
        List<String> classPath = new ArrayList<>(Arrays.asList(built.classPath().split(File.pathSeparator, -1)));
        classPath.set(0, jar(Path.of(classPath.get(0))).toString());
        app = new App(built.name(), String.join(File.pathSeparator, classPath), built.mainClass(), built.arguments());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void with_an_appcds_archive_every_request_is_counted(Jdk jdk) throws IOException {
        Path archive = folder.resolve("app.jsa");
        train(jdk, List.of("-XX:ArchiveClassesAtExit=" + archive));

        List<String> said = serve(jdk, "-XX:SharedArchiveFile=" + archive);

        assertThat(springClassesFromArchive()).isGreaterThan(MANY);
        // What newer JVMs say of every agent beside such an archive, which docs/operations.md tells.
        assertThat(said)
                .allMatch(line -> jdk.feature() > 17
                        && (line.contains("jdk.module.addmods: java.instrument")
                                || line.contains("An error has occurred while processing the shared archive file")
                                || line.contains("Disabling optimized module handling")));
    }

    @ParameterizedTest
    @MethodSource("jdksWithAotCache")
    void with_an_aot_cache_every_request_is_counted_and_the_jvm_has_nothing_to_say(Jdk jdk) throws IOException {
        Path cache = folder.resolve("app.aot");
        train(jdk, List.of("--add-modules", "java.instrument", "-XX:AOTCacheOutput=" + cache));

        assertThat(serve(jdk, "-XX:AOTCache=" + cache)).isEmpty();
        assertThat(springClassesFromArchive()).isGreaterThan(MANY);
    }

    /** Trained with woven classes, JDK 25.0.3 crashes here. */
    @ParameterizedTest
    @MethodSource("jdksWithAotCache")
    void with_an_aot_cache_that_was_made_with_the_agent_every_request_is_counted(Jdk jdk) throws IOException {
        Path cache = folder.resolve("app.aot");
        train(jdk, List.of(Run.agent("=journal.dir=" + folder.resolve("training")), "-XX:AOTCacheOutput=" + cache));

        assertThat(saidBefore).anyMatch(line -> line.startsWith("rollcall: an AOT cache is being made"));
        assertThat(serve(jdk, "-XX:AOTCache=" + cache)).isEmpty();
        assertThat(springClassesFromArchive()).isGreaterThan(MANY);
    }

    @ParameterizedTest
    @MethodSource("jdksWithAotCache")
    void where_the_jvm_refuses_an_aot_cache_every_request_is_counted(Jdk jdk) throws IOException {
        Path cache = folder.resolve("app.aot");
        train(jdk, List.of("-XX:AOTCacheOutput=" + cache));

        assertThat(serve(jdk, "-XX:AOTCache=" + cache)).isNotEmpty();
        assertThat(springClassesFromArchive()).isZero();
    }

    /** Runs the application once, in a way that leaves the archive behind. */
    private void train(Jdk jdk, List<String> options) throws IOException {
        try (AppProcess server = AppProcess.start(app, jdk, options)) {
            talk(server.port("http"));
            server.close();
            saidBefore = server.stderr();
        }
        assertThat(folder).isDirectoryContaining(file -> file.toString().matches(".*app\\.(jsa|aot)"));
    }

    /**
     * Runs the application with the agent, and checks what arrives.
     *
     * @return what the JVM has complained of
     */
    private List<String> serve(Jdk jdk, String cache) throws IOException {
        try (Receiver receiver = new Receiver();
                AppProcess server = AppProcess.start(
                        app,
                        jdk,
                        List.of(
                                Run.agent(),
                                cache,
                                "-Xlog:class+load:file=" + folder.resolve(CLASSES),
                                "-Drollcall.endpoint=" + receiver.endpoint(),
                                "-Drollcall.batch.age=100ms",
                                "-Drollcall.journal.dir="
                                        + folder.resolve(UUID.randomUUID().toString())))) {
            talk(server.port("http"));

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(receiver.count()).isEqualTo(REQUESTS));
            assertThat(receiver.requests(0))
                    .extracting(Event::customer, Event::route)
                    .containsOnly(tuple("acme", "/users/{id}"));
            server.close();
            assertThat(receiver.count()).isEqualTo(REQUESTS);
            assertThat(server.stderr()).allMatch(line -> line.startsWith("rollcall: ") || saidBefore.contains(line));
            return server.stdout().stream()
                    .filter(line -> line.contains("[warning]") || line.contains("[error]"))
                    .toList();
        }
    }

    private static void talk(int port) throws IOException {
        try (RawClient client = new RawClient(port)) {
            for (int i = 0; i < REQUESTS; i++) {
                client.exchange(Request.get("/users/" + i).customer("acme"));
            }
        }
    }

    private long springClassesFromArchive() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve(CLASSES))) {
            return lines.filter(line -> line.contains(" org.springframework.") && line.contains("shared objects file"))
                    .count();
        }
    }

    private Path jar(Path classes) throws IOException {
        Path jar = folder.resolve("app.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(each).toString().replace(File.separatorChar, '/')));
                out.write(Files.readAllBytes(each));
                out.closeEntry();
            }
        }
        return jar;
    }
}
