package dev.rollcall.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
    @TempDir
    Path data;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void help_names_every_option() {
        assertThat(run("--help")).isZero();

        assertThat(text(out))
                .contains(
                        "--data", "--host", "--port", "--url", "--memory", "--threads", "--retention", "--ingest-token")
                .contains("--admin-password", "--new-admin-password", "--agent-jar", "--config", "--version", "--help")
                .contains("Default: 7070")
                .contains("ROLLCALL_SERVE_NAME");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void the_word_serve_may_stand_before_the_options() {
        assertThat(run("serve", "--version")).isZero();

        assertThat(text(out)).startsWith("rollcall ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot=7 | --prot",
                "--port=x | --port",
                "--port=70000 | is no port",
                "--retention=-1 | --retention -1",
                "--memory=much | --memory much is not a size",
                "--ingest-token=short | could be guessed",
                "--admin-password=short | could be guessed",
                "--url=nonsense | is not an address",
                "--config=/no/such/file | cannot be read",
            })
    void an_option_that_cannot_be_is_named_and_nothing_starts(String flag, String message) {
        assertThat(run("--data=" + data.resolve("none"), flag)).isEqualTo(Main.USAGE);

        assertThat(text(err)).startsWith("rollcall: ").contains(message);
        assertThat(data.resolve("none")).doesNotExist();
    }

    @Test
    void a_flag_wins_over_the_property_over_the_environment_over_the_file() throws Exception {
        Path file = data.resolve("rollcall.properties");
        Files.writeString(
                file,
                "rollcall.serve.port=1\nrollcall.serve.memory=2GB\nrollcall.serve.retention=3\nrollcall.serve.admin-password=of-the-file\n");
        Map<String, String> environment = Map.of(
                "ROLLCALL_SERVE_CONFIG", file.toString(), "ROLLCALL_SERVE_MEMORY", "3GB", "ROLLCALL_SERVE_PORT", "2");
        Properties properties = new Properties();
        properties.setProperty("rollcall.serve.port", "3");

        assertThat(read(new String[] {"--port", "4"}, properties, environment).port)
                .isEqualTo(4);
        Settings settings = read(new String[] {}, properties, environment);
        assertThat(settings.port).isEqualTo(3);
        assertThat(settings.memory).isEqualTo("3GB");
        assertThat(settings.retentionDays).isEqualTo(3);
        assertThat(settings.adminPassword).isEqualTo("of-the-file");
        assertThat(settings.host).isEqualTo("127.0.0.1");
    }

    private static Settings read(String[] args, Properties properties, Map<String, String> environment)
            throws Exception {
        Settings settings = new Settings();
        CommandLine line = new CommandLine(settings);
        line.setDefaultValueProvider(new SettingsSources(args, properties, environment));
        line.parseArgs(args);
        return settings;
    }

    @Test
    void a_slip_of_the_pen_in_a_source_is_named() throws Exception {
        Path file = data.resolve("rollcall.properties");
        Files.writeString(file, "rollcall.serve.prot=1\n");
        Properties properties = new Properties();
        properties.setProperty("rollcall.serve.hots", "x");

        int status = Main.run(
                new String[] {"--config=" + file},
                properties,
                Map.of("ROLLCALL_SERVE_MEMROY", "1GB"),
                new PrintStream(out),
                new PrintStream(err));

        assertThat(status).isEqualTo(Main.USAGE);
        assertThat(text(err))
                .contains("ROLLCALL_SERVE_MEMROY, rollcall.serve.hots, rollcall.serve.prot are not options");
    }

    @Test
    void a_port_in_use_is_told_in_one_sentence_and_the_first_start_is_still_to_come() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int status = run("--data=" + data, "--port=" + taken.getLocalPort(), "--memory=300MB");

            assertThat(status).isEqualTo(Main.CANNOT_START);
            assertThat(text(err).strip().lines().toList())
                    .singleElement()
                    .asString()
                    .contains("Port " + taken.getLocalPort() + " at 127.0.0.1 cannot be had");
        }
        try (RunningBackend first = RunningBackend.in(data)) {
            assertThat(first.backend.firstStart()).isNotNull();
        }
    }

    @Test
    void the_first_start_prints_what_is_needed_once() throws Exception {
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            outputs.add(printed(settings()));
        }

        assertThat(outputs.get(0))
                .containsPattern("listens at http://127\\.0\\.0\\.1:\\d+/")
                .containsPattern("/signin\\?code=[\\w-]{32}")
                .containsPattern("admin password   [\\w-]{16}\n")
                .containsPattern("ingest token     rct_[\\w-]{32}\n")
                .containsPattern(
                        "java -javaagent:rollcall-agent\\.jar -Drollcall\\.endpoint=http://127\\.0\\.0\\.1:\\d+/v1/events"
                                + " -Drollcall\\.token=rct_[\\w-]{32} -jar your-application\\.jar");
        assertThat(outputs.get(1)).contains("listens at").doesNotContain("rct_").doesNotContain("password");
    }

    @Test
    void a_secret_that_the_operator_chose_is_not_printed() throws Exception {
        Settings chosen = settings();
        chosen.ingestToken = "token-of-the-operator";
        chosen.adminPassword = "password-of-the-operator";
        String both = printed(chosen);
        chosen.data = data.resolve("other");
        chosen.adminPassword = null;
        String token = printed(chosen);

        assertThat(both)
                .contains("admin password   the one that you chose\n", "ingest token     the one that you chose\n")
                .contains("/signin?code=", "-Drollcall.token='<ingest token>' -jar")
                .doesNotContain("of-the-operator", "this once");
        assertThat(token)
                .containsPattern("admin password   [\\w-]{16}\n")
                .contains("ingest token     the one that you chose\n", "The password is shown this once.")
                .doesNotContain("of-the-operator");
    }

    private String printed(Settings settings) throws Exception {
        try (Backend backend = Backend.start(settings)) {
            StartStatement.print(backend, settings, new PrintStream(out, true, StandardCharsets.UTF_8));
        }
        String text = text(out);
        out.reset();
        return text;
    }

    private Settings settings() {
        Settings settings = new Settings();
        settings.data = data;
        settings.port = 0;
        settings.memory = "300MB";
        return settings;
    }

    private int run(String... args) {
        return Main.run(
                args,
                new Properties(),
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
