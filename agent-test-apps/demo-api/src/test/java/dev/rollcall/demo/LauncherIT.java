package dev.rollcall.demo;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./rollcall}, as a person types it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherIT {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Pattern EQUAL = Pattern.compile(
            "([0-9,]+) calls were answered, ([0-9,]+) were counted, each for the customer who made it\\.");

    @TempDir
    Path folder;

    private record Run(int exitCode, String out, String err) {}

    @Test
    void the_demo_counts_every_call_of_every_customer_and_leaves_nothing_behind() throws Exception {
        Run run = run(folder, "demo", "--seconds", "3");

        assertThat(run.exitCode).as(run.out + run.err).isZero();
        Matcher equal = EQUAL.matcher(run.out);
        assertThat(equal.find()).as(run.out).isTrue();
        assertThat(equal.group(1)).isEqualTo(equal.group(2));
        assertThat(Integer.parseInt(equal.group(1).replace(",", ""))).isGreaterThan(34);
        assertThat(run.out)
                .contains("3 of 3 s")
                .contains("acme-corp", "globex", "wonka", "key:", "(unidentified)", "/orders/{id}")
                .contains("-javaagent:" + ROOT.resolve("agent/dist/target/rollcall-agent.jar"))
                .containsPattern("The page, which fills while the customers call: http://127\\.0\\.0\\.1:[0-9]+/");
        assertThat(run.err.lines()).allMatch(line -> line.startsWith("rollcall: "));
        assertNothingLeft();
    }

    @Test
    void a_demo_that_is_interrupted_leaves_nothing_behind_either() throws Exception {
        Process demo = start(
                folder, List.of(ROOT.resolve("rollcall").toString(), "demo", "--seconds", "120"), DISCARD, DISCARD);
        // The demo, the backend, the API.
        await().atMost(Duration.ofSeconds(60)).until(() -> processes().count() >= 3 && files() > 0);

        demo.destroy();

        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isNotZero();
        assertNothingLeft();
    }

    @Test
    void a_demo_that_is_kept_goes_on_calling_after_its_figures_until_it_is_interrupted() throws Exception {
        File out = File.createTempFile("launcher", ".out");
        Process demo = start(
                folder,
                List.of(ROOT.resolve("rollcall").toString(), "demo", "--keep", "--seconds", "2"),
                Redirect.to(out),
                DISCARD);
        await().atMost(Duration.ofSeconds(90))
                .until(() -> !demo.isAlive()
                        || Files.readString(out.toPath())
                                .contains("The customers go on calling until you press Ctrl-C"));

        String said = Files.readString(out.toPath());
        assertThat(demo.isAlive()).as(said).isTrue();
        assertThat(said).containsPattern(EQUAL);
        Matcher link = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/\\S*").matcher(said);
        assertThat(link.find()).as(said).isTrue();
        Browser browser = new Browser();
        browser.open(URI.create(link.group()));
        long told = Long.parseLong(group(EQUAL, said, 1).replace(",", ""));
        await().atMost(Duration.ofSeconds(30)).until(() -> browser.requestsOf("/api/workspace?window=24h") > told);

        demo.destroy();

        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertNothingLeft();
        Files.delete(out.toPath());
    }

    private static String group(Pattern pattern, String text, int group) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(group);
    }

    /** Opens the link that was printed, as a person does, and then knows who it is by a cookie. */
    private static final class Browser {
        private static final Pattern TOTAL = Pattern.compile("\"totals\":\\{[^}]*?\"requests\":([0-9]+)");

        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        private URI base = URI.create("http://127.0.0.1/");

        void open(URI link) throws Exception {
            base = link;
            assertThat(get(link).statusCode()).isEqualTo(200);
        }

        long requestsOf(String path) throws Exception {
            HttpResponse<String> answer = get(base.resolve(path));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return Long.parseLong(group(TOTAL, answer.body(), 1));
        }

        private HttpResponse<String> get(URI address) throws Exception {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /** The demo, the backend and the API: all have the folder of their files on the command line. */
    private Stream<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(folder.toString()))
                        .isPresent());
    }

    private int files() {
        String[] names = folder.toFile().list();
        return names == null ? 0 : names.length;
    }

    private void assertNothingLeft() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(processes()).isEmpty());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void it_works_through_a_link_in_a_folder_with_spaces() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("a folder of mine"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("roll call"), ROOT.resolve("rollcall"));

        Run run = run(elsewhere, List.of(link.toString(), "top", "--once", "--dir", elsewhere.toString()));

        assertThat(run.exitCode).as(run.out + run.err).isZero();
    }

    @Test
    void slips_are_answered_in_one_line_with_exit_code_2() throws Exception {
        assertThat(run(folder, "demo", "--seconds", "soon"))
                .isEqualTo(new Run(2, "", "rollcall: --seconds soon is not a number of seconds; write --seconds 20\n"));
        assertThat(run(folder, "demo", "--kepe"))
                .isEqualTo(new Run(2, "", "rollcall: demo has no option --kepe; it has --seconds N and --keep\n"));
        assertThat(run(folder, "doctor", "shop").exitCode).isEqualTo(2);
        assertThat(run(folder, "doctor", "shop").err.lines()).hasSize(1);
        assertThat(run(folder, "demmo").exitCode).isEqualTo(2);
        assertThat(run(folder, "demmo").err).startsWith("rollcall: there is no command demmo");
        assertThat(run(folder, "help").exitCode).isZero();
    }

    private Run run(Path in, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("rollcall").toString()));
        command.addAll(Arrays.asList(arguments));
        return run(in, command);
    }

    private Run run(Path in, List<String> command) throws IOException, InterruptedException {
        File out = File.createTempFile("launcher", ".out");
        File err = File.createTempFile("launcher", ".err");
        Process process = start(in, command, Redirect.to(out), Redirect.to(err));
        process.getOutputStream().close();
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(command + " did not end: " + Files.readString(out.toPath()));
        }
        Run run = new Run(
                process.exitValue(),
                Files.readString(out.toPath(), StandardCharsets.UTF_8),
                Files.readString(err.toPath(), StandardCharsets.UTF_8));
        Files.delete(out.toPath());
        Files.delete(err.toPath());
        return run;
    }

    private Process start(Path in, List<String> command, Redirect out, Redirect err) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectOutput(out)
                .redirectError(err);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Where the demo keeps its files, so that we see whether it leaves any.
        builder.environment().put("TMPDIR", folder.toString());
        return builder.start();
    }
}
