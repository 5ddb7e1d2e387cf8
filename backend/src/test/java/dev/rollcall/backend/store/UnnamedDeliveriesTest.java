package dev.rollcall.backend.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backend.event.ApiEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Deliveries whose events are known by their ids alone. Those that are submitted without waiting share a transaction. */
class UnnamedDeliveriesTest extends WriterFixture {
    private static final long HOUR = 3_600_000_000L;
    private static final long DAY = 24 * HOUR;

    @Test
    void the_same_event_in_many_deliveries_at_the_same_moment_is_stored_once() throws Exception {
        List<ApiEvent> batch = events.some(3);

        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            answers.add(submit(null, i % 2 == 0 ? batch : List.of(batch.get(i % 3))));
        }

        assertThat(sum(answers)).isEqualTo(3);
        assertSums(batch);
    }

    @Test
    void deliveries_of_times_that_are_far_apart_are_each_known_again() throws Exception {
        List<ApiEvent> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ApiEvent event = events.one();
            event.epochMicros += i % 2 * 300 * DAY - i % 5 * 40 * DAY + i * HOUR / 3;
            all.add(event);
        }

        assertThat(sum(each(all))).isEqualTo(40);
        assertThat(sum(each(all))).isZero();
        assertSums(all);
    }

    @Test
    void an_event_that_got_its_time_here_is_known_among_others_that_did_not() throws Exception {
        ApiEvent first = arrival(events.one(), 0);
        assertThat(store(null, List.of(first))).isEqualTo(1);

        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        answers.add(submit(null, List.of(events.one())));
        answers.add(submit(null, List.of(arrival(first, 6 * DAY), arrival(events.one(), 0))));
        answers.add(submit(null, List.of(arrival(first, 6 * DAY + HOUR))));

        assertThat(answers.get(0).get()).isEqualTo(1);
        assertThat(answers.get(1).get()).isEqualTo(1);
        assertThat(answers.get(2).get()).isZero();
    }

    @Test
    void an_event_without_an_id_of_its_senders_is_stored_whatever_comes_with_it() throws Exception {
        ApiEvent nameless = arrival(events.one(), 0);
        nameless.id = UUID.randomUUID();
        nameless.idIsOurs = true;
        List<ApiEvent> named = events.some(5);

        assertThat(store(null, List.of(nameless, named.get(0)))).isEqualTo(2);
        assertThat(store(null, named)).isEqualTo(4);
    }

    @Test
    void however_deliveries_are_cut_named_mixed_and_repeated_each_event_is_stored_once() throws Exception {
        Random random = new Random(11);
        List<ApiEvent> ofBatches = events.some(500);
        List<ApiEvent> unnamed = events.some(300);
        Set<UUID> sent = new HashSet<>();
        long stored = 0;
        for (int round = 0; round < 12; round++) {
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                List<ApiEvent> some;
                BatchId batch = null;
                if (random.nextBoolean()) {
                    int first = random.nextInt(490);
                    some = ofBatches.subList(first, first + 1 + random.nextInt(Math.min(60, 500 - first)));
                    batch = new BatchId("i", first, some.size());
                } else {
                    some = unnamed(unnamed, random, round);
                }
                some.forEach(event -> sent.add(event.id));
                answers.add(submit(batch, some));
            }
            stored += sum(answers);
            if (round == 6) {
                close();
                open();
            }
        }

        assertThat(stored).isEqualTo(sent.size());
        assertThat(number("SELECT count(*) FROM event")).isEqualTo(sent.size());
        assertThat(number("SELECT count(DISTINCT event_id) FROM event")).isEqualTo(sent.size());
    }

    /** Some of them; every third gets its time when it arrives, and so another one each time. */
    private static List<ApiEvent> unnamed(List<ApiEvent> all, Random random, int attempt) {
        List<ApiEvent> some = new ArrayList<>();
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            int which = random.nextInt(all.size());
            ApiEvent event = all.get(which);
            some.add(which % 3 == 0 ? arrival(event, attempt * HOUR) : event);
        }
        return some;
    }

    /** The same event as it is when it arrives so much later. */
    private static ApiEvent arrival(ApiEvent event, long later) {
        ApiEvent again = new ApiEvent();
        again.id = event.id;
        again.epochMicros = event.epochMicros + later;
        again.timeIsArrival = true;
        again.api = event.api;
        again.customerId = event.customerId;
        again.status = event.status;
        return again;
    }

    private List<CompletableFuture<Integer>> each(List<ApiEvent> all) {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (ApiEvent event : all) {
            answers.add(submit(null, List.of(event)));
        }
        return answers;
    }

    private static int sum(List<CompletableFuture<Integer>> answers) throws Exception {
        int sum = 0;
        for (CompletableFuture<Integer> answer : answers) {
            sum += answer.get();
        }
        return sum;
    }
}
