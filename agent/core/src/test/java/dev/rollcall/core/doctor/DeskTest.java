package dev.rollcall.core.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.pipeline.Traffic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskTest {
    @TempDir
    Path root;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<Desk> desks = new ArrayList<>();

    @AfterEach
    void close() {
        desks.forEach(Desk::close);
    }

    @Test
    void a_running_agent_is_found_and_answers_every_question() throws IOException {
        AtomicInteger number = new AtomicInteger();
        open("shop", () -> "answer " + number.incrementAndGet() + "\n");

        RunningAgent agent = awaitOne();
        assertThat(agent.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(agent.service()).isEqualTo("shop");
        assertThat(agent.version()).isEqualTo("1.2.3");
        assertThat(ask(agent)).isEqualTo("answer 1\n");
        assertThat(ask(awaitOne())).isEqualTo("answer 2\n");
        assertThat(files()).as("nothing is left but the agent's own file").hasSize(1);
    }

    @Test
    void two_who_ask_at_once_get_an_answer_each() throws IOException {
        open("shop", () -> "yes\n");
        RunningAgent one = awaitOne();
        RunningAgent other = awaitOne();
        one.ask();
        other.ask();

        assertThat(answer(one)).isEqualTo("yes\n");
        assertThat(answer(other)).isEqualTo("yes\n");
    }

    @Test
    void several_agents_share_a_directory() {
        open("shop", () -> "");
        open("bank", () -> "");

        await().untilAsserted(() -> assertThat(RunningAgent.in(root.toFile()))
                .extracting(RunningAgent::service)
                .containsExactlyInAnyOrder("shop", "bank"));
    }

    @Test
    void an_agent_that_ends_leaves_nothing() throws IOException {
        Desk desk = open("shop", () -> "");
        awaitOne();

        desk.close();

        assertThat(files()).isEmpty();
    }

    @Test
    void a_process_that_was_killed_is_not_listed_even_when_its_number_is_used_again() throws Exception {
        open("shop", () -> "");
        awaitOne();
        leaveBehind(
                "4-1.agent",
                Duration.ofHours(1),
                "pid=" + ProcessHandle.current().pid() + "\nservice=killed\n");

        assertThat(RunningAgent.in(root.toFile()))
                .extracting(RunningAgent::service)
                .containsExactly("shop");
    }

    @Test
    void what_killed_processes_have_left_behind_is_taken_away_after_a_day() throws Exception {
        folder("rwxr-xr-x");
        Path old = leaveBehind("4-1.agent", Duration.ofDays(2), "pid=4\n");
        Path recent = leaveBehind("5-1.agent", Duration.ofHours(2), "pid=5\n");

        open("shop", () -> "");

        awaitOne();
        assertThat(old).doesNotExist();
        assertThat(recent).exists();
    }

    @Test
    void a_folder_of_that_name_that_the_application_has_stays_as_it_is() throws Exception {
        Path running = folder("rwxr-xr-x");
        Path theirs = leaveBehind("orders.agent", Duration.ofDays(2), "");
        Path alsoTheirs = leaveBehind("4-1.txt", Duration.ofDays(2), "");
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(running.resolve("4-2.agent"), elsewhere);
        assertThat(elsewhere.toFile().setLastModified(1)).isTrue();
        Path ours = leaveBehind("4-1.0a-b.answer.new", Duration.ofDays(2), "");

        open("shop", () -> "yes");

        assertThat(ask(awaitOne())).isEqualTo("yes");
        assertThat(ours).doesNotExist();
        assertThat(theirs).exists();
        assertThat(alsoTheirs).exists();
        assertThat(link).isSymbolicLink();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(running)))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void a_folder_that_others_can_write_to_is_not_used() throws Exception {
        folder("rwxrwxrwx");
        Path old = leaveBehind("4-1.agent", Duration.ofDays(2), "");

        open("shop", () -> "");

        awaitSaid("doctor has to attach");
        assertThat(files()).containsExactly(old);
    }

    @Test
    void a_directory_of_somebody_else_in_the_temporary_directory_is_not_used() throws Exception {
        Path running = folder("rwx------");
        Path old = leaveBehind("4-1.agent", Duration.ofDays(2), "");
        Somebody.isGiven(root);

        open("shop", () -> "");

        awaitSaid("belongs to");
        assertThat(running).isDirectoryContaining(file -> file.equals(old));
        assertThat(files()).containsExactly(old);
    }

    @Test
    void a_folder_of_somebody_else_is_not_used() throws Exception {
        Path running = folder("rwx------");
        Path old = leaveBehind("4-1.agent", Duration.ofDays(2), "");
        Somebody.isGiven(running);

        open("shop", () -> "");

        awaitSaid("belongs to");
        assertThat(files()).containsExactly(old);
    }

    @Test
    void an_answer_is_not_written_through_a_link() throws Exception {
        Path target = Files.writeString(root.resolve("target"), "precious");
        open("shop", () -> "yes");
        awaitOne();
        String name = files().get(0).getFileName().toString().replace(".agent", ".1");
        Path running = root.resolve("running");
        Files.createSymbolicLink(running.resolve(name + ".answer.new"), target);
        Files.createSymbolicLink(running.resolve(name + ".answer"), target);

        Files.createFile(running.resolve(name + ".ask"));

        await().untilAsserted(() ->
                assertThat(running.resolve(name + ".answer")).isRegularFile().hasContent("yes"));
        assertThat(running.resolve(name + ".answer")).matches(file -> !Files.isSymbolicLink(file));
        assertThat(target).hasContent("precious");
    }

    @Test
    void it_is_there_again_after_its_files_were_deleted() throws Exception {
        open("shop", () -> "yes");
        awaitOne();

        for (Path file : files()) {
            Files.delete(file);
        }
        Files.delete(root.resolve("running"));

        await().atMost(Duration.ofSeconds(60))
                .until(() -> RunningAgent.in(root.toFile()).size() == 1);
        assertThat(ask(awaitOne())).isEqualTo("yes");
    }

    @Test
    void it_opens_as_soon_as_it_can() throws Exception {
        Path inTheWay = Files.writeString(root.resolve("running"), "in the way");
        open("shop", () -> "yes");
        awaitSaid("doctor has to attach");

        Files.delete(inTheWay);

        await().atMost(Duration.ofSeconds(60))
                .until(() -> RunningAgent.in(root.toFile()).size() == 1);
        assertThat(ask(awaitOne())).isEqualTo("yes");
    }

    private Path folder(String permissions) throws IOException {
        Path running = Files.createDirectory(root.resolve("running"));
        return Files.setPosixFilePermissions(running, PosixFilePermissions.fromString(permissions));
    }

    private void awaitSaid(String text) {
        await().untilAsserted(
                        () -> assertThat(said.toString(StandardCharsets.UTF_8)).contains(text));
    }

    private Path leaveBehind(String name, Duration age, String content) throws IOException {
        Path file = Files.writeString(root.resolve("running").resolve(name), content);
        assertThat(file.toFile().setLastModified(Instant.now().minus(age).toEpochMilli()))
                .isTrue();
        return file;
    }

    @Test
    void only_the_owner_can_read_what_is_there() throws IOException {
        open("shop", () -> "");
        awaitOne();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("running"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_link_in_the_place_of_the_folder_is_not_followed() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve("running"), elsewhere);

        open("shop", () -> "");

        await().untilAsserted(
                        () -> assertThat(said.toString(StandardCharsets.UTF_8)).contains("doctor has to attach"));
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void the_chore_is_done_even_where_no_file_can_be_written() throws IOException {
        Files.writeString(root.resolve("running"), "in the way");
        AtomicInteger done = new AtomicInteger();

        open("shop", () -> "", done::incrementAndGet);

        await().until(() -> done.get() > 1);
    }

    @Test
    void a_report_that_fails_does_not_end_the_desk() throws IOException {
        AtomicInteger number = new AtomicInteger();
        open("shop", () -> {
            if (number.incrementAndGet() == 1) {
                throw new IllegalStateException("made to throw");
            }
            if (number.get() == 2) {
                throw new OutOfMemoryError("made to throw");
            }
            return "now it works";
        });
        awaitOne().ask();
        await().until(() -> number.get() == 1);
        awaitOne().ask();
        await().until(() -> number.get() == 2);

        assertThat(ask(awaitOne())).isEqualTo("now it works");
    }

    private Desk open(String service, Supplier<String> report) {
        return open(service, report, null);
    }

    private Desk open(String service, Supplier<String> report, @Nullable Runnable chore) {
        AgentLog log = new AgentLog(new PrintStream(said, true, StandardCharsets.UTF_8), AgentLog.Level.DEBUG);
        Desk desk = new Desk(root.toFile(), service, "1.2.3", report, chore, log);
        desks.add(desk);
        Traffic.run(desk);
        return desk;
    }

    private RunningAgent awaitOne() {
        await().until(() -> RunningAgent.in(root.toFile()).size() == 1);
        return RunningAgent.in(root.toFile()).get(0);
    }

    private static String ask(RunningAgent agent) throws IOException {
        agent.ask();
        return answer(agent);
    }

    private static String answer(RunningAgent agent) {
        return await().atMost(Duration.ofSeconds(60)).until(agent::answer, text -> text != null);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("running"))) {
            return files.collect(Collectors.toList());
        }
    }
}
