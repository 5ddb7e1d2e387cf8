package dev.rollcall.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.rollcall.core.exchange.Record;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** That the benchmarks measure what they say, and that a request allocates no more than its budget. */
class BenchmarksTest {
    private static final int REQUESTS = 2000;

    private final Parts parts = new Parts();

    @Test
    void every_request_of_the_benchmarks_reaches_the_drain_thread_with_its_customer() {
        parts.exchange(Sample.values(7));
        new TomcatParts(parts.recorder, Sample.values(8)).exchange();

        List<String> seen = new ArrayList<>();
        parts.recorder.drain(
                record -> seen.add(record.method()
                        + ' '
                        + record.path()
                        + ' '
                        + record.status()
                        + ' '
                        + parts.identifier.identify(record).customerId()),
                10);

        assertThat(seen)
                .containsExactly("POST " + Sample.PATH + " 200 customer-7", "POST " + Sample.PATH + " 200 customer-8");
    }

    @Test
    void an_event_of_the_benchmark_is_a_whole_one() {
        WholeEvent benchmark = new WholeEvent();
        benchmark.makeTokens();

        assertThat(benchmark.event()).isGreaterThan(400);
    }

    @Test
    void the_journal_of_the_benchmark_keeps_every_event() throws IOException, InterruptedException {
        JournalAppend benchmark = new JournalAppend();
        for (int i = 0; i < 100_000; i++) {
            benchmark.append();
        }

        // Fails when an event was refused.
        benchmark.end();
    }

    @Test
    void the_journal_that_is_read_by_the_benchmark_has_all_that_was_written() throws IOException, InterruptedException {
        JournalRead benchmark = new JournalRead();
        for (int i = 0; i < 3; i++) {
            benchmark.write();
            // Fails when an event is missing.
            assertThat(benchmark.read()).isPositive();
        }
        benchmark.end();
    }

    @Test
    void the_body_of_the_benchmark_has_every_event() throws IOException {
        DeliveryBody benchmark = new DeliveryBody();
        benchmark.check();
        try (InputStream body = new GZIPInputStream(new ByteArrayInputStream(benchmark.event()))) {
            String[] events = new String(body.readAllBytes(), UTF_8).split("\"event_id\":", -1);

            assertThat(events).hasSize(DeliveryBody.EVENTS + 1);
            assertThat(events[1]).contains("\"customer_id\":\"customer-");
        }
        assertThat(benchmark.zlib()).isPositive();
        benchmark.tell();
    }

    @Test
    void a_request_of_the_benchmark_that_finds_the_ring_full_is_counted_with_its_customer() {
        RollupCost benchmark = new RollupCost();
        benchmark.fill();
        benchmark.requestThread();
        benchmark.drainThread();

        assertThat(benchmark.customers()).containsExactlyInAnyOrder("customer-1", "customer-2");
    }

    @Test
    void a_request_allocates_no_more_than_its_budget_on_its_own_thread() throws IOException {
        TomcatParts tomcat = new TomcatParts(parts.recorder, Sample.values(7));
        String[] values = Sample.values(7);

        assertThat(bytesEach(tomcat::exchange)).isLessThanOrEqualTo(budget());
        assertThat(bytesEach(() -> parts.exchange(values))).isLessThanOrEqualTo(budget());
    }

    /** Bytes allocated by one call, in the steady state: records come back from the drain thread. */
    private long bytesEach(Runnable exchange) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = 0;
        for (int i = 0; i < REQUESTS * 2; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            exchange.run();
            if (i >= REQUESTS) {
                allocated += threads.getCurrentThreadAllocatedBytes() - before;
            }
            parts.recorder.drain((Record record) -> {}, 1);
        }
        return allocated / REQUESTS;
    }

    private static long budget() throws IOException {
        Properties budgets = new Properties();
        try (InputStream in = Files.newInputStream(Path.of("..", "budgets.properties"))) {
            budgets.load(in);
        }
        return Long.parseLong(budgets.getProperty("hook.bytes"));
    }
}
