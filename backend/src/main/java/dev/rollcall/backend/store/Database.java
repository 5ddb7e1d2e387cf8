package dev.rollcall.backend.store;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/**
 * The engine with its file: one connection that writes, and others that only read. Only one process may have it open, which
 * {@link DataDirectory} sees to.
 *
 * <p>The engine reads and writes no files but its own and those below {@code exports}: what a person asks for in SQL cannot name
 * others.
 */
public final class Database implements AutoCloseable {
    /**
     * How much may be in the log before it is worked into the file, which writes the last block of each column anew: at the engine's own
     * 16 MB that is every second of a busy backend. After a kill so much is read again before the first answer.
     */
    private static final String CHECKPOINT_AFTER = "128MB";

    /**
     * Up to how many first rows of an order are found by the columns of the order alone, and read whole afterwards: the engine's own 50 are
     * fewer than a page of the history, for which it then reads every column of every request (four times as long).
     */
    private static final int READ_WHOLE_AFTERWARDS_UP_TO = 10_000;

    private final DuckDBConnection root;
    private final Deque<DuckDBConnection> readers = new ArrayDeque<>();
    private boolean closed;

    private Database(DuckDBConnection root) {
        this.root = root;
    }

    /**
     * Opens the file, or makes it, in the newest version of its tables.
     *
     * @param file the engine's file
     * @param exports where the engine may write and read other files
     * @param memory how much memory the engine may take, as it writes it, for example {@code 1GB}
     * @param threads how many threads a question may use
     * @throws SQLException when it cannot be opened, or was written by a newer version
     */
    public static Database open(Path file, Path exports, String memory, int threads) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", memory);
        settings.setProperty("threads", Integer.toString(threads));
        settings.setProperty("checkpoint_threshold", CHECKPOINT_AFTER);
        settings.setProperty("late_materialization_max_rows", Integer.toString(READ_WHOLE_AFTERWARDS_UP_TO));
        DuckDBConnection root = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file, settings);
        try {
            try (Statement statement = root.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
                statement.execute("SET GLOBAL TimeZone = 'UTC'");
                statement.execute(
                        "SET allowed_directories = ['" + exports.toString().replace("'", "''") + "']");
                statement.execute("SET enable_external_access = false");
            }
            Schema.migrate(root);
            return new Database(root);
        } catch (SQLException | RuntimeException problem) {
            root.close();
            throw problem;
        }
    }

    /** The connection of the one thread that writes. */
    DuckDBConnection writer() {
        return root;
    }

    /** What is asked of a reader. */
    public interface Question<T> {
        T ask(DuckDBConnection reader) throws SQLException;
    }

    /**
     * Asks a question on a connection of its own.
     *
     * @throws SQLException as the question does, and when this is closed
     */
    public <T> T read(Question<T> question) throws SQLException {
        DuckDBConnection reader = borrow();
        boolean whole = false;
        try {
            T answer = question.ask(reader);
            whole = true;
            return answer;
        } finally {
            giveBack(reader, whole);
        }
    }

    private synchronized DuckDBConnection borrow() throws SQLException {
        if (closed) {
            throw new SQLException("the store is closed");
        }
        DuckDBConnection idle = readers.poll();
        return idle == null ? root.duplicate() : idle;
    }

    /** A connection on which something went wrong may be in the middle of a transaction, and is not used again. */
    private synchronized void giveBack(DuckDBConnection reader, boolean whole) throws SQLException {
        if (closed || !whole) {
            reader.close();
        } else {
            readers.push(reader);
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        closed = true;
        for (DuckDBConnection reader : readers) {
            reader.close();
        }
        readers.clear();
        root.close();
    }
}
