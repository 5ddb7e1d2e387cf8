package dev.rollcall.backend.query;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The processes that have told of themselves, those that were heard of last first; at most {@value #MOST}. */
public record Agents(List<Agent> agents) {
    /** How many processes are told. */
    public static final int MOST = 500;

    private static final SqlFile SQL = new SqlFile("agents");

    /**
     * One process.
     *
     * @param properties its last status, as JSON: counters and what was woven, as texts; null when there was nothing in it
     * @param firstMicros when it was heard of first, in microseconds since 1970
     * @param lastMicros when it was heard of last
     * @param storedRequests requests of it that are kept
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

    /** Asks for them. */
    public static Agents ask(Reader reader) throws SQLException {
        return new Agents(reader.all(
                new Query(SQL).set("limit", MOST),
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
