package dev.rollcall.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a request may allocate, and what may stay in memory. */
class BudgetsTest {
    private static final int WARM_UP = 40_000;
    private static final int ROUNDS = 10;
    private static final int CALLS_OF_A_ROUND = 4000;
    private static final Pattern TOGETHER = Pattern.compile("together +([0-9,]+) bytes");

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private interface Call {
        void run() throws Exception;
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void a_request_allocates_little_on_its_own_thread(Caller caller) throws Exception {
        RequestThread request = new RequestThread();
        request.caller = caller;
        request.make();

        Budget.check("hook.bytes", bytesEach(request::tomcat));
        Budget.check("hook.bytes", bytesEach(request::strings));
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void the_drain_thread_allocates_little_for_a_request(Caller caller) throws Exception {
        DrainThread drain = new DrainThread();
        drain.caller = caller;
        drain.fill();

        String name = caller.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Budget.check("drain.bytes." + name, bytesEach(drain::event));
    }

    @Test
    void the_journal_allocates_little_for_an_event() throws Exception {
        JournalAppend journal = new JournalAppend();

        // A whole turn, with the ends of batches and segments, and what a shipper takes.
        Budget.check("journal.bytes", bytesEach(journal::append, JournalAppend.EVENTS_OF_A_TURN));
        journal.end();
    }

    @Test
    void memory_is_bounded_with_many_customers_and_a_dead_backend(@TempDir Path folder) throws Exception {
        Budget.check("memory.bytes", memory(folder));
    }

    @Test
    void memory_is_bounded_with_many_customers_a_dead_backend_and_no_disk(@TempDir Path folder) throws Exception {
        Budget.check("memory.no-disk.bytes", memory(folder, "no-disk"));
    }

    /** The page is what people read; it must not promise more than is checked. */
    @Test
    void the_page_tells_every_budget() throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "performance.md"));
        assertThat(Budget.all())
                .isNotEmpty()
                .allSatisfy((name, value) -> assertThat(page)
                        .contains(
                                String.format(Locale.ROOT, "| `%s` | %,d |", name, Long.parseLong(value.toString()))));
    }

    /**
     * Bytes that this thread allocates in a call. What is compiled allocates less than what is interpreted, and the
     * JVM of these tests waits for its compilers (-Xbatch): a fixed number of calls go first, and the least of several rounds is taken.
     */
    private long bytesEach(Call call) throws Exception {
        return bytesEach(call, CALLS_OF_A_ROUND);
    }

    private long bytesEach(Call call, int callsOfARound) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            call.run();
        }
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < callsOfARound; i++) {
                call.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least / callsOfARound;
    }

    /** In a JVM of its own: what the tests keep must not count. */
    private static long memory(Path folder, String... arguments) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                classPath,
                DeadBackendMemory.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher together = TOGETHER.matcher(printed);
        assertThat(together.find()).as(printed).isTrue();
        assertThat(process.waitFor()).isZero();
        return Long.parseLong(together.group(1).replace(",", ""));
    }
}
