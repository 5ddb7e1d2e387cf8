package dev.rollcall.core.ship;

import static dev.rollcall.core.ship.ScriptedBackend.ok;
import static dev.rollcall.core.ship.ScriptedBackend.silence;
import static dev.rollcall.core.ship.ScriptedBackend.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.core.pipeline.DestinationFigures;
import dev.rollcall.core.pipeline.Loss;
import dev.rollcall.core.ship.ScriptedBackend.Delivery;
import dev.rollcall.core.ship.ScriptedBackend.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipper's thread among others: those that look, interrupt, end the process or make an image of it. */
class ShipperThreadTest {
    @TempDir
    Path directory;

    private Delivering to;

    @BeforeEach
    void create() {
        to = new Delivering(directory);
    }

    @AfterEach
    void stop() throws IOException {
        to.close();
    }

    @Test
    void whoever_looks_at_the_figures_at_whatever_moment_finds_every_request_exactly_once() {
        for (int i = 0; i < 300; i++) {
            to.journal.requests(10);
        }
        to.backend.answers(delivery -> chance(delivery));
        to.start();

        int expired = 0;
        while (!to.isIdle()) {
            if (expired < 20 && to.figures().delivered() > expired * 70) {
                expired++;
                to.journal.expire();
            }
            DestinationFigures figures = to.figures();
            assertThat(figures.delivered() + figures.waiting() + figures.lost()).isEqualTo(3000);
        }
        assertThat(to.figures().delivered()).isPositive();
        assertThat(to.figures().lost(Loss.SET_ASIDE)).isPositive();
    }

    private static Reply chance(Delivery delivery) {
        if (delivery.ids().stream().anyMatch(id -> id.endsWith("99"))) {
            return status(400);
        }
        return delivery.hashCode() % 9 == 0 ? status(500) : ok();
    }

    @Test
    void the_end_of_the_process_does_not_wait_for_a_long_pause() {
        to.backend.answers(delivery -> status(401));
        to.journal.requests(1);
        Shipper patient = to.shipperWithRealPauses();
        Thread thread = new Thread(patient);
        thread.setDaemon(true);
        thread.start();
        await().until(() -> patient.state().startsWith("paused"));

        to.backend.answers(delivery -> ok());
        patient.hurry();
        delivered();
        patient.stop();
    }

    @Test
    void a_process_that_waits_no_longer_leaves_what_it_has_in_the_journal() throws InterruptedException {
        to.backend.answers(delivery -> silence());
        to.journal.requests(4);
        to.start();
        await().until(() -> !to.backend.deliveries.isEmpty());

        to.shipper.hurry();
        to.shipper.giveUp();

        to.thread.join(TimeUnit.SECONDS.toMillis(60));
        assertThat(to.thread.isAlive()).isFalse();
        assertThat(to.journal.left()).hasSize(1);
        assertThat(to.figures().waiting()).isEqualTo(4);
        assertThat(to.said()).isEmpty();
    }

    @Test
    void a_process_that_is_made_an_image_of_has_no_connection_and_opens_none() {
        to.journal.requests(1);
        to.start();
        delivered();
        assertThat(to.backend.connections()).isEqualTo(1);

        to.shipper.suspend();
        await().until(() -> !to.backend.hasOpenConnection());
        to.journal.requests(2);
        to.shipper.resume();
        delivered();

        assertThat(to.backend.connections()).isEqualTo(2);
        assertThat(to.backend.accepted()).isEqualTo(ids(0, 3));
    }

    @Test
    void a_delivery_that_hangs_is_broken_off_for_an_image_and_done_again_after_it() {
        to.backend.answers(delivery -> silence());
        to.journal.requests(2);
        to.start();
        await().until(() -> !to.backend.deliveries.isEmpty());

        to.shipper.suspend();
        await().until(() -> !to.backend.hasOpenConnection());
        to.backend.answers(delivery -> ok());
        to.shipper.resume();
        delivered();

        assertThat(to.said()).doesNotContain("cannot be delivered");
        assertThat(to.figures().delivered()).isEqualTo(2);
    }

    @Test
    void one_who_interrupts_all_threads_does_not_stop_us() {
        to.backend.answers(delivery -> delivery.hashCode() % 3 == 0 ? ok() : status(500));
        for (int i = 0; i < 50; i++) {
            to.journal.requests(2);
        }
        to.start();
        while (!to.isIdle()) {
            to.thread.interrupt();
            Thread.yield();
        }

        assertThat(to.backend.accepted()).isEqualTo(ids(0, 100));
        await().until(() -> to.figures().delivered() == 100);
    }

    @Test
    void a_jvm_without_memory_for_a_moment_neither_loses_a_batch_nor_counts_it_twice() {
        to.backend.answers(delivery -> {
            to.journal.fault.set(new OutOfMemoryError("for a test"));
            return ok();
        });
        to.journal.requests(3);
        to.journal.requests(4);
        to.start();
        delivered();

        await().until(() -> to.figures().delivered() == 7);
        assertThat(to.figures().waiting()).isZero();
        assertThat(to.backend.accepted()).containsAll(ids(0, 7));
        assertThat(to.said()).containsOnlyOnce("for a test");
    }

    @Test
    void a_destination_that_hangs_does_not_hold_up_another(@TempDir Path other) throws IOException {
        to.backend.answers(delivery -> silence());
        to.journal.requests(5);
        to.start();
        await().until(() -> !to.backend.deliveries.isEmpty());
        try (Delivering second = new Delivering(other)) {
            second.journal.requests(5);
            second.start();

            await().until(() -> second.figures().delivered() == 5);
        }
        assertThat(to.figures().waiting()).isEqualTo(5);
    }

    private void delivered() {
        await().atMost(60, TimeUnit.SECONDS).until(to::isIdle);
    }

    private static List<String> ids(long first, int count) {
        return LongStream.range(first, first + count).mapToObj(n -> "id-" + n).collect(Collectors.toList());
    }
}
