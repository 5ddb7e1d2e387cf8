package dev.rollcall.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** More requests than there is room for: the totals of each customer stay exact. */
class OverloadTest {
    private static final int CUSTOMERS = 50;
    private static final int THREADS = 8;

    private final CountingSink sink = new CountingSink();

    @Test
    void what_does_not_fit_into_the_ring_is_told_in_rollups() {
        Traffic traffic = new Traffic(8);
        Pipeline pipeline = traffic.into(sink);
        traffic.requests(21);
        assertThat(pipeline.accounting().waiting()).isEqualTo(8);
        assertThat(pipeline.accounting().rolledUpWaiting()).isEqualTo(13);
        assertThat(pipeline.accounting().isBalanced()).isTrue();
        untilSettled(pipeline);

        assertThat(sink.details).hasSize(8);
        assertThat(sink.totals())
                .hasSize(7)
                .allSatisfy((customer, count) -> assertThat(count).isEqualTo(3));
        assertThat(sink.sum("request_bytes")).isEqualTo(3 * 21);
        assertThat(sink.sum("response_bytes")).isEqualTo(5 * 21);
        assertThat(pipeline.accounting())
                .hasToString("21 seen = 8 delivered + 0 waiting + 0 excluded + 13 rolled up + 0 lost");
    }

    @Test
    void a_ring_that_is_nearly_full_is_emptied_by_counting_first() {
        Traffic traffic = new Traffic(8192);
        Pipeline pipeline = traffic.into(sink);
        traffic.requests(7000);
        untilSettled(pipeline);

        assertThat(sink.details).hasSize(7000 - 4096);
        assertThat(sink.totals())
                .hasSize(7)
                .allSatisfy((customer, count) -> assertThat(count).isEqualTo(1000));
    }

    @Test
    void a_rollup_tells_customer_method_route_status_and_no_details() {
        Traffic traffic = new Traffic();
        traffic.detail = "none";
        Pipeline pipeline = traffic.into(sink);
        traffic.request("acme", "/items/1", 503);
        traffic.request("acme", "/items/2", 503);
        traffic.request("acme", "/items/3", 200);
        untilSettled(pipeline);

        assertThat(sink.rollups).hasSize(2);
        Map<String, Object> failures = sink.rollups.stream()
                .filter(event -> event.get("status").equals(503L))
                .findFirst()
                .orElseThrow();
        assertThat(failures)
                .containsEntry("event", "api_request_rollup")
                .containsEntry("customer_id", "acme")
                .containsEntry("customer_kind", "org")
                .containsEntry("customer_source", "header:X-Customer-ID")
                .containsEntry("method", "GET")
                .containsEntry("route", "/items/{id}")
                .containsEntry("route_inferred", "true")
                .containsEntry("outcome", "ok")
                .containsEntry("count", 2L)
                .containsEntry("request_bytes", 6L)
                .containsEntry("response_bytes", 10L)
                .containsKeys("event_id", "ts", "duration_us", "service", "instance", "agent_version")
                .doesNotContainKeys("path", "host", "client_ip", "user_agent", "end_user", "credential_hash");
        assertThat(requestsIn(failures)).isEqualTo(2);
    }

    /** {@code duration_buckets} is number, count, number, count, ... */
    private static long requestsIn(Map<String, Object> rollup) {
        List<?> buckets = (List<?>) rollup.get("duration_buckets");
        long sum = 0;
        for (int i = 1; i < buckets.size(); i += 2) {
            sum += (Long) buckets.get(i);
        }
        return sum;
    }

    @Test
    void a_sink_without_room_for_details_gets_rollups_and_numbers_have_no_gap() {
        Traffic traffic = new Traffic();
        sink.detailRoom = 3;
        Pipeline pipeline = traffic.into(sink);
        traffic.requests(70);
        untilSettled(pipeline);

        assertThat(sink.details).hasSize(3);
        assertThat(sink.totals())
                .hasSize(7)
                .allSatisfy((customer, count) -> assertThat(count).isEqualTo(10));
        for (int i = 0; i < sink.sequences.size(); i++) {
            assertThat(sink.sequences.get(i)).isEqualTo(i);
        }
        assertThat(traffic.said()).containsOnlyOnce("no room for more details");
    }

    @Test
    void details_come_back_when_there_is_room_again() {
        Traffic traffic = new Traffic();
        sink.detailRoom = 0;
        Pipeline pipeline = traffic.into(sink);
        traffic.requests(7);
        pipeline.round();
        sink.detailRoom = 1000;
        await().until(() -> {
            traffic.request("acme", "/items/1");
            pipeline.round();
            return !sink.details.isEmpty();
        });
        assertThat(pipeline.accounting().isBalanced()).isTrue();
    }

    @Test
    void a_sink_without_any_room_gets_everything_when_it_has_some() {
        Traffic traffic = new Traffic();
        sink.detailRoom = 0;
        sink.rollupRoom = 0;
        Pipeline pipeline = traffic.into(sink);
        for (int i = 0; i < 10; i++) {
            traffic.requests(70);
            pipeline.round();
        }
        assertThat(sink.sequences).isEmpty();
        assertThat(pipeline.accounting().rolledUpWaiting()).isEqualTo(700);
        assertThat(pipeline.accounting().isBalanced()).isTrue();

        sink.rollupRoom = 1000;
        untilSettled(pipeline);
        assertThat(sink.totals())
                .hasSize(7)
                .allSatisfy((customer, count) -> assertThat(count).isEqualTo(100));
        assertThat(sink.rollups).as("one a key, however long it took").hasSize(7);
    }

    @Test
    void more_customers_than_there_are_keys_are_counted_by_their_results() {
        Traffic traffic = new Traffic();
        traffic.rollupKeys = 10;
        traffic.detail = "none";
        sink.rollupRoom = 0;
        Pipeline pipeline = traffic.into(sink);
        for (int i = 0; i < 100; i++) {
            traffic.request("customer-" + i, "/items/1", i % 2 == 0 ? 200 : 500);
        }
        pipeline.round();
        sink.rollupRoom = Long.MAX_VALUE;
        untilSettled(pipeline);

        assertThat(sink.totals()).hasSize(11).containsEntry("customer-0", 1L).containsEntry("(overflow)", 90L);
        assertThat(sink.countByStatus()).isEqualTo(Map.of(200L, 50L, 500L, 50L));
    }

    @Test
    void keys_that_were_told_make_room_for_others() {
        Traffic traffic = new Traffic();
        traffic.rollupKeys = 10;
        traffic.detail = "none";
        Pipeline pipeline = traffic.into(sink);
        for (int i = 0; i < 100; i++) {
            traffic.request("customer-" + i, "/items/1");
            pipeline.round();
        }
        untilSettled(pipeline);
        assertThat(sink.totals()).hasSize(100).doesNotContainKey("(overflow)");
    }

    @Test
    void what_is_refused_after_the_process_gave_up_is_counted_as_lost() {
        Traffic traffic = new Traffic();
        traffic.detail = "none";
        sink.rollupRoom = 0;
        Pipeline pipeline = traffic.into(sink);
        traffic.requests(7);
        pipeline.round();
        assertThat(pipeline.settle(0)).isFalse();
        pipeline.round();

        assertThat(pipeline.accounting().lost(Loss.SHUTDOWN)).isEqualTo(7);
        assertThat(pipeline.accounting().isSettled()).isTrue();
    }

    @Test
    void a_shutdown_waits_for_the_last_status() {
        Pipeline pipeline = new Traffic().into(sink);
        Traffic.run(pipeline);
        assertThat(pipeline.settle(60_000)).isTrue();
        assertThat(sink.statuses).isEqualTo(1);
        pipeline.stop();
    }

    @Test
    void a_last_status_that_finds_no_room_is_told_again() {
        sink.statusesRefused = 3;
        Pipeline pipeline = new Traffic().into(sink);
        Traffic.run(pipeline);
        assertThat(pipeline.settle(60_000)).isTrue();
        assertThat(sink.statuses).isEqualTo(4);
        pipeline.stop();
    }

    @Test
    void what_waits_on_the_disk_at_the_end_is_said_to_wait_there_and_what_does_not_to_be_lost() {
        Traffic traffic = new Traffic();
        Pipeline pipeline = traffic.into(sink);
        traffic.requests(7);
        pipeline.settle(0);
        assertThat(traffic.said())
                .contains("7 requests could not be delivered to memory within 0 ms of the shutdown"
                        + " and are lost, because memory cannot be written");

        sink.outlivesProcess = true;
        pipeline.settle(0);
        assertThat(traffic.said()).contains("of the shutdown; they wait in memory for the next start");
    }

    @Test
    void a_shutdown_does_not_wait_for_the_interval() {
        Traffic traffic = new Traffic();
        traffic.detail = "none";
        traffic.rollupIntervalNanos = 3_600_000_000_000L;
        Pipeline pipeline = traffic.into(sink);
        traffic.requests(7);
        pipeline.round();
        assertThat(sink.rollups).isEmpty();

        Traffic.run(pipeline);
        assertThat(pipeline.settle(60_000)).isTrue();
        assertThat(sink.rollups).hasSize(7);
        pipeline.stop();
    }

    @Test
    void a_sink_that_throws_costs_the_rollup_and_not_the_others() {
        Traffic traffic = new Traffic();
        traffic.detail = "none";
        sink.failsWithRollups = true;
        Pipeline pipeline = traffic.into(sink);
        traffic.requests(7);
        untilSettled(pipeline);
        assertThat(pipeline.accounting().lost(Loss.EVENT_FAILED)).isEqualTo(7);
    }

    @Test
    void excluded_paths_are_in_no_rollup() {
        Traffic traffic = new Traffic(2);
        traffic.detail = "none";
        Pipeline pipeline = traffic.into(sink);
        for (int i = 0; i < 5; i++) {
            traffic.request("acme", "/health");
            traffic.request("acme", "/items/1");
        }
        untilSettled(pipeline);
        assertThat(pipeline.accounting().excluded()).isEqualTo(5);
        assertThat(sink.totals()).isEqualTo(Map.of("acme", 5L));
    }

    @Test
    void at_most_the_wanted_number_a_second_is_told_in_detail() {
        Traffic traffic = new Traffic();
        traffic.detail = "sampled:5";
        Pipeline pipeline = traffic.into(sink);
        traffic.requests(700);
        untilSettled(pipeline);

        assertThat(sink.details).hasSize(5);
        assertThat(sink.totals())
                .hasSize(7)
                .allSatisfy((customer, count) -> assertThat(count).isEqualTo(100));
    }

    @Test
    void eight_threads_and_a_tiny_ring_leave_the_totals_of_each_customer_exact() throws InterruptedException {
        Traffic traffic = new Traffic(4);
        exactUnderLoad(traffic, 20_000, () -> false);
    }

    @Test
    void eight_threads_and_a_sink_that_is_full_now_and_then_leave_the_totals_exact() throws InterruptedException {
        Traffic traffic = new Traffic(64);
        exactUnderLoad(traffic, 10_000, () -> {
            boolean room = ThreadLocalRandom.current().nextInt(4) == 0;
            sink.detailRoom = room ? 100 : 0;
            sink.rollupRoom = room ? 20 : 0;
            return true;
        });
    }

    private void exactUnderLoad(Traffic traffic, int perThread, BooleanSupplier meanwhile) throws InterruptedException {
        Pipeline pipeline = traffic.into(sink);
        AtomicLongArray sent = new AtomicLongArray(CUSTOMERS);
        CountDownLatch done = new CountDownLatch(THREADS);
        for (int t = 0; t < THREADS; t++) {
            Traffic.run(() -> {
                for (int i = 0; i < perThread; i++) {
                    int customer = ThreadLocalRandom.current().nextInt(CUSTOMERS);
                    traffic.request("customer-" + customer, "/items/" + i, 200 + i % 3);
                    sent.incrementAndGet(customer);
                }
                done.countDown();
            });
        }
        while (done.getCount() > 0) {
            meanwhile.getAsBoolean();
            pipeline.round();
        }
        sink.detailRoom = Long.MAX_VALUE;
        sink.rollupRoom = Long.MAX_VALUE;
        untilSettled(pipeline);

        Accounting accounting = pipeline.accounting();
        assertThat(accounting.seen()).isEqualTo((long) THREADS * perThread);
        assertThat(accounting.lost()).isZero();
        assertThat(accounting.rolledUp()).as("the load was more than the ring").isPositive();
        Map<String, Long> totals = sink.totals();
        long overflow = totals.getOrDefault("(overflow)", 0L);
        long told = totals.values().stream().mapToLong(Long::longValue).sum();
        assertThat(told).isEqualTo((long) THREADS * perThread);
        assertThat(sink.sum("request_bytes")).isEqualTo(3 * told);
        assertThat(sink.sum("response_bytes")).isEqualTo(5 * told);
        assertThat(sink.rollups)
                .allSatisfy(rollup -> assertThat(requestsIn(rollup)).isEqualTo(rollup.get("count")));
        long missing = 0;
        for (int i = 0; i < CUSTOMERS; i++) {
            missing += sent.get(i) - totals.getOrDefault("customer-" + i, 0L);
        }
        assertThat(missing)
                .as("what is not under its customer is in the overflow")
                .isEqualTo(overflow);
    }

    private static void untilSettled(Pipeline pipeline) {
        await().until(() -> {
            pipeline.round();
            return pipeline.accounting().isSettled();
        });
    }
}
