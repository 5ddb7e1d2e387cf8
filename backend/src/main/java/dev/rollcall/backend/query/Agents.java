package dev.rollcall.backend.query;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The processes that told of themselves in a window, those that were heard of last first; at most {@value #MOST}. */
public record Agents(List<Agent> agents) {
    /** How many processes are told. */
    public static final int MOST = 500;

    private static final SqlFile SQL = new SqlFile("agents");

    /**
     * One process.
     *
     * @param properties its last status, as JSON: counters and what was woven, as texts; null when there was nothing in it
     * @param firstMicros when it was heard of first in the window, in microseconds since 1970
     * @param lastMicros when it was heard of last in the window
     * @param storedRequests requests of it in the window, so far as they are kept
     */
    public record Agent(
            String instance,
            @Nullable String service,
            @Nullable String environment,
            @Nullable String agentVersion,
            @Nullable String properties,
            long firstMicros,
            long lastMicros,
            long storedRequests) {}

    /** Asks for those of a window. */
    public static Agents ask(Reader reader, TimeWindow window) throws SQLException {
        return new Agents(reader.all(
                Sources.bounded(SQL, window, Scope.ALL).set("limit", MOST),
                row -> new Agent(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8))));
    }
}
