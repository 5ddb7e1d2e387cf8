package dev.rollcall.backend.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.lab.Obstacle;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong on the thread that writes: who waits is answered, nothing is there twice or in part, and it goes on. */
class WriterFailuresTest extends WriterFixture {
    private static final BatchId BATCH = new BatchId("i", 0, 100);

    /** So many rows of sums, in one delivery, that their rows are made fewer behind it. */
    private static final int CROWD = 1000;

    private static final int BUCKETS = 400;

    /** Runs something on the thread that writes, in the middle of the transaction. */
    private static final class Trap extends ArrayList<ApiEvent> {
        private static final long serialVersionUID = 1;

        private final transient Runnable sprung;

        Trap(List<ApiEvent> events, Runnable sprung) {
            super(events);
            this.sprung = sprung;
        }

        @Override
        public Object[] toArray() {
            sprung.run();
            return super.toArray();
        }
    }

    @Test
    void a_commit_that_fails_stores_nothing_and_the_next_delivery_is_stored_once() throws Exception {
        execute("CREATE TABLE claimed (number INTEGER PRIMARY KEY)");
        List<ApiEvent> batch = events.some(100);

        // Two transactions claim the same: the engine finds out when the second one commits.
        CompletableFuture<Integer> failing = submit(BATCH, new Trap(batch, () -> {
            try {
                claim(database.writer());
                database.read(WriterFailuresTest::claim);
            } catch (SQLException problem) {
                throw new IllegalStateException("not while the transaction is open", problem);
            }
        }));

        assertThatThrownBy(failing::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SQLException.class)
                .hasMessageContaining("ommit");
        for (String table : List.of(
                "event",
                "batch",
                "customer_day",
                "customer_day_duration",
                "route_hour",
                "route_day_duration",
                "api_day_duration")) {
            assertThat(number("SELECT count(*) FROM " + table)).as(table).isZero();
        }
        assertThat(store(BATCH, batch)).isEqualTo(100);
        assertThat(store(BATCH, batch)).isZero();
        assertSums(batch);
    }

    private static boolean claim(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("INSERT INTO claimed VALUES (1)");
        }
    }

    @Test
    void an_error_in_the_middle_of_a_transaction_is_answered_and_the_next_delivery_is_stored_once() throws Exception {
        List<ApiEvent> batch = events.some(100);
        CompletableFuture<Integer> failing = submit(BATCH, new Trap(batch, () -> {
            throw new OutOfMemoryError("of the test");
        }));

        assertThatThrownBy(failing::get).hasCauseInstanceOf(OutOfMemoryError.class);
        // Known before it is answered, and for a second at least.
        assertThat(writer.state()).isEqualTo(EventWriter.State.FAILING);

        assertThat(store(BATCH, batch)).isEqualTo(100);
        assertThat(store(BATCH, batch)).isZero();
        assertSums(batch);
        await().untilAsserted(() -> assertThat(writer.state()).isEqualTo(EventWriter.State.WORKING));
    }

    @Test
    void an_error_of_who_only_watches_costs_nobody_an_event() throws Exception {
        List<ApiEvent> all = events.some(100);
        writer.onStored(stored -> {
            throw new OutOfMemoryError("of the test");
        });

        assertThat(store(BATCH, all)).isEqualTo(100);
        assertThat(store(BATCH, all)).isZero();
        assertThat(store(null, events.some(10))).isEqualTo(10);

        assertThat(number("SELECT count(*) FROM event")).isEqualTo(110);
        assertThat(writer.state()).isEqualTo(EventWriter.State.WORKING);
    }

    @Test
    void sums_stay_exact_while_their_rows_cannot_be_made_fewer_and_later_they_are() throws Exception {
        List<ApiEvent> all = new ArrayList<>();
        storeCrowd(all);
        try (Connection other = database.writer().duplicate();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN TRANSACTION");
            // What somebody else has deleted, and may bring back, cannot be made fewer.
            statement.execute("DELETE FROM customer_day");
            storeCrowd(all);
            statement.execute("ROLLBACK");
        }
        // Answered behind what the crowd's delivery has left to do.
        assertThat(writer.perform(connection -> rowsBesideOne())
                        .toCompletableFuture()
                        .get())
                .isEqualTo(CROWD);
        assertSums(all);

        storeCrowd(all);

        assertThat(writer.perform(connection -> rowsBesideOne())
                        .toCompletableFuture()
                        .get())
                .isZero();
        assertSums(all);
    }

    @Test
    void a_day_on_which_every_customer_came_once_has_one_row_for_each_key_too() throws Exception {
        List<ApiEvent> all = new ArrayList<>();
        storeCrowd(all, "early-");
        storeCrowd(all, "late-");

        assertThat(writer.perform(connection -> number("SELECT count(*) FROM api_day_duration"))
                        .toCompletableFuture()
                        .get())
                .isEqualTo(BUCKETS);
        assertSums(all);
    }

    @Test
    void a_store_that_was_closed_says_that_it_has_stopped() throws Exception {
        writer.close();

        assertThat(writer.state()).isEqualTo(EventWriter.State.STOPPED);
        assertThat(writer.submit(BATCH, events.some(100))).isNull();
    }

    @Test
    void when_the_thread_that_writes_has_ended_nobody_waits_for_it() throws Exception {
        Trap trap = new Trap(events.some(10), () -> {
            throw new OutOfMemoryError("of the test");
        });
        PrintStream err = System.err;
        // Not even a line can be written: nothing can catch that.
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void println(@Nullable String line) {
                throw new OutOfMemoryError("of the test, once more");
            }
        });
        try {
            assertThatThrownBy(submit(BATCH, trap)::get).isNotNull();
            await().until(() -> writer.state() == EventWriter.State.STOPPED);
        } finally {
            System.setErr(err);
        }

        assertThat(submit(null, events.some(10))).isCompletedExceptionally();
        assertThat(writer.perform(connection -> 7).toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void what_has_no_room_to_wait_is_refused_until_there_is_some() throws Exception {
        try (Obstacle obstacle = new Obstacle(EventWriter.MAX_WAITING - 10)) {
            CompletableFuture<Integer> held = submit(null, obstacle);
            obstacle.awaitReached();

            CompletableFuture<Integer> last = submit(null, events.some(10));
            assertThat(writer.submit(null, events.some(1))).isNull();

            obstacle.close();
            assertThat(last.get()).isEqualTo(10);
            assertThat(held).isCompletedExceptionally();
        }
        // Nothing waits any more: it could be refused for its size for ever.
        try (Obstacle larger = new Obstacle(EventWriter.MAX_WAITING + 1)) {
            await().until(() -> writer.submit(null, larger) != null);
            larger.awaitReached();
            assertThat(writer.submit(null, events.some(1))).isNull();
        }
        await().until(() -> writer.submit(null, events.some(1)) != null);
        await().untilAsserted(
                        () -> assertThat(number("SELECT count(*) FROM event")).isEqualTo(11));
    }

    /** How many rows there are beyond one for each key. */
    private long rowsBesideOne() throws SQLException {
        return number("SELECT count(*) - count(DISTINCT (api, customer_id, day)) FROM customer_day");
    }

    /** The same customers on the same day each time, with durations all over. */
    private void storeCrowd(List<ApiEvent> all) throws Exception {
        storeCrowd(all, "customer-");
    }

    private void storeCrowd(List<ApiEvent> all, String customer) throws Exception {
        List<ApiEvent> crowd = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            ApiEvent event = new ApiEvent();
            event.id = UUID.randomUUID();
            event.kind = ApiEvent.Kind.ROLLUP;
            event.api = "api";
            event.customerId = customer + i;
            event.epochMicros = 1_785_500_000_000_000L;
            event.method = "GET";
            event.route = "/r";
            event.status = 200;
            event.count = BUCKETS;
            event.durationMicros = 7L * BUCKETS;
            event.durationBuckets = new int[2 * BUCKETS];
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                event.durationBuckets[2 * bucket] = bucket;
                event.durationBuckets[2 * bucket + 1] = 1;
            }
            crowd.add(event);
        }
        assertThat(store(null, crowd)).isEqualTo(CROWD);
        all.addAll(crowd);
    }

    private void execute(String sql) throws SQLException {
        database.read(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }
}
