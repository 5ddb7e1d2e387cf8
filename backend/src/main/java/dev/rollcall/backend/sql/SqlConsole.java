package dev.rollcall.backend.sql;

import dev.rollcall.backend.store.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions in SQL over the requests: one at a time, each for at most {@value #LIMIT_SECONDS} seconds, with at most
 * {@value #MOST_ROWS} rows. What the engine gets is not the text that came, but what it made of that itself after {@link SqlCheck} has looked
 * through it. Any thread may ask.
 */
public final class SqlConsole {
    /** How many rows an answer has at most. */
    public static final int MOST_ROWS = 10_000;

    /** How long a question may take. */
    public static final int LIMIT_SECONDS = 10;

    private static final int MOST_TEXT = 10_000;

    /** How much text an answer has at most, in UTF-16 units. */
    private static final int MOST_ANSWER = 16 << 20;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT);

    private final Database database;
    private final int limitSeconds;
    private final Semaphore turn = new Semaphore(1, true);

    /**
     * Makes one, and its views.
     *
     * @throws SQLException when the engine does not take them
     */
    public SqlConsole(Database database) throws SQLException {
        this(database, LIMIT_SECONDS);
    }

    SqlConsole(Database database, int limitSeconds) throws SQLException {
        this.database = database;
        this.limitSeconds = limitSeconds;
        database.read(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String command : commands()) {
                    statement.execute(command);
                }
            }
            return true;
        });
    }

    private static String[] commands() {
        try (InputStream file = SqlConsole.class.getResourceAsStream("console.sql")) {
            if (file == null) {
                throw new IllegalStateException("console.sql is missing in the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split(";\\R", -1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A column: its name, and its type as the engine writes it. */
    public record Column(String name, String type) {}

    /** A value that is JSON already. */
    public record Nested(String json) {}

    /**
     * What came out.
     *
     * @param rows values in the order of the columns: null, texts, {@code Long}, {@code Double}, {@code Boolean} and {@link Nested}; times are
     *     RFC 3339 in UTC
     * @param truncated whether there was more than is told
     * @param elapsedMillis how long it took
     */
    public record Answer(
            List<Column> columns, List<List<@Nullable Object>> rows, boolean truncated, long elapsedMillis) {}

    /**
     * Answers a question.
     *
     * @throws SqlRefused when it is no SELECT of the console's views, is not understood, or takes too long
     * @throws SQLException when the store is closed
     */
    public Answer ask(String text) throws SqlRefused, SQLException {
        if (text.length() > MOST_TEXT) {
            throw new SqlRefused("A query has at most " + MOST_TEXT + " characters.");
        }
        try {
            if (!turn.tryAcquire(limitSeconds, TimeUnit.SECONDS)) {
                throw new SqlRefused("Another query is running; try again in a moment.");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SqlRefused("The backend is stopping.");
        }
        long start = System.nanoTime();
        try {
            String sql = checked(text);
            return database.read(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET search_path = 'console'");
                }
                Answer answer = run(connection, sql, start);
                // When it fails, the store closes the connection.
                try (Statement statement = connection.createStatement()) {
                    statement.execute("RESET search_path");
                }
                return answer;
            });
        } catch (SQLException problem) {
            throw refused(problem, System.nanoTime() - start);
        } finally {
            turn.release();
        }
    }

    private SqlRefused refused(SQLException problem, long nanos) {
        if (nanos >= TimeUnit.SECONDS.toNanos(limitSeconds)) {
            return new SqlRefused("The query took longer than " + limitSeconds + " seconds and was ended.");
        }
        return new SqlRefused(SqlCheck.firstLine(String.valueOf(problem.getMessage())));
    }

    /** The SQL of what the engine understood, after it was looked through. */
    private String checked(String text) throws SQLException, SqlRefused {
        String tree = value("SELECT CAST(json_serialize_sql(CAST(? AS VARCHAR)) AS VARCHAR)", text);
        Object parsed;
        try {
            parsed = JsonTree.read(tree);
        } catch (IOException tooDeep) {
            throw new SqlRefused("This query is too deeply nested.");
        }
        SqlCheck.check(parsed);
        String sql = value("SELECT json_deserialize_sql(CAST(? AS JSON))", JsonTree.write(parsed))
                .strip();
        return sql.endsWith(";") ? sql.substring(0, sql.length() - 1) : sql;
    }

    private String value(String sql, String parameter) throws SQLException {
        return database.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, parameter);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            }
        });
    }

    private Answer run(DuckDBConnection connection, String sql, long start) throws SQLException {
        String limited = "SELECT * FROM (" + sql + ") LIMIT " + (MOST_ROWS + 1);
        List<Column> columns;
        try (PreparedStatement statement = connection.prepareStatement(limited)) {
            columns = columns(statement.getMetaData());
            if (columns.stream().noneMatch(SqlConsole::isNested)) {
                return answer(statement, columns, start);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(withJson(columns, limited))) {
            return answer(statement, columns, start);
        }
    }

    private static List<Column> columns(ResultSetMetaData meta) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(new Column(meta.getColumnName(i), meta.getColumnTypeName(i)));
        }
        return columns;
    }

    private static boolean isNested(Column column) {
        String type = column.type;
        return type.startsWith("STRUCT") || type.startsWith("MAP") || type.startsWith("UNION") || type.endsWith("]");
    }

    /** The engine makes JSON of what is nested, because it knows how. */
    private static String withJson(List<Column> columns, String limited) {
        List<String> values = new ArrayList<>();
        for (Column column : columns) {
            String name = "\"" + column.name.replace("\"", "\"\"") + "\"";
            values.add(isNested(column) ? "CAST(to_json(" + name + ") AS VARCHAR) AS " + name : name);
        }
        return "SELECT " + String.join(", ", values) + " FROM (" + limited + ")";
    }

    private Answer answer(PreparedStatement statement, List<Column> columns, long start) throws SQLException {
        long left = TimeUnit.SECONDS.toNanos(limitSeconds) - (System.nanoTime() - start);
        statement.setQueryTimeout((int) Math.max(1, TimeUnit.NANOSECONDS.toSeconds(left)));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        long size = 0;
        boolean truncated = false;
        try (ResultSet result = statement.executeQuery()) {
            while (!truncated && result.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    Object value = value(object(result, i, columns.get(i - 1).type), isNested(columns.get(i - 1)));
                    size += value instanceof String text
                            ? text.length()
                            : value instanceof Nested n ? n.json.length() : 8;
                    row.add(value);
                }
                truncated = rows.size() == MOST_ROWS || size > MOST_ANSWER;
                if (!truncated) {
                    rows.add(row);
                }
            }
        }
        return new Answer(columns, rows, truncated, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    /** Not as the driver's usual class for it, which knows gaps in the local time. */
    private static @Nullable Object object(ResultSet row, int column, String type) throws SQLException {
        return type.equals("TIMESTAMP") ? row.getObject(column, LocalDateTime.class) : row.getObject(column);
    }

    private static @Nullable Object value(@Nullable Object value, boolean isNested) {
        if (value == null || value instanceof Boolean || value instanceof Double) {
            return value;
        }
        if (isNested) {
            return new Nested(value.toString());
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        if (value instanceof Byte || value instanceof Short || value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigInteger number && number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        if (value instanceof LocalDateTime time) {
            return time(time);
        }
        if (value instanceof OffsetDateTime time) {
            return time(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
        }
        return value.toString();
    }

    private static String time(LocalDateTime time) {
        return TIME.format(time);
    }

    /** The views and their columns. */
    public Map<String, List<Column>> tables() throws SQLException {
        return database.read(connection -> {
            Map<String, List<Column>> tables = new LinkedHashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT table_name, column_name, data_type FROM duckdb_columns()"
                                    + " WHERE schema_name = 'console' ORDER BY table_name, column_index")) {
                while (rows.next()) {
                    tables.computeIfAbsent(rows.getString(1), name -> new ArrayList<>())
                            .add(new Column(rows.getString(2), rows.getString(3)));
                }
            }
            return tables;
        });
    }
}
