package dev.rollcall.core.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.core.event.Rollup;
import dev.rollcall.core.event.RollupKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

class LanesTest {
    private final Requests requests = new Requests();
    private final KeyRoom room = new KeyRoom(1000);
    private final RollupTable table = new RollupTable(room);
    private final Map<String, Long> told = new HashMap<>();
    private final List<Rollup> rollups = new ArrayList<>();

    @Test
    void a_request_thread_that_is_stopped_with_a_lane_in_its_hands_holds_up_nobody() {
        Lane lane = new Lane(requests.maker.sibling(), new RollupTable(room));
        Lanes lanes = new Lanes(requests.maker, lane);
        assertThat(lane.take()).isTrue();
        assertThat(lanes.add(requests.record("acme", "/items/1", 503))).isTrue();
        assertThat(lanes.add(requests.record("acme", "/health", 200))).isTrue();
        assertThat(lanes.pending()).isEqualTo(1);
        assertThat(lanes.excluded()).isEqualTo(1);
        assertThat(lanes.pourInto(table)).isEqualTo(1);

        tell();
        assertThat(told).isEqualTo(Map.of("overflow", 1L));
        assertThat(rollups.get(0).key().status()).isEqualTo(503);
        assertThat(rollups.get(0).requestBytes()).isEqualTo(3);
        assertThat(rollups.get(0).responseBytes()).isEqualTo(5);
        assertThat(rollups.get(0).startMicros()).isNotNull();

        lane.free();
        assertThat(lanes.add(requests.record("acme", "/items/1", 200))).isTrue();
        lanes.pourInto(table);
        tell();
        assertThat(told).containsEntry("acme", 1L);
        assertThat(lanes.pending()).isZero();
    }

    @Test
    void what_is_in_a_lane_that_is_taken_is_collected_later() {
        Lane lane = new Lane(requests.maker.sibling(), new RollupTable(room));
        Lanes lanes = new Lanes(requests.maker, lane);
        lanes.add(requests.record("acme", "/items/1", 200));
        lane.take();
        assertThat(lanes.pourInto(table)).isZero();
        assertThat(lanes.pending()).isEqualTo(1);
        lane.free();
        assertThat(lanes.pourInto(table)).isEqualTo(1);
    }

    @Test
    void a_status_that_is_none_is_counted_as_unknown() {
        Lane lane = new Lane(requests.maker.sibling(), new RollupTable(room));
        Lanes lanes = new Lanes(requests.maker, lane);
        lane.take();
        for (int status : new int[] {-1, 0, 600, 70_000}) {
            assertThat(lanes.add(requests.record("acme", "/", status))).isTrue();
        }
        lanes.pourInto(table);
        tell();
        assertThat(rollups).hasSize(1);
        assertThat(rollups.get(0).key().status()).isZero();
        assertThat(rollups.get(0).count()).isEqualTo(4);
    }

    @Test
    void a_key_that_cannot_be_hashed_yet_costs_the_customer_and_not_the_count(
            @org.junit.jupiter.api.io.TempDir java.nio.file.Path directory) {
        Requests keys = new Requests("journal.dir=" + directory);
        Lanes lanes = Lanes.of(keys.maker, 1, room);
        assertThat(lanes.add(keys.record("X-API-Key", "k-123", "/", 200))).isTrue();
        assertThat(directory).as("a request thread touches no disk").isEmptyDirectory();
        assertThat(lanes.takeProblem()).isNull();

        keys.maker.helpSiblings();
        assertThat(lanes.add(keys.record("X-API-Key", "k-123", "/", 200))).isTrue();
        lanes.pourInto(table);
        tell();
        assertThat(told).hasSize(2).containsEntry("overflow", 1L);
    }

    @Test
    void many_threads_on_few_lanes_lose_no_request_while_another_collects() throws InterruptedException {
        int threads = 8;
        int perThread = 10_000;
        Lanes lanes = Lanes.of(requests.maker, 2, room);
        AtomicLongArray sent = new AtomicLongArray(10);
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            Requests own = new Requests();
            Thread thread = new Thread(() -> {
                for (int i = 0; i < perThread; i++) {
                    boolean excluded = i % 10 == 0;
                    lanes.add(own.record("c" + i % 10, excluded ? "/health" : "/items/1", 200 + i % 4));
                    sent.incrementAndGet(i % 10);
                }
                done.countDown();
            });
            thread.setDaemon(true);
            thread.start();
        }
        long poured = 0;
        while (done.getCount() > 0) {
            poured += lanes.pourInto(table);
        }
        poured += lanes.pourInto(table);
        tell();

        long counted = (long) threads * perThread * 9 / 10;
        assertThat(poured).isEqualTo(counted);
        assertThat(lanes.pending()).isZero();
        assertThat(lanes.excluded()).isEqualTo((long) threads * perThread / 10);
        assertThat(told.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(counted);
        assertThat(told).doesNotContainKey("c0");
        long missing = 0;
        for (int i = 1; i < 10; i++) {
            missing += sent.get(i) - told.getOrDefault("c" + i, 0L);
        }
        assertThat(missing).isEqualTo(told.getOrDefault("overflow", 0L));
        assertThat(rollups.stream().mapToLong(Rollup::requestBytes).sum()).isEqualTo(3 * counted);
        assertThat(rollups)
                .allSatisfy(rollup -> assertThat(rollup.durations().total()).isEqualTo(rollup.count()));
    }

    private void tell() {
        table.pour(rollup -> {
            rollups.add(rollup);
            RollupKey key = rollup.key();
            told.merge(
                    key.isOverflow() ? "overflow" : String.valueOf(key.customerId()), (long) rollup.count(), Long::sum);
            return true;
        });
    }
}
