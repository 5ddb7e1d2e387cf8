package dev.rollcall.core.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final int DEFAULT_SLOTS = 65536;
    private static final Wanted WANTED =
            new Wanted(List.of("authorization"), List.of(), List.of(), false, false, false);

    private final Recorder recorder = new Recorder(WANTED, DEFAULT_SLOTS);

    @Test
    void exchanges_that_never_end_do_not_cost_others_their_long_headers() {
        // A server whose end hook was switched off, or a connection whose end nobody tells.
        for (int i = 0; i < 10_000; i++) {
            recorder.begin().record().requestHeader(0, token(8000));
        }

        recorder.submit(endedWith(token(8000)));

        assertThat(drained()).containsExactly(8000);
        assertThat(recorder.longTextsRefused()).isZero();
    }

    @Test
    void long_headers_make_the_ring_full_before_it_takes_too_much_memory() {
        String token = token(7000);
        while (recorder.lostRingFull() == 0) {
            recorder.submit(endedWith(token));
        }

        assertThat(recorder.waiting()).isBetween(1000, (48 << 20) / 7000);
        assertThat(recorder.seen()).isEqualTo(recorder.waiting() + 1);
        assertThat(drained()).hasSize((int) recorder.seen() - 1).containsOnly(7000);
    }

    @Test
    void a_ring_that_was_full_of_long_headers_takes_as_many_again() {
        int first = fill();
        drained();
        int second = fill();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void a_small_ring_is_full_when_its_slots_are() {
        Recorder small = new Recorder(WANTED, 16);
        for (int i = 0; i < 17; i++) {
            small.submit(endedWith(small, token(15_000)));
        }

        assertThat(small.waiting()).isEqualTo(16);
        assertThat(small.lostRingFull()).isEqualTo(1);
    }

    @Test
    void a_record_that_found_the_ring_full_serves_another_request_and_remembers_nothing() {
        Recorder small = new Recorder(WANTED, 2);
        small.submit(endedWith(small, "first"));
        small.submit(endedWith(small, "second"));
        List<String> counted = new ArrayList<>();
        small.overflowInto(record -> counted.add(record.requestHeader(0)));
        Record refused = endedWith(small, "third");
        small.submit(refused);
        Record again = small.begin().record();

        assertThat(counted).containsExactly("third");
        assertThat(again).isSameAs(refused);
        assertThat(again.requestHeader(0)).isNull();
        assertThat(new String(again.buffer(), ISO_8859_1)).doesNotContain("third");
        assertThat(small.begin().record()).as("one at a time").isNotSameAs(again);
    }

    @Test
    void a_header_that_is_too_long_is_refused_and_counted() {
        recorder.submit(endedWith(token(Record.MAX_VALUE)));
        assertThat(recorder.longTextsRefused()).isZero();

        recorder.submit(endedWith(token(Record.MAX_VALUE + 1)));

        assertThat(recorder.longTextsRefused()).isEqualTo(1);
        assertThat(drained()).hasSize(2).contains(Record.MAX_VALUE);
    }

    @Test
    void headers_that_are_long_only_together_are_refused_from_the_first_that_does_not_fit() {
        Wanted three = new Wanted(List.of("a", "b", "c"), List.of(), List.of(), false, false, false);
        Recorder all = new Recorder(three, 16);
        Record record = all.begin().record();

        record.requestHeader(0, token(15_000));
        record.requestHeader(1, token(15_000));
        record.requestHeader(2, token(15_000));

        assertThat(record.requestHeaderLength(0)).isEqualTo(15_000);
        assertThat(record.requestHeaderLength(1)).isEqualTo(15_000);
        assertThat(record.requestHeaderLength(2)).isNegative();
        assertThat(all.longTextsRefused()).isEqualTo(1);
    }

    @Test
    void a_record_that_is_made_while_most_tokens_are_long_has_room_for_one() {
        assertThat(recorder.begin().record().capacity()).isEqualTo(Texts.INITIAL_BYTES);

        submitAndDrain(200, 900);
        assertThat(newRecord().capacity()).isEqualTo(Texts.INITIAL_BYTES * 2);

        submitAndDrain(200, 100);
        assertThat(newRecord().capacity()).isEqualTo(Texts.INITIAL_BYTES);
    }

    @Test
    void a_few_long_tokens_do_not_make_all_records_larger() {
        for (int i = 0; i < 300; i++) {
            submitAndDrain(1, i % 3 == 0 ? 15_000 : 100);
        }

        assertThat(newRecord().capacity()).isEqualTo(Texts.INITIAL_BYTES);
    }

    @Test
    void what_comes_while_the_drain_thread_sleeps_leaves_its_records_for_the_next() {
        Set<Record> used = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 4000; i++) {
            Record record = endedWith("token");
            used.add(record);
            recorder.submit(record);
        }
        drained();

        for (int i = 0; i < 4000; i++) {
            assertThat(used.remove(recorder.begin().record())).isTrue();
        }
    }

    /** One that nobody has used before: all that were used are taken. */
    private Record newRecord() {
        Record record = recorder.begin().record();
        for (int i = 0; i < 1000; i++) {
            record = recorder.begin().record();
        }
        return record;
    }

    private void submitAndDrain(int requests, int tokenLength) {
        for (int i = 0; i < requests; i++) {
            recorder.submit(endedWith(token(tokenLength)));
        }
        drained();
    }

    private int fill() {
        long lost = recorder.lostRingFull();
        int count = 0;
        while (recorder.lostRingFull() == lost) {
            recorder.submit(endedWith(token(3000)));
            count++;
        }
        return count;
    }

    private Record endedWith(String token) {
        return endedWith(recorder, token);
    }

    private static Record endedWith(Recorder recorder, String token) {
        Exchange exchange = recorder.begin();
        exchange.record().requestHeader(0, token);
        Record record = exchange.end();
        assertThat(record).isNotNull();
        return record;
    }

    /** The lengths of the headers of all that waits. */
    private List<Integer> drained() {
        List<Integer> lengths = new ArrayList<>();
        while (recorder.drain(record -> lengths.add(record.requestHeaderLength(0)), 1000) > 0) {
            continue;
        }
        return lengths;
    }

    private static String token(int length) {
        return "t".repeat(length);
    }
}
