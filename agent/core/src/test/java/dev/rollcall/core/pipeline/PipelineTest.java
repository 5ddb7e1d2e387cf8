package dev.rollcall.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.core.event.EventClock;
import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.exchange.Record;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private final Memory sink = new Memory();

    @Test
    void events_are_numbered_in_the_order_they_leave_the_ring() {
        Traffic traffic = new Traffic();
        Pipeline pipeline = traffic.into(sink);
        traffic.requests(3);
        pipeline.round();

        assertThat(sink.sequences).containsExactly(0L, 1L, 2L);
        assertThat(sink.events.get(2)).contains("\"path\":\"/items/2\"", "\"customer_id\":\"c2\"");
        assertThat(sink.rounds).isEqualTo(1);
    }

    @Test
    void what_the_drain_thread_does_before_the_first_request_leaves_no_trace() {
        Traffic traffic = new Traffic();
        Pipeline pipeline = traffic.into(sink);
        for (int i = 0; i < 3; i++) {
            pipeline.rehearse();
        }
        assertThat(sink.prepared).isEqualTo(3);
        assertThat(sink.events).isEmpty();
        assertThat(pipeline.accounting().seen()).isZero();
        assertThat(pipeline.accounting().isSettled()).isTrue();
        assertThat(traffic.identifier.customerRules()).allMatch(rule -> rule.hits() == 0);
        assertThat(traffic.identifier.userRules()).allMatch(rule -> rule.hits() == 0);
        assertThat(traffic.identifier.claimNames()).isEmpty();
        assertThat(traffic.identifier.refused()).isZero();
        assertThat(traffic.said()).isEmpty();

        traffic.requests(1);
        pipeline.round();
        assertThat(sink.sequences).containsExactly(0L);
        assertThat(sink.events.get(0)).contains("\"path\":\"/items/0\"").doesNotContain("rollcall/0");
    }

    @Test
    void an_excluded_path_is_counted_and_not_told() {
        Traffic traffic = new Traffic();
        Pipeline pipeline = traffic.into(sink);
        traffic.request("acme", "/health");
        traffic.request("acme", "/items/1");
        pipeline.round();

        assertThat(sink.events).hasSize(1);
        assertThat(pipeline.accounting().excluded()).isEqualTo(1);
        assertThat(pipeline.accounting().isSettled()).isTrue();
    }

    @Test
    void a_request_that_cannot_be_made_an_event_is_counted_and_the_next_one_is_told() {
        Traffic traffic = new Traffic();
        sink.poison = "/items/1\"";
        Pipeline pipeline = traffic.into(sink);
        traffic.requests(3);
        pipeline.round();

        assertThat(sink.events).hasSize(2);
        assertThat(sink.sequences).as("no number is left out").containsExactly(0L, 1L);
        assertThat(pipeline.accounting().lost(Loss.EVENT_FAILED)).isEqualTo(1);
        assertThat(pipeline.accounting().isSettled()).isTrue();
        assertThat(traffic.said()).containsOnlyOnce("a request could not be told");
    }

    @Test
    void headers_that_are_too_long_are_announced_once_and_their_requests_are_told() {
        Traffic traffic = new Traffic();
        Pipeline pipeline = traffic.into(sink);
        traffic.requests(1);
        pipeline.round();
        assertThat(traffic.said()).doesNotContain("too long");

        for (int i = 0; i < 2; i++) {
            traffic.request("c".repeat(Record.MAX_VALUE + 1), "/items/1");
            pipeline.round();
        }

        assertThat(sink.events).hasSize(3);
        assertThat(traffic.said()).containsOnlyOnce("headers were too long to be read");
    }

    @Test
    void the_drain_thread_survives_whatever_a_round_throws() {
        Traffic traffic = new Traffic();
        sink.failingRounds = 3;
        Pipeline pipeline = traffic.into(sink);
        Thread drain = Traffic.run(pipeline);
        await().until(() -> sink.failingRounds == 0);
        traffic.requests(5);
        await().until(() -> pipeline.accounting().isSettled());

        assertThat(drain.isAlive()).isTrue();
        assertThat(sink.events).hasSize(5);
        pipeline.stop();
    }

    @Test
    void the_drain_thread_survives_a_clock_that_throws() {
        Traffic traffic = new Traffic();
        long[] calls = {0};
        EventClock clock = new EventClock(Clock.systemUTC(), () -> {
            if (++calls[0] == 3) {
                throw new IllegalStateException("clock");
            }
            return System.nanoTime();
        });
        Pipeline pipeline = traffic.into(sink, sink, clock);
        Traffic.run(pipeline);
        await().until(() -> calls[0] > 5);
        traffic.requests(1);
        await().until(() -> sink.events.size() == 1);
        pipeline.stop();
    }

    @Test
    void requests_that_find_the_ring_full_before_there_is_a_pipeline_are_lost_and_counted() {
        Traffic traffic = new Traffic(8);
        traffic.requests(20);
        Pipeline pipeline = traffic.into(sink);
        assertThat(pipeline.accounting().waiting()).isEqualTo(8);
        pipeline.round();

        Accounting accounting = pipeline.accounting();
        assertThat(accounting.seen()).isEqualTo(20);
        assertThat(accounting.delivered()).isEqualTo(8);
        assertThat(accounting.lost(Loss.RING_FULL)).isEqualTo(12);
        assertThat(accounting.isSettled()).isTrue();
        assertThat(accounting)
                .hasToString("20 seen = 8 delivered + 0 waiting + 0 excluded + 0 rolled up + 12 lost, ring_full 12");
    }

    @Test
    void counters_add_up_while_eight_threads_send_and_some_events_fail() throws InterruptedException {
        Traffic traffic = new Traffic(256);
        sink.poison = "/items/13\"";
        Pipeline pipeline = traffic.into(sink);
        Traffic.run(pipeline);
        CountDownLatch done = new CountDownLatch(8);
        for (int t = 0; t < 8; t++) {
            Traffic.run(() -> {
                traffic.requests(5000);
                done.countDown();
            });
        }
        done.await();
        await().until(() -> pipeline.accounting().isSettled());

        Accounting accounting = pipeline.accounting();
        assertThat(accounting.seen()).isEqualTo(40_000);
        assertThat(accounting.delivered() + accounting.rolledUp() + accounting.lost(Loss.EVENT_FAILED))
                .isEqualTo(40_000);
        assertThat(accounting.delivered())
                .isEqualTo(sink.events.stream()
                        .filter(event -> event.contains("\"api_request\""))
                        .count());
        assertThat(sink.sequences.get(sink.sequences.size() - 1)).isEqualTo(sink.sequences.size() - 1L);
        assertThat(accounting.lost(Loss.EVENT_FAILED)).isLessThanOrEqualTo(8);
        pipeline.stop();
    }

    /** Keeps events, and fails where a test wants it to. */
    private static final class Memory implements EventSink, Destination {
        final List<String> events = new ArrayList<>();
        final List<Long> sequences = new ArrayList<>();
        String poison = "nothing";
        volatile int failingRounds;
        int rounds;
        int prepared;
        private volatile long taken;
        private volatile long rolledUp;

        @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
        @Override
        public boolean append(EventKind kind, int requests, long sequence, byte[] bytes, int offset, int length) {
            String event = new String(bytes, offset, length, StandardCharsets.UTF_8);
            if (event.contains(poison)) {
                throw new StackOverflowError("poison");
            }
            events.add(event);
            sequences.add(sequence);
            if (kind == EventKind.ROLLUP) {
                rolledUp += requests;
            } else {
                taken++;
            }
            return true;
        }

        @Override
        public void prepare() {
            prepared++;
        }

        @Override
        public void endRound(long nowNanos) {
            rounds++;
            if (failingRounds > 0) {
                failingRounds = failingRounds - 1;
                throw new IllegalStateException("round");
            }
        }

        @Override
        public DestinationFigures figures() {
            return new DestinationFigures(taken, 0, rolledUp, 0, new long[Loss.values().length]);
        }

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public String state() {
            return "taking";
        }

        @Override
        public void renew(Instance instance) {}

        @Override
        public void hurry() {}

        @Override
        public void giveUp() {}

        @Override
        public String place() {
            return "memory";
        }
    }
}
