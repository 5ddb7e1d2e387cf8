package dev.rollcall.backend.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.duckdb.DuckDBAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of batches, before and after it was tidied up. */
class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-08-31T00:00:00Z");

    @TempDir
    Path directory;

    private Database database;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(directory.resolve("events.duckdb"), directory.resolve("exports"), "300MB", 1);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void neighbours_become_one_row_and_gaps_stay() throws Exception {
        add(NOW, new BatchId("a", 0, 10), new BatchId("a", 10, 5), new BatchId("a", 20, 5), new BatchId("b", 15, 5));

        Retention.tidyBatches(database.writer(), NOW);

        assertThat(rows()).containsExactlyInAnyOrder("a 0 15", "a 20 5", "b 15 5");
    }

    @Test
    void a_process_that_is_still_heard_of_keeps_its_oldest_batches_and_a_silent_one_none() throws Exception {
        Instant longAgo = NOW.minus(Retention.BATCH_DAYS + 1, ChronoUnit.DAYS);
        add(longAgo, new BatchId("alive", 0, 10), new BatchId("silent", 0, 10));
        add(NOW, new BatchId("alive", 50, 10));

        Retention.tidyBatches(database.writer(), NOW);

        assertThat(rows()).containsExactlyInAnyOrder("alive 0 10", "alive 50 10");
    }

    @Test
    void whatever_the_batches_were_what_is_known_of_them_stays_the_same() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<BatchId> batches = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                // The last one lies where a row could no longer count what it stands for.
                long first = random.nextInt(12) == 0 ? 999_999_990L + random.nextInt(20) : random.nextInt(200);
                batches.add(new BatchId("i" + random.nextInt(2), first, 1 + random.nextInt(15)));
            }
            database.writer().createStatement().execute("DELETE FROM batch");
            add(NOW, batches.toArray(new BatchId[0]));
            TakenRanges before = known();

            Retention.tidyBatches(database.writer(), NOW);

            TakenRanges after = known();
            // A range over the place where rows end may be told by several.
            assertThat(rows().size()).isLessThanOrEqualTo(before.size() + 8);
            for (String instance : List.of("i0", "i1")) {
                for (long from = 0; from < 230; from++) {
                    for (int count = 1; count < 20; count++) {
                        BatchId asked = new BatchId(instance, from, count);
                        assertThat(after.known(asked))
                                .as("%s of %d", asked, seed)
                                .isEqualTo(before.known(asked));
                        BatchId far = new BatchId(instance, 999_999_900L + from, count);
                        assertThat(after.known(far)).as("%s of %d", far, seed).isEqualTo(before.known(far));
                    }
                }
            }
        }
    }

    private void add(Instant received, BatchId... batches) throws SQLException {
        try (DuckDBAppender rows = database.writer().createAppender("batch")) {
            for (BatchId batch : batches) {
                rows.beginRow()
                        .append(batch.instance())
                        .append(batch.first())
                        .append(batch.count())
                        .append(LocalDateTime.ofInstant(received, ZoneOffset.UTC))
                        .endRow();
            }
        }
    }

    private TakenRanges known() throws SQLException {
        TakenRanges known = new TakenRanges();
        try (Statement statement = database.writer().createStatement();
                ResultSet rows = statement.executeQuery("SELECT instance, first_sequence, count FROM batch")) {
            while (rows.next()) {
                known.add(new BatchId(rows.getString(1), rows.getLong(2), rows.getInt(3)));
            }
        }
        return known;
    }

    private List<String> rows() throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement statement = database.writer().createStatement();
                ResultSet rows = statement.executeQuery("SELECT instance, first_sequence, count FROM batch")) {
            while (rows.next()) {
                all.add(rows.getString(1) + " " + rows.getLong(2) + " " + rows.getInt(3));
            }
        }
        return all;
    }
}
