package dev.rollcall.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000;

    // Not zero: the origin of System.nanoTime is anywhere.
    private long now = -5 * SECOND;
    private static final int SLOTS = 65_536;

    private final Pace pace = new Pace(now, SLOTS);

    @Test
    void a_killed_process_that_is_called_once_a_second_or_more_loses_no_more_than_ten_milliseconds() {
        for (long silence = 0; silence < 990_000_000; silence += 10_000_000) {
            assertThat(after(silence == 0 ? 1 : 0)).isLessThanOrEqualTo(10_000_000);
        }
    }

    @Property
    void however_many_requests_come_it_looks_100_to_1000_times_a_second(@ForAll @IntRange(min = 1) int records) {
        assertThat(pace.pauseNanos(now, records)).isBetween(1_000_000L, 10_000_000L);
    }

    @Test
    void the_more_requests_come_the_fewer_wait_for_a_look() {
        // At 10 milliseconds it would find 100 again.
        assertThat(after(100)).isBetween(3_000_000L, 4_000_000L);
        assertThat(after(1000)).isEqualTo(1_000_000);
    }

    @Test
    void when_nobody_calls_it_looks_ten_times_a_second() {
        after(1);
        int looks = 0;
        for (long until = now + 60 * SECOND; now < until; looks++) {
            after(0);
        }

        assertThat(looks).isLessThanOrEqualTo(100 + 59 * 10 + 1);
    }

    @Test
    void the_first_request_after_a_silence_makes_it_look_often_again() {
        for (int i = 0; i < 1000; i++) {
            after(0);
        }
        assertThat(after(0)).isEqualTo(100_000_000);

        assertThat(after(1)).isEqualTo(10_000_000);
        assertThat(after(0)).isEqualTo(10_000_000);
    }

    @Test
    void a_small_ring_is_never_left_alone_for_long() {
        Pace small = new Pace(now, 64);

        assertThat(small.pauseNanos(now + 60 * SECOND, 0)).isEqualTo(10_000_000);
        assertThat(small.pauseNanos(now, 16)).isEqualTo(5_000_000);
    }

    /** The pause after a round that found so many records; then it is over. */
    private long after(int records) {
        long pause = pace.pauseNanos(now, records);
        now += pause;
        return pause;
    }
}
