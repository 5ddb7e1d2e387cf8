package dev.rollcall.backend.store;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.store.Sums.CustomerName;
import dev.rollcall.backend.store.TakenRanges.Known;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Stores deliveries: their events, the sums over them, and which batches they were, in one transaction, so that all is there or
 * nothing is. An event is stored once: a batch that was taken is not taken again, and events that came without a batch's
 * name, or in batches that were cut in another way, are looked up by their ids. Confined to the writer's thread.
 */
final class Transactions {
    private static final int MAX_KNOWN_NAMES = 100_000;

    /** A megabyte that cannot be packed. */
    private static final String PUT_IN = "CREATE TABLE rehearsal AS SELECT uuid() AS id FROM range(65536)";

    private static final String TAKE_OUT = "DROP TABLE IF EXISTS rehearsal";

    private final DuckDBConnection connection;
    private final TakenRanges taken = new TakenRanges();
    private final Compaction compaction;
    private final StoredIds storedIds;
    /** Names that are stored as they are here; forgotten when there are too many, or when a transaction was undone. */
    private final Map<String, CustomerName> knownNames = new HashMap<>();

    private long nextSequence;
    /** Whether what is known of the tables has to be read again. */
    private boolean stale;

    private List<ApiEvent> stored = List.of();

    Transactions(DuckDBConnection connection) throws SQLException {
        this.connection = connection;
        this.compaction = new Compaction(connection);
        this.storedIds = new StoredIds(connection);
        load();
    }

    private void load() throws SQLException {
        stale = true;
        taken.clear();
        knownNames.clear();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT coalesce(max(sequence), -1) + 1 FROM event")) {
                rows.next();
                nextSequence = rows.getLong(1);
            }
            try (ResultSet rows = statement.executeQuery("SELECT instance, first_sequence, count FROM batch")) {
                while (rows.next()) {
                    taken.add(new BatchId(rows.getString(1), rows.getLong(2), rows.getInt(3)));
                }
            }
        }
        stale = false;
    }

    /**
     * Stores them.
     *
     * @return how many events of each submission were new
     * @throws SQLException when nothing was stored
     */
    int[] store(List<Submission> submissions) throws SQLException {
        int[] counts = inTransaction(() -> write(submissions));
        compact();
        return counts;
    }

    /** What is done in a transaction. */
    private interface Step {
        int[] run() throws SQLException;
    }

    private int[] inTransaction(Step step) throws SQLException {
        if (stale) {
            load();
        }
        boolean done = false;
        try {
            execute("BEGIN TRANSACTION");
            int[] counts = step.run();
            execute("COMMIT");
            done = true;
            return counts;
        } finally {
            if (!done) {
                undo();
            }
        }
    }

    /**
     * Stores as much as a delivery has, in every way that a delivery needs, and takes it out again.
     *
     * @throws SQLException when a delivery could not be stored
     */
    void rehearse() throws SQLException {
        execute(TAKE_OUT);
        inTransaction(() -> {
            // Without a change nothing is written to the disk, and a small one fits where a delivery does not.
            execute(PUT_IN);
            return write(List.of());
        });
        execute(TAKE_OUT);
    }

    /**
     * Transactions are begun and ended by statements: the driver's own begin only before the first statement, which an appender is
     * not, and are taken to go on when the engine has ended them because their commit failed.
     */
    private void execute(String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private void rollBack() {
        try {
            execute("ROLLBACK");
        } catch (SQLException endedAlready) {
            // A commit that failed, on a full disk for example, has ended the transaction.
            return;
        }
    }

    private void undo() throws SQLException {
        stored = List.of();
        stale = true;
        rollBack();
        load();
    }

    /** What is known of the tables is read again before the next delivery: somebody else has changed them. */
    void forget() {
        stale = true;
    }

    /** A transaction of its own, behind those of deliveries: that it fails must cost nobody his events. */
    private void compact() {
        if (!compaction.isDue()) {
            return;
        }
        boolean done = false;
        try {
            execute("BEGIN TRANSACTION");
            compaction.run();
            execute("COMMIT");
            done = true;
        } catch (SQLException | RuntimeException | Error problem) {
            System.err.println("rollcall: sums could not be made fewer, and stay as they are: " + problem.getMessage());
        } finally {
            // Whatever went wrong: the next delivery begins a transaction, which one that is open would not let it.
            if (!done) {
                rollBack();
            }
        }
    }

    private int[] write(List<Submission> submissions) throws SQLException {
        int[] counts = new int[submissions.size()];
        Sums sums = new Sums();
        List<ApiEvent> fresh = new ArrayList<>();
        List<BatchId> batches = new ArrayList<>();
        Set<UUID> ids = knownIds(submissions);
        for (int i = 0; i < counts.length; i++) {
            Submission submission = submissions.get(i);
            List<ApiEvent> events = fresh(submission, ids);
            counts[i] = events.size();
            fresh.addAll(events);
            if (submission.batch() != null && taken.known(submission.batch()) != Known.ALL) {
                taken.add(submission.batch());
                batches.add(submission.batch());
            }
        }
        try (DuckDBAppender rows = connection.createAppender("event")) {
            for (ApiEvent event : fresh) {
                EventRows.append(rows, event, nextSequence++);
                sums.add(event);
            }
        }
        writeBatches(batches);
        writeNames(sums.names());
        compaction.written(sums.write(connection));
        stored = fresh;
        return counts;
    }

    /** The events that were new in the transaction that was stored last; given once, so that they are not held on to. */
    List<ApiEvent> takeStored() {
        List<ApiEvent> events = stored;
        stored = List.of();
        return events;
    }

    /**
     * The ids that are in the table already, of the events that may be; null when ids do not matter, because every submission is either
     * known as a whole by the name of its batch or cannot have come before.
     */
    private @Nullable Set<UUID> knownIds(List<Submission> submissions) throws SQLException {
        TakenRanges inThis = new TakenRanges();
        List<List<ApiEvent>> doubtful = new ArrayList<>();
        for (Submission submission : submissions) {
            BatchId batch = submission.batch();
            if (batch == null || taken.known(batch) == Known.PART || inThis.known(batch) == Known.PART) {
                List<ApiEvent> events = submission.events().stream()
                        .filter(event -> !event.idIsOurs)
                        .toList();
                if (!events.isEmpty()) {
                    doubtful.add(events);
                }
            }
            if (batch != null) {
                inThis.add(batch);
            }
        }
        return doubtful.isEmpty() ? null : storedIds.of(doubtful);
    }

    /** What is new of a submission; {@code ids} are those of all events before it, and get those of its own. */
    private List<ApiEvent> fresh(Submission submission, @Nullable Set<UUID> ids) {
        if (submission.batch() != null && taken.known(submission.batch()) == Known.ALL) {
            return List.of();
        }
        if (ids == null) {
            return submission.events();
        }
        List<ApiEvent> fresh = new ArrayList<>();
        for (ApiEvent event : submission.events()) {
            if (event.idIsOurs || ids.add(event.id)) {
                fresh.add(event);
            }
        }
        return fresh;
    }

    private void writeBatches(List<BatchId> batches) throws SQLException {
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        try (DuckDBAppender rows = connection.createAppender("batch")) {
            for (BatchId batch : batches) {
                rows.beginRow()
                        .append(batch.instance())
                        .append(batch.first())
                        .append(batch.count())
                        .append(now)
                        .endRow();
            }
        }
    }

    /** By way of a table, because a statement for each of some thousand new customers takes seconds. */
    private void writeNames(Map<String, CustomerName> names) throws SQLException {
        names.entrySet().removeIf(name -> name.getValue().equals(knownNames.get(name.getKey())));
        if (names.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TEMP TABLE named (customer_id VARCHAR, name VARCHAR, kind VARCHAR)");
            try (DuckDBAppender rows = connection.createAppender("temp", "main", "named")) {
                for (Map.Entry<String, CustomerName> name : names.entrySet()) {
                    rows.beginRow()
                            .append(name.getKey())
                            .append(name.getValue().name())
                            .append(name.getValue().kind())
                            .endRow();
                }
            }
            statement.execute(
                    "INSERT INTO customer_name SELECT customer_id, name, kind FROM named ON CONFLICT DO UPDATE SET"
                            + " name = coalesce(excluded.name, name), kind = coalesce(excluded.kind, kind)");
            statement.execute("DROP TABLE named");
        }
        if (knownNames.size() > MAX_KNOWN_NAMES) {
            knownNames.clear();
        }
        knownNames.putAll(names);
    }
}
