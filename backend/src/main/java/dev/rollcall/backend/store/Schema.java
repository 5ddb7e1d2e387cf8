package dev.rollcall.backend.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables of a file, and how an older file comes to have the newest ones: version by version, each in one transaction. For each
 * version there is a file {@code v<number>.sql} that leads to it from the one before.
 */
public final class Schema {
    /** The newest version of the tables of events. */
    static final int NEWEST = 2;

    private final Class<?> home;
    private final int newest;

    /**
     * Makes one.
     *
     * @param home the class beside which the files lie
     * @param newest the newest version
     */
    public Schema(Class<?> home, int newest) {
        this.home = home;
        this.newest = newest;
    }

    /** Brings the tables of events to the newest version. */
    static void migrate(Connection connection) throws SQLException {
        new Schema(Schema.class, NEWEST).bring(connection);
    }

    /**
     * Brings the tables to the newest version; a file that has it stays as it is.
     *
     * @throws SQLException when it cannot, and then the tables are those of the last version that could be reached; or when they
     *     are of a newer version than we know
     */
    public void bring(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
        }
        int version = version(connection);
        if (version > newest) {
            throw new SQLException("the data was written by a newer Rollcall (its tables have version " + version
                    + ", this one knows " + newest + "); use that one, or another directory");
        }
        while (version < newest) {
            version++;
            step(connection, version);
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT coalesce(max(version), 0) FROM schema_version")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void step(Connection connection, int version) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String command : commands(version)) {
                statement.execute(command);
            }
            statement.execute("DELETE FROM schema_version");
            statement.execute("INSERT INTO schema_version VALUES (" + version + ")");
            connection.commit();
        } catch (SQLException | RuntimeException problem) {
            connection.rollback();
            throw problem;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private String[] commands(int version) {
        try (InputStream file = home.getResourceAsStream("v" + version + ".sql")) {
            if (file == null) {
                throw new IllegalStateException("v" + version + ".sql is missing in the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split(";\\R", -1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
