package dev.rollcall.core.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.core.event.Rollup;
import dev.rollcall.core.event.RollupKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RollupTableTest {
    private final Requests requests = new Requests();
    private final Map<String, Long> told = new HashMap<>();
    private final List<Rollup> rollups = new ArrayList<>();

    @Test
    void requests_with_one_key_are_added_up() {
        RollupTable table = new RollupTable(new KeyRoom(10));
        table.add(requests.event("acme", 200));
        table.add(requests.event("acme", 200));
        table.add(requests.event("acme", 404));
        table.add(requests.event("wayne", 200));
        assertThat(table.pour(this::tell)).isTrue();

        assertThat(rollups).hasSize(3);
        assertThat(told).isEqualTo(Map.of("acme", 3L, "wayne", 1L));
        assertThat(table.isEmpty()).isTrue();
    }

    @Test
    void long_texts_use_up_room_sooner() {
        RollupTable table = new RollupTable(new KeyRoom(100));
        for (int i = 0; i < 100; i++) {
            table.add(requests.event("x".repeat(250) + i, 200));
            table.add(requests.event("y".repeat(250) + i, 200));
        }
        table.pour(this::tell);
        assertThat(told.size()).isBetween(50, 101);
        assertThat(told.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(200);

        String wide = "é".repeat(256);
        KeyRoom room = new KeyRoom(2);
        assertThat(room.take(RollupKey.of(requests.event(wide, 200)))).isTrue();
        assertThat(room.take(RollupKey.of(requests.event(wide + "2", 200)))).isTrue();
        assertThat(room.take(RollupKey.of(requests.event("third", 200)))).isFalse();
    }

    @Test
    void a_rollup_that_is_full_is_followed_by_another() {
        RollupTable table = new RollupTable(new KeyRoom(10), 4);
        for (int i = 0; i < 10; i++) {
            table.add(requests.event("acme", 200));
        }
        table.pour(this::tell);
        assertThat(rollups).extracting(Rollup::count).containsExactlyInAnyOrder(4, 4, 2);
    }

    @Test
    void a_taker_that_throws_has_not_taken() {
        RollupTable table = new RollupTable(new KeyRoom(10));
        table.add(requests.event("acme", 200));
        assertThatThrownBy(() -> table.pour(rollup -> {
                    throw new IllegalStateException("taker");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(table.pour(this::tell)).isTrue();
        assertThat(told).isEqualTo(Map.of("acme", 1L));
    }

    /** Whatever is added where, moved, refused and told: each request is told once, under its customer or the overflow. */
    @Property(tries = 300)
    void totals_are_exact_for_any_mix_of_adding_moving_and_refusing(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int keys,
            @ForAll @IntRange(min = 1, max = 5) int most) {
        Random random = new Random(seed);
        KeyRoom room = new KeyRoom(keys);
        RollupTable[] tables = {new RollupTable(room, most), new RollupTable(room, most), new RollupTable(room, most)};
        Map<String, Long> sent = new HashMap<>();
        told.clear();
        rollups.clear();
        for (int i = 0; i < 200; i++) {
            RollupTable table = tables[random.nextInt(tables.length)];
            int what = random.nextInt(20);
            if (what == 0) {
                int[] left = {random.nextInt(4)};
                table.pour(rollup -> left[0]-- > 0 && tell(rollup));
            } else if (what == 1 && table != tables[0]) {
                tables[0].takeAll(table);
                assertThat(table.isEmpty()).isTrue();
            } else {
                String customer = "c" + random.nextInt(10);
                table.add(requests.event(customer, 200 + random.nextInt(2)));
                sent.merge(customer, 1L, Long::sum);
            }
        }
        for (RollupTable table : tables) {
            assertThat(table.pour(this::tell)).isTrue();
        }
        long overflow = told.getOrDefault("overflow", 0L);
        long missing = 0;
        for (Map.Entry<String, Long> customer : sent.entrySet()) {
            long counted = told.getOrDefault(customer.getKey(), 0L);
            assertThat(counted).isLessThanOrEqualTo(customer.getValue());
            missing += customer.getValue() - counted;
        }
        assertThat(missing).isEqualTo(overflow);
        assertThat(rollups).allSatisfy(rollup -> {
            assertThat(rollup.count()).isBetween(1, most);
            assertThat(rollup.durations().total()).isEqualTo(rollup.count());
            assertThat(rollup.requestBytes()).isEqualTo(3L * rollup.count());
        });
        for (int i = 0; i < keys; i++) {
            assertThat(room.take(RollupKey.of(requests.event("new" + i, 200))))
                    .as("all room is back")
                    .isTrue();
        }
    }

    private boolean tell(Rollup rollup) {
        rollups.add(rollup);
        RollupKey key = rollup.key();
        told.merge(key.isOverflow() ? "overflow" : String.valueOf(key.customerId()), (long) rollup.count(), Long::sum);
        return true;
    }
}
