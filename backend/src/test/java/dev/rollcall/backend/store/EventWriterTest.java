package dev.rollcall.backend.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.backend.event.ApiEvent;
import java.nio.file.Files;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EventWriterTest extends WriterFixture {
    @Test
    void what_was_answered_is_there_after_a_restart_with_every_field() throws Exception {
        ApiEvent event = events.one();
        event.customerAccepted = true;
        event.path = "/r/\u00e4\ud83d\ude00<script>";

        assertThat(store(null, List.of(event))).isEqualTo(1);
        close();
        open();

        assertThat(rows(
                        "SELECT event_id, epoch_us(ts), count, duration_us, customer_id, customer_accepted, path, status,"
                                + " properties['region'], duration_buckets FROM event"))
                .containsExactly(List.of(
                        event.id.toString(),
                        Long.toString(event.epochMicros),
                        Integer.toString(event.count),
                        Long.toString(event.durationMicros),
                        String.valueOf(event.customerId),
                        "true",
                        event.path,
                        Integer.toString(event.status),
                        String.valueOf(event.properties.get("region")),
                        event.durationBuckets == null ? "null" : java.util.Arrays.toString(event.durationBuckets)));
    }

    @Test
    void a_batch_that_is_delivered_again_is_stored_once_also_after_a_restart() throws Exception {
        List<ApiEvent> batch = events.some(100);
        BatchId id = new BatchId("i", 0, 100);

        assertThat(store(id, batch)).isEqualTo(100);
        assertThat(store(id, batch)).isZero();
        close();
        open();
        assertThat(store(id, batch)).isZero();

        assertSums(batch);
    }

    @Test
    void two_deliveries_of_a_batch_at_the_same_moment_are_stored_once() throws Exception {
        List<ApiEvent> batch = events.some(100);
        BatchId id = new BatchId("i", 0, 100);

        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(submit(id, batch));
        }

        int stored = 0;
        for (CompletableFuture<Integer> answer : answers) {
            stored += answer.get();
        }
        assertThat(stored).isEqualTo(100);
        assertSums(batch);
    }

    @Test
    void a_batch_that_was_cut_in_another_way_adds_only_what_is_new() throws Exception {
        List<ApiEvent> all = events.some(100);

        assertThat(store(new BatchId("i", 0, 60), all.subList(0, 60))).isEqualTo(60);
        assertThat(store(new BatchId("i", 40, 60), all.subList(40, 100))).isEqualTo(40);
        assertThat(store(new BatchId("i", 10, 80), all.subList(10, 90))).isZero();

        assertSums(all);
    }

    @Test
    void events_without_a_batch_are_known_by_their_ids() throws Exception {
        List<ApiEvent> all = events.some(50);
        List<ApiEvent> twice = new ArrayList<>(all);
        twice.addAll(all);

        assertThat(store(null, twice)).isEqualTo(50);
        assertThat(store(null, all)).isZero();
        assertThat(store(new BatchId("i", 0, 50), events.some(50))).isEqualTo(50);
    }

    @Test
    void batches_of_two_processes_with_the_same_numbers_are_two() throws Exception {
        assertThat(store(new BatchId("a", 0, 10), events.some(10))).isEqualTo(10);
        assertThat(store(new BatchId("b", 0, 10), events.some(10))).isEqualTo(10);
    }

    @Test
    void sums_stay_exact_when_their_rows_are_made_one() throws Exception {
        List<ApiEvent> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            List<ApiEvent> batch = events.some(200);
            all.addAll(batch);
            store(new BatchId("i", i * 200L, 200), batch);
        }
        long before = number("SELECT count(*) FROM customer_day_duration");
        writer.close();

        new Compaction(database.writer()).run();

        assertThat(number("SELECT count(*) FROM customer_day_duration")).isLessThan(before);
        assertThat(number("SELECT count(*) FROM customer_day"))
                .isEqualTo(number("SELECT count(DISTINCT (api, customer_id, day)) FROM customer_day"));
        assertSums(all);
    }

    @Test
    void a_status_is_kept_and_counts_no_request() throws Exception {
        ApiEvent status = events.one();
        status.kind = ApiEvent.Kind.STATUS;
        status.count = 0;

        assertThat(store(null, List.of(status))).isEqualTo(1);

        assertThat(number("SELECT count(*) FROM event")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM customer_day")).isZero();
    }

    @Test
    void an_event_that_cannot_be_written_harms_no_other_delivery() throws Exception {
        ApiEvent unwritable = events.one();
        List<ApiEvent> good = events.some(10);

        CompletableFuture<Integer> bad = submit(new BatchId("bad", 0, 1), List.of(broken(unwritable)));
        CompletableFuture<Integer> fine = submit(new BatchId("good", 0, 10), good);

        assertThatThrownBy(bad::get).isNotNull();
        assertThat(fine.get()).isEqualTo(10);
        assertSums(good);
    }

    @Test
    void when_the_last_step_of_a_transaction_fails_nothing_of_it_is_there() throws Exception {
        try (Statement statement = database.writer().createStatement()) {
            statement.execute("DROP TABLE route_hour");
        }

        assertThatThrownBy(() -> store(new BatchId("i", 0, 10), events.some(10)))
                .isNotNull();

        assertThat(number("SELECT count(*) FROM event")).isZero();
        assertThat(number("SELECT count(*) FROM batch")).isZero();
        assertThat(number("SELECT count(*) FROM customer_day")).isZero();
        assertThat(number("SELECT count(*) FROM customer_day_duration")).isZero();
    }

    @Test
    void a_delivery_of_nothing_waits_for_nobody() {
        assertThat(submit(null, List.of())).isCompletedWithValue(0);
        assertThat(submit(new BatchId("i", 0, 1), List.of())).isCompletedWithValue(0);
    }

    @Test
    void the_engine_touches_no_file_but_its_own() {
        for (String sql : List.of(
                "SELECT * FROM read_csv('/etc/passwd')",
                "COPY event TO '" + directory.resolve("x.csv") + "'",
                "ATTACH '" + directory.resolve("y.duckdb") + "'",
                "SET enable_external_access = true")) {
            assertThatThrownBy(() -> number(sql)).as(sql).isInstanceOf(SQLException.class);
        }
        assertThat(Files.exists(directory.resolve("x.csv"))).isFalse();
    }

    /** A mistake of ours stands for whatever the engine refuses in the middle of a transaction. */
    private static ApiEvent broken(ApiEvent event) {
        event.kind = null;
        return event;
    }
}
