package dev.rollcall.core.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.core.doctor.Desk;
import dev.rollcall.core.doctor.RunningAgent;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.pipeline.Traffic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorTest {
    private static final long ME = ProcessHandle.current().pid();

    @TempDir
    Path root;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Desk> desks = new ArrayList<>();
    private final FakeAttach attach = new FakeAttach();

    @AfterEach
    void close() {
        desks.forEach(Desk::close);
    }

    @Test
    void the_one_application_there_is_is_reported_without_being_named() {
        open("shop", "Rollcall in shop\n  fine\n");

        assertThat(run()).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("Rollcall in shop\n  fine\n");
        assertThat(attach.asked).isZero();
    }

    @Test
    void of_several_applications_there_is_a_list_with_the_command_for_each() {
        open("shop", "a");
        open("bank", "b");

        assertThat(run()).isZero();
        assertThat(out.toString(UTF_8))
                .contains("write doctor PID")
                .contains("doctor " + ME + "   shop, since 20")
                .contains("doctor " + ME + "   bank, since 20");
    }

    @Test
    void without_any_application_it_says_where_it_looked_and_what_lies_there() throws IOException {
        Files.write(root.resolve("segment"), new byte[2048]);
        Files.createDirectory(root.resolve("set-aside"));
        Files.write(root.resolve("set-aside/x.ndjson"), new byte[10]);

        assertThat(run()).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .contains("no running application has told in " + root)
                .contains("4711  shop.jar")
                .contains(root + " holds 2.0KB of events")
                .contains("set-aside holds 10B of events that an endpoint refused for good");
    }

    @Test
    void one_that_was_killed_a_moment_ago_does_not_hide_the_one_that_runs() throws IOException {
        open("shop", "fine\n");
        Files.writeString(root.resolve("running/99999999-1.agent"), "pid=99999999\nservice=killed\n");

        assertThat(run()).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("fine\n");
    }

    @Test
    void a_process_that_has_told_of_itself_is_asked_without_attaching() {
        open("shop", "fine\n");

        assertThat(run(Long.toString(ME))).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("fine\n");
        assertThat(attach.asked).isZero();
    }

    @Test
    void any_other_process_is_attached_to() {
        attach.report = "attached\n";

        assertThat(run("4711")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("attached\n");
        assertThat(attach.asked).isEqualTo(4711);
    }

    @Test
    void what_hinders_attaching_is_one_sentence() {
        assertThat(run("4711")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).isEqualTo("rollcall: it is not allowed.\n");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void a_report_cannot_steer_the_terminal() {
        open("shop", "a\u001b[2Jb\n");

        assertThat(run()).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("a?[2Jb\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "-1", "0", "1 2", "--pid", "--dir"})
    void what_is_not_understood_is_one_line_and_exit_code_2(String arguments) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString(UTF_8)).startsWith("rollcall: ").endsWith(".\n");
    }

    @Test
    void a_process_without_the_agent_and_one_that_is_no_java_are_left_alone() throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "600").start();
        try {
            assertThat(new DoctorCommand(new PrintStream(out, true), new PrintStream(err, true))
                            .run(new String[] {Long.toString(sleeper.pid()), "--dir=" + root}))
                    .isEqualTo(1);
            assertThat(err.toString(UTF_8))
                    .isEqualTo(
                            "rollcall: process " + sleeper.pid() + " is no Java process that can be seen from here.\n");
            assertThat(sleeper.isAlive()).isTrue();
        } finally {
            sleeper.destroyForcibly().waitFor();
        }
    }

    @Test
    void help_says_how_it_is_used() {
        assertThat(Commands.run(new String[] {"doctor", "--help"}, new PrintStream(out, true), new PrintStream(err)))
                .isZero();
        assertThat(out.toString(UTF_8)).startsWith("Usage: java -jar rollcall-agent.jar doctor [pid]");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--dir=" + root));
        all.addAll(List.of(arguments));
        return new DoctorCommand(new PrintStream(out, true), new PrintStream(err, true), attach)
                .run(all.toArray(new String[0]));
    }

    private void open(String service, String report) {
        AgentLog log = new AgentLog(new PrintStream(err, true), AgentLog.Level.ERROR);
        Desk desk = new Desk(root.toFile(), service, "1.2.3", () -> report, null, log);
        desks.add(desk);
        Traffic.run(desk);
        await().until(() -> RunningAgent.in(root.toFile()).size() == desks.size());
    }

    /** Attaches to nobody. */
    private static final class FakeAttach extends Attach {
        String report = "";
        long asked;

        @Override
        String report(long pid) throws IOException {
            asked = pid;
            if (report.isEmpty()) {
                throw new IOException("it is not allowed.");
            }
            return report;
        }

        @Override
        List<String> processes() {
            return List.of("4711  shop.jar");
        }
    }
}
