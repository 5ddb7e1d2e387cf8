package dev.rollcall.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.conformance.client.RawClient;
import dev.rollcall.conformance.client.Request;
import dev.rollcall.conformance.process.App;
import dev.rollcall.conformance.process.AppProcess;
import dev.rollcall.conformance.process.Jdk;
import dev.rollcall.conformance.process.Jdks;
import dev.rollcall.conformance.receiver.Receiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code java -jar rollcall-agent.jar doctor} about real applications. */
class DoctorIT {
    private static final int REQUESTS = 7;

    @TempDir
    Path folder;

    static List<Jdk> jdks() {
        return Jdks.toTest();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void the_figures_of_a_running_server_are_told_without_a_word_in_its_own_output(Jdk jdk) throws IOException {
        try (Receiver receiver = new Receiver();
                AppProcess server = start(jdk, "tomcat-10", "-Drollcall.endpoint=" + receiver.endpoint())) {
            talk(server);
            await().atMost(Duration.ofSeconds(60)).until(() -> receiver.count() >= REQUESTS);

            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                Run doctor = doctor(jdk, Long.toString(server.pid()));
                assertThat(doctor.exitCode()).as(doctor.toString()).isZero();
                assertThat(doctor.out())
                        .contains("in process " + server.pid() + ": ")
                        .contains("rollcall.token=(set)")
                        .contains("Tomcat 10.1.")
                        .contains("    org.apache.catalina.connector.CoyoteAdapter\n")
                        .containsPattern("\\n +7  header:X-Customer-ID\\n")
                        .contains("7 seen = 7 delivered + 0 waiting + 0 excluded + 0 rolled up + 0 lost")
                        .doesNotContain("s3cret");
            });
            Run alone = doctor(jdk);
            assertThat(alone.exitCode()).isZero();
            assertThat(alone.out()).contains("7 seen = 7 delivered");
            assertThat(server.stderr()).allMatch(line -> line.startsWith("rollcall: "));
        }
        assertThat(folder.resolve("journal/running")).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void two_applications_are_listed_and_each_is_reported_by_its_number(Jdk jdk) throws IOException {
        try (AppProcess shop = start(jdk, "tomcat-10", "-Drollcall.service=shop");
                AppProcess bank = start(jdk, "webflux-3", "-Drollcall.service=bank")) {
            talk(shop);
            talk(bank);

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(doctor(jdk).out())
                            .contains("doctor " + shop.pid() + "   shop")
                            .contains("doctor " + bank.pid() + "   bank"));
            assertThat(doctor(jdk, Long.toString(bank.pid())).out())
                    .contains(": bank\n")
                    .doesNotContain("shop");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void where_it_cannot_be_asked_through_files_it_is_attached_to(Jdk jdk) throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("journal"), "no directory");
        try (AppProcess server = start(jdk, "tomcat-10")) {
            talk(server);

            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                Run doctor = doctor(jdk, Long.toString(server.pid()));
                assertThat(doctor.exitCode()).as(doctor.toString()).isZero();
                assertThat(doctor.out()).contains("7 seen = ").contains("journal   " + inTheWay);
            });
            talk(server);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void attaching_by_another_copy_of_the_jar_asks_the_agent_that_is_there(Jdk jdk) throws IOException {
        Path copy = Files.copy(App.agentJar(), folder.resolve("another copy.jar"));
        try (AppProcess server = start(jdk, "tomcat-10")) {
            talk(server);

            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                Run doctor = doctor(jdk, copy, folder.resolve("elsewhere"), Long.toString(server.pid()));
                assertThat(doctor.exitCode()).as(doctor.toString()).isZero();
                assertThat(doctor.out()).contains("7 seen = ");
            });
            assertThat(server.stderr()).noneMatch(line -> line.contains("twice"));
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void where_attaching_is_forbidden_that_is_one_sentence(Jdk jdk) throws IOException {
        try (AppProcess server = start(jdk, "tomcat-10", "-XX:-EnableDynamicAgentLoading")) {
            Run doctor = doctor(jdk, App.agentJar(), folder.resolve("elsewhere"), Long.toString(server.pid()));

            assertThat(doctor.exitCode()).isEqualTo(1);
            assertThat(doctor.err())
                    .containsExactly("rollcall: process " + server.pid()
                            + " was started with -XX:-EnableDynamicAgentLoading, so that it cannot be asked this way.");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void no_agent_is_started_where_there_is_none(Jdk jdk) throws IOException {
        try (AppProcess server = AppProcess.start(App.ofModule("tomcat-10"), jdk, List.of())) {
            Run doctor = doctor(jdk, Long.toString(server.pid()));

            assertThat(doctor.exitCode()).isEqualTo(1);
            assertThat(doctor.err().get(0))
                    .startsWith(
                            "rollcall: process " + server.pid() + " runs without the agent, and doctor starts none;");
            assertThat(server.stderr()).noneMatch(line -> line.contains("rollcall") || line.startsWith("WARNING"));
        }
    }

    private AppProcess start(Jdk jdk, String module, String... options) {
        List<String> all = new ArrayList<>(List.of(
                Run.agent(),
                "-Drollcall.journal.dir=" + folder.resolve("journal"),
                "-Drollcall.batch.age=100ms",
                "-Drollcall.token=s3cret"));
        all.addAll(Arrays.asList(options));
        return AppProcess.start(App.ofModule(module), jdk, all);
    }

    private static void talk(AppProcess server) throws IOException {
        try (RawClient client = new RawClient(server.port("http"))) {
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(client.exchange(Request.get("/hello").customer("acme"))
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    private Run doctor(Jdk jdk, String... arguments) {
        return doctor(jdk, App.agentJar(), folder.resolve("journal"), arguments);
    }

    private static Run doctor(Jdk jdk, Path jar, Path journal, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(jdk.java().toString(), "-jar", jar.toString(), "doctor", "--dir", journal.toString()));
        command.addAll(Arrays.asList(arguments));
        return Run.command(Map.of(), command);
    }
}
