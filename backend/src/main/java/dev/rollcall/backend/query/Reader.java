package dev.rollcall.backend.query;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** What one question is asked through: a connection, for a limited time. Used by one thread. */
public final class Reader {
    private final DuckDBConnection connection;
    private final long deadlineNanos;

    Reader(DuckDBConnection connection, long deadlineNanos) {
        this.connection = connection;
        this.deadlineNanos = deadlineNanos;
    }

    /** Makes a value of the row on which the result stands. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Does something with the row on which the result stands. */
    interface Each {
        void take(ResultSet row) throws SQLException;
    }

    <T> List<T> all(Query query, Row<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        each(query, row -> all.add(reader.read(row)));
        return all;
    }

    void each(Query query, Each action) throws SQLException {
        Query.Prepared prepared = query.prepared();
        try (PreparedStatement statement = connection.prepareStatement(prepared.sql())) {
            List<String> parameters = prepared.parameters();
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            statement.setQueryTimeout(secondsLeft());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    action.take(rows);
                }
            }
        }
    }

    /** Of a query that always has a row. */
    <T> T one(Query query, Row<T> reader) throws SQLException {
        return all(query, reader).get(0);
    }

    private int secondsLeft() {
        return (int) Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000_000L);
    }
}
