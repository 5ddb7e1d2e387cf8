package dev.rollcall.core.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.journal.Journal;
import dev.rollcall.core.journal.JournalOwner;
import dev.rollcall.core.journal.JournalSettings;
import dev.rollcall.core.log.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopTest {
    @TempDir
    Path store;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StringBuilder lines = new StringBuilder();
    private int second;

    @Test
    void the_table_shows_each_customer_once_the_busiest_first_and_adds_up() throws IOException {
        for (int i = 0; i < 6; i++) {
            call("acme", "/users/{id}", i == 0 ? 500 : 200, 1000);
        }
        call("wayne", "/orders", 200, 2_000_000);
        call("wayne", "/orders/{id}", 200, 2_000_000);
        call("wayne", "/orders/{id}", 200, 2_000_000);
        call(null, "/**", 404, 10);

        assertThat(run("--once")).isZero();
        String[] table = out.toString(UTF_8).split("\n");
        assertThat(table[0]).contains("10 calls of 2 customers to pay");
        assertThat(words(table[4]))
                .startsWith("acme", "6", "60.0%", "16.7%", "1.0ms")
                .endsWith("GET", "/users/{id}");
        assertThat(words(table[5]))
                .startsWith("wayne", "3", "30.0%", "-", "2.0s")
                .endsWith("GET", "/orders/{id}");
        assertThat(words(table[6])).startsWith("(unidentified)", "1", "10.0%", "100.0%", "10us");
        assertThat(words(table[8])).startsWith("total", "10", "100.0%", "20.0%").contains("70B", "20KB");
        assertThat(table)
                .hasSize(9)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void customers_beyond_the_limit_are_one_line_so_that_shares_still_add_up() throws IOException {
        for (int i = 0; i < 9; i++) {
            call("c" + i, "/", 200, 100);
        }
        run("--limit", "2");

        String[] table = out.toString(UTF_8).split("\n");
        assertThat(table[6]).contains("(7 others)");
        int tenths = Arrays.stream(table, 4, 7)
                .map(line -> line.replaceAll(".* (\\d+)\\.(\\d)%.*", "$1$2"))
                .mapToInt(Integer::parseInt)
                .sum();
        assertThat(tenths).isEqualTo(1000);
    }

    @Test
    void a_customer_id_cannot_steer_the_terminal() throws IOException {
        call("a\\u001b[2Jb\\r\\u202Ec", "/\\u0007x", 200, 1);
        run();

        assertThat(out.toString(UTF_8))
                .doesNotContain("\u001b", "\r", "\u202e", "\u0007")
                .contains("a?[2Jb??c", "/?x");
    }

    @Test
    void json_is_for_programs_and_holds_all_customers() throws IOException {
        for (int i = 0; i < 30; i++) {
            call("c" + i, "/", 200, 500);
        }
        call(null, "/", 200, 500);
        assertThat(run("--json")).isZero();

        int customers = 0;
        try (JsonParser parser = new JsonFactory().createParser(out.toString(UTF_8))) {
            while (parser.nextToken() != null) {
                if ("customer_id".equals(parser.currentName())
                        && parser.currentToken().isScalarValue()) {
                    customers++;
                }
            }
        }
        assertThat(customers).isEqualTo(30);
        assertThat(out.toString(UTF_8)).contains("\"unidentified\"").contains("\"share\" : 0.03225");
    }

    @Test
    void an_empty_or_missing_directory_says_what_to_expect() throws IOException {
        assertThat(run("--dir=" + store.resolve("none"))).isZero();
        assertThat(out.toString(UTF_8)).contains("No calls yet");
    }

    @Test
    void lines_that_are_no_events_are_counted_and_left_out() throws IOException {
        call("acme", "/", 200, 1);
        lines.append("rubbish\n{\"ts\":\"x\",\"customer_id\":{}}\n[]\n");
        run();

        assertThat(out.toString(UTF_8))
                .contains("3 lines of the store could not be read")
                .contains("1 call of 1 customer ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topp", "to", "tip"})
    void a_command_that_is_not_there_is_answered_with_the_nearest_one(String command) {
        int code = Commands.run(new String[] {command}, print(out), print(err));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains(command).contains("did you mean top?");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--jsn,            did you mean --json?",
        "--limit,          wants a value",
        "--limit=none,     write 20",
        "--interval=2,     write 2s",
        "--once=yes,       takes no value",
    })
    void a_slip_in_an_option_of_top_is_answered_with_what_would_be_right(String argument, String answer)
            throws IOException {
        assertThat(run(argument)).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h"})
    void help_names_the_commands_and_every_option(String command) {
        assertThat(Commands.run(new String[] {command}, print(out), print(err))).isZero();
        assertThat(out.toString(UTF_8)).contains("top", "-javaagent:", "rollcall.endpoint", "rollcall.customer");
    }

    @Test
    void the_version_is_the_one_of_the_build() {
        assertThat(Commands.run(new String[] {"version"}, print(out), print(err)))
                .isZero();
        assertThat(out.toString(UTF_8)).matches("rollcall-agent \\d+\\.\\d+\\.\\d+.*\\R");
    }

    @Property
    void shares_add_up_to_exactly_one_hundred_percent(
            @ForAll @Size(min = 1, max = 50) List<@LongRange(min = 0, max = Integer.MAX_VALUE) Long> counts) {
        long[] array = counts.stream().mapToLong(Long::longValue).toArray();
        int[] tenths = Shares.tenths(array);

        long sum = Arrays.stream(array).sum();
        assertThat(Arrays.stream(tenths).sum()).isEqualTo(sum == 0 ? 0 : 1000);
        for (int i = 0; i < tenths.length; i++) {
            double exact = sum == 0 ? 0 : array[i] * 1000.0 / sum;
            assertThat((double) tenths[i]).isBetween(exact - 1, exact + 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0us",
        "999, 999us",
        "1000, 1.0ms",
        "9949, 9.9ms",
        "9950, 10ms",
        "999999, 999ms",
        "1000000, 1.0s",
        "59000000, 59s",
        "600000000, 10m",
    })
    void durations_are_short(long micros, String shown) {
        assertThat(HumanUnits.duration(micros)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"0, 0B", "999, 999B", "1000, 1.0KB", "1536, 1.5KB", "1048576, 1.0MB", "1099511627776, 1.0TB"})
    void sizes_are_short(long bytes, String shown) {
        assertThat(HumanUnits.bytes(bytes)).isEqualTo(shown);
    }

    @Property
    void every_figure_fits_its_column(@ForAll @LongRange(min = 0) long figure) {
        assertThat(HumanUnits.bytes(figure)).hasSizeLessThanOrEqualTo(5);
        assertThat(HumanUnits.duration(figure)).hasSizeLessThanOrEqualTo(5);
    }

    @Property
    void every_text_fits_its_column(@ForAll String text) {
        assertThat(TerminalText.width(TerminalText.fit(text, 20))).isEqualTo(20);
        assertThat(TerminalText.safe(text).codePoints()).noneMatch(Character::isISOControl);
    }

    private void call(String customer, String route, int status, long micros) {
        lines.append("{\"ts\":\"2026-08-01T00:00:")
                .append(String.format(Locale.ROOT, "%02d", second++ % 60))
                .append(".000000Z\",\"duration_us\":")
                .append(micros)
                .append(customer == null ? "" : ",\"customer_id\":\"" + customer + '"')
                .append(",\"method\":\"GET\",\"route\":\"")
                .append(route)
                .append("\",\"status\":")
                .append(status)
                .append(",\"outcome\":\"ok\",\"request_bytes\":7,\"response_bytes\":2048")
                .append(",\"service\":\"pay\",\"instance\":\"0a\",\"properties\":{\"a\":{\"b\":[1]}}}\n");
    }

    private int run(String... arguments) throws IOException {
        store();
        String[] all = new String[arguments.length + 3];
        all[0] = "top";
        all[1] = "--dir";
        all[2] = store.toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Commands.run(all, print(out), print(err));
    }

    /** As a process would that has no endpoint. */
    private void store() {
        JournalSettings settings = new JournalSettings(store.toFile(), 1 << 20, 86_400_000, 1000, 1 << 20, 1000);
        JournalOwner owner = new JournalOwner(1, "pay", null, "1.2.3", List.of());
        AgentLog log = new AgentLog(print(err), AgentLog.Level.ERROR);
        Journal journal = new Journal(settings, owner, Instance.random(), log);
        long sequence = 0;
        for (String line : lines.toString().lines().toArray(String[]::new)) {
            byte[] bytes = line.getBytes(UTF_8);
            assertThat(journal.append(EventKind.REQUEST, 1, sequence++, bytes, 0, bytes.length))
                    .isTrue();
        }
        byte[] status = "{\"event\":\"agent_status\"}".getBytes(UTF_8);
        assertThat(journal.append(EventKind.STATUS, 0, sequence, status, 0, status.length))
                .isTrue();
        lines.setLength(0);
    }

    private static PrintStream print(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, UTF_8);
    }

    private static List<String> words(String line) {
        return List.of(line.trim().split(" +"));
    }
}
