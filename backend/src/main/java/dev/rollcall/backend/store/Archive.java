package dev.rollcall.backend.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.duckdb.DuckDBConnection;

/**
 * Writes what is stored into other files while everything goes on: events as Parquet, which other programs read, and the whole store
 * as it was at one moment.
 */
public final class Archive {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

    /**
     * What was written.
     *
     * @param file where
     * @param events how many events it holds
     * @param bytes how long it is
     */
    public record Written(Path file, long events, long bytes) {}

    private final Database database;
    private final Clock clock;

    public Archive(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Writes the events of a time as one Parquet file.
     *
     * @param directory one that the engine may write to
     * @param from the earliest time
     * @param to the time before which they began
     */
    public Written export(Path directory, Instant from, Instant to) throws SQLException, IOException {
        Path file = directory.resolve(
                "events-" + DAY.format(from) + "-" + DAY.format(to) + "-" + STAMP.format(clock.instant()) + ".parquet");
        // Whoever sees the name may take the file: it gets it when it is whole.
        Path part = file.resolveSibling(file.getFileName() + ".part");
        String where = " FROM event WHERE ts >= " + literal(from) + " AND ts < " + literal(to);
        try {
            long events = database.read(reader -> {
                reader.setAutoCommit(false);
                try (Statement statement = reader.createStatement()) {
                    long count = number(statement, "SELECT count(*)" + where);
                    statement.execute("COPY (SELECT * EXCLUDE (sequence)" + where + ") TO " + quoted(part)
                            + " (FORMAT parquet, COMPRESSION zstd)");
                    return count;
                } finally {
                    end(reader);
                }
            });
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return new Written(file, events, Files.size(file));
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Writes the whole store as it is at one moment into another file of the engine, which can take its place.
     *
     * @param file one that is not there, in a directory that the engine may write to
     */
    public Written backup(Path file) throws SQLException, IOException {
        long events = database.read(reader -> {
            try (Statement statement = reader.createStatement()) {
                String name = text(statement, "SELECT current_database()");
                statement.execute("ATTACH " + quoted(file) + " AS backup_of_all");
                try {
                    statement.execute("COPY FROM DATABASE " + identifier(name) + " TO backup_of_all");
                    statement.execute("CHECKPOINT backup_of_all");
                    return number(statement, "SELECT count(*) FROM backup_of_all.event");
                } finally {
                    statement.execute("DETACH backup_of_all");
                }
            }
        });
        return new Written(file, events, Files.size(file));
    }

    /** A name for a backup that is made now. */
    public String stamp() {
        return STAMP.format(clock.instant());
    }

    private static void end(DuckDBConnection reader) throws SQLException {
        reader.rollback();
        reader.setAutoCommit(true);
    }

    static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** A time as the engine reads it; statements that write files take no parameters. */
    static String literal(Instant time) {
        return "TIMESTAMP '"
                + LocalDateTime.ofInstant(time, ZoneOffset.UTC)
                        .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS"))
                + "'";
    }

    static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    private static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
