package dev.rollcall.backend.account;

import dev.rollcall.backend.store.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The engine's file of accounts. An engine of its own with the file to itself: a question to the other one cannot name what is in
 * here. One statement at a time, each durable when it returns.
 */
final class AccountFile implements AutoCloseable {
    private static final int NEWEST = 1;

    private final Connection connection;

    private AccountFile(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens the file, or makes it.
     *
     * @param backups where copies may be written
     */
    static AccountFile open(Path file, Path backups) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", "128MB");
        settings.setProperty("threads", "1");
        Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, settings);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET allowed_directories = [" + quoted(backups) + "]");
            statement.execute("SET enable_external_access = false");
            new Schema(AccountFile.class, NEWEST).bring(connection);
            return new AccountFile(connection);
        } catch (SQLException | RuntimeException problem) {
            connection.close();
            throw problem;
        }
    }

    /** What is made of a row. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Changes something; a failure of the file is one of the machine, which nobody here can put right. */
    synchronized int change(String sql, Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            return statement.executeUpdate();
        } catch (SQLException problem) {
            throw new IllegalStateException("the file of accounts cannot be written: " + problem.getMessage(), problem);
        }
    }

    /** Asks for rows. */
    synchronized <T> List<T> rows(Row<T> row, String sql, Object... values) {
        List<T> all = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(row.of(rows));
                }
            }
            return all;
        } catch (SQLException problem) {
            throw new IllegalStateException("the file of accounts cannot be read: " + problem.getMessage(), problem);
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** Writes all of it into another file, which must not be there. */
    synchronized void backup(Path file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String name;
            try (ResultSet rows = statement.executeQuery("SELECT current_database()")) {
                rows.next();
                name = rows.getString(1);
            }
            statement.execute("ATTACH " + quoted(file) + " AS backup_of_all");
            try {
                statement.execute("COPY FROM DATABASE \"" + name.replace("\"", "\"\"") + "\" TO backup_of_all");
                statement.execute("CHECKPOINT backup_of_all");
            } finally {
                statement.execute("DETACH backup_of_all");
            }
        }
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }
}
