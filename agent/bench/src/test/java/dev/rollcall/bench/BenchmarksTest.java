package dev.rollcall.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.identity.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the benchmarks measure what they say. */
class BenchmarksTest {
    @ParameterizedTest
    @EnumSource(Caller.class)
    void every_request_of_the_benchmarks_reaches_the_drain_thread_with_its_customer(Caller caller) {
        RequestThread benchmark = new RequestThread();
        benchmark.caller = caller;
        benchmark.make();
        benchmark.tomcat();
        benchmark.strings();

        Parts parts = benchmark.parts;
        List<Identity> seen = new ArrayList<>();
        parts.recorder.drain(
                record -> {
                    assertThat(record.method() + ' ' + record.path() + ' ' + record.status())
                            .isEqualTo("POST " + Sample.PATH + " 200");
                    seen.add(parts.identifier.identify(record));
                },
                10);
        assertThat(seen).hasSize(2).allSatisfy(who -> assertFound(caller, 7, who));
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void the_drain_thread_of_the_benchmarks_meets_every_caller(Caller caller) {
        DrainThread benchmark = new DrainThread();
        benchmark.caller = caller;
        benchmark.fill();

        Set<String> customers = new HashSet<>();
        for (int i = 0; i < caller.distinct(); i++) {
            Identity who = benchmark.identity();
            assertFound(caller, i, who);
            customers.add(String.valueOf(who.customerId()));
        }
        assertThat(customers).hasSize(caller == Caller.NOBODY ? 1 : caller.distinct());
        assertThat(benchmark.event()).isGreaterThan(300);
    }

    private static void assertFound(Caller caller, int customer, Identity who) {
        String id = who.customerId();
        if (id != null && id.startsWith("key:")) {
            assertThat(id).hasSizeGreaterThan("key:".length());
            id = "key:";
        }
        assertThat(id).isEqualTo(caller.found(customer));
    }

    @Test
    void an_event_of_the_benchmark_is_a_whole_one() {
        WholeEvent benchmark = new WholeEvent();
        benchmark.makeRequests();

        assertThat(benchmark.event()).isGreaterThan(400);
    }

    @Test
    void events_of_the_encoding_benchmark_hold_what_they_say() {
        assertThat(json(EventEncoding.Contents.SHORT))
                .contains("\"curl/8.5.0\"")
                .doesNotContain("customer_id")
                .doesNotContain("properties");
        assertThat(json(EventEncoding.Contents.USUAL))
                .contains("\"customer_id\":\"customer-7\"")
                .doesNotContain("properties");
        assertThat(json(EventEncoding.Contents.LONG))
                .contains(
                        "\"customer_id\":\"customer-7\"", "\"property_7\":\"a value of usual length\"", "Mozilla/5.0");
        assertThat(json(EventEncoding.Contents.NON_ASCII))
                .contains("\"customer_id\":\"Käse & Söhne, 東京支店\"", "\"property_0\":\"größer als 目標値 – ёлка\"");
    }

    private static String json(EventEncoding.Contents contents) {
        EventEncoding benchmark = new EventEncoding();
        benchmark.contents = contents;
        benchmark.make();
        return benchmark.json();
    }

    @Test
    void requests_of_the_ring_benchmark_go_through_the_ring() {
        RingOffer benchmark = new RingOffer();
        for (boolean headers : new boolean[] {false, true}) {
            benchmark.headers = headers;
            benchmark.requestOfOne();
            benchmark.requestOfTwo();
            benchmark.requestOfFour();
            List<String> paths = new ArrayList<>();
            benchmark.parts.recorder.drain((Record record) -> paths.add(String.valueOf(record.path())), 10);
            assertThat(paths).hasSize(3).containsOnly(headers ? Sample.PATH : "null");
            benchmark.requestOfOne();
            assertThat(benchmark.drainOfOne() + benchmark.drainOfTwo() + benchmark.drainOfFour())
                    .isEqualTo(1);
        }
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
}
