package dev.rollcall.backend.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.duckdb.DuckDBConnection;

/**
 * Deletes by age: events, of which the sums stay, and what is known of batches of senders that have been silent for long. Work of the
 * thread that writes ({@link EventWriter#perform}).
 */
public final class Retention {
    /** Nobody delivers a batch again after so long: agents give up after a week unless told otherwise. */
    static final int BATCH_DAYS = 60;

    /** Rows of batches are made fewer by making one of neighbours, though not of more events than a row can count. */
    private static final long MAX_MERGED = 1_000_000_000;

    private Retention() {}

    /**
     * Deletes the events of requests that began more than so many days ago.
     *
     * @param days at least 1
     * @return how many
     */
    public static long deleteEvents(DuckDBConnection writer, Instant now, int days) throws SQLException {
        try (PreparedStatement statement = writer.prepareStatement("DELETE FROM event WHERE ts < ?")) {
            statement.setObject(1, LocalDateTime.ofInstant(now.minus(days, ChronoUnit.DAYS), ZoneOffset.UTC));
            return statement.executeUpdate();
        }
    }

    /** Forgets batches of processes that delivered nothing for {@value #BATCH_DAYS} days, and makes one row of neighbours. */
    public static void tidyBatches(DuckDBConnection writer, Instant now) throws SQLException {
        String oldest = Archive.literal(now.minus(BATCH_DAYS, ChronoUnit.DAYS));
        boolean done = false;
        try (Statement statement = writer.createStatement()) {
            statement.execute("BEGIN TRANSACTION");
            statement.execute("CREATE TEMP TABLE tidy AS WITH"
                    + " one AS (SELECT instance, first_sequence, max(count) AS count, max(received) AS received,"
                    + " first_sequence // " + MAX_MERGED + " AS part FROM batch GROUP BY ALL),"
                    + " heard AS (SELECT *, max(received) OVER (PARTITION BY instance) AS last_heard,"
                    + " max(first_sequence + count) OVER (PARTITION BY instance, part ORDER BY first_sequence"
                    + " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS end_before FROM one),"
                    + " island AS (SELECT *, count(*) FILTER (WHERE end_before IS NULL OR first_sequence > end_before)"
                    + " OVER (PARTITION BY instance, part ORDER BY first_sequence ROWS UNBOUNDED PRECEDING) AS number"
                    + " FROM heard WHERE last_heard >= " + oldest + ")"
                    + " SELECT instance, min(first_sequence) AS first_sequence,"
                    + " CAST(max(first_sequence + count) - min(first_sequence) AS INTEGER) AS count,"
                    + " max(received) AS received FROM island GROUP BY instance, part, number");
            statement.execute("DELETE FROM batch");
            statement.execute("INSERT INTO batch FROM tidy");
            statement.execute("DROP TABLE tidy");
            statement.execute("COMMIT");
            done = true;
        } finally {
            // Whatever went wrong: the next delivery begins a transaction, which one that is open would not let it.
            if (!done) {
                rollBack(writer);
            }
        }
    }

    private static void rollBack(DuckDBConnection writer) {
        try (Statement statement = writer.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException endedAlready) {
            // A commit that failed has ended the transaction.
            return;
        }
    }
}
