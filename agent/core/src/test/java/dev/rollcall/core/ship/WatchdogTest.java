package dev.rollcall.core.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private final AtomicBoolean noThread = new AtomicBoolean(true);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Watchdog watchdog = new Watchdog(work -> {
        if (noThread.get()) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    });

    @Test
    void where_there_is_no_thread_to_be_had_nothing_is_left_behind_and_the_next_watch_works() {
        for (int i = 0; i < 100; i++) {
            assertThat(watchdog.watch(() -> {}, 0).isOver()).isFalse();
        }
        assertThat(watchdog.size()).isZero();

        noThread.set(false);
        Watchdog.Watch watch = watchdog.watch(() -> ended.set(true), 1);
        await().untilTrue(ended);
        assertThat(watch.isOver()).isTrue();
        assertThat(watchdog.size()).isZero();
    }

    @Test
    void what_was_in_time_is_not_ended() {
        noThread.set(false);
        Watchdog.Watch inTime = watchdog.watch(() -> ended.set(true), 3_600_000);
        inTime.close();

        assertThat(watchdog.size()).isZero();
        assertThat(ended).isFalse();
    }
}
