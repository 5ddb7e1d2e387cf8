package dev.rollcall.backend.query;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The processes that told of themselves in a window, those that were heard of last first.
 *
 * @param agents at most {@value #MOST}
 * @param total how many there are in the window, told or not
 */
public record Agents(List<Agent> agents, long total) {
    /** How many processes are told. */
    public static final int MOST = 500;

    private static final SqlFile SQL = new SqlFile("agents");

    /**
     * One process.
     *
     * @param properties its last status, as JSON: counters and what was woven, as texts; null when there was nothing in it
     * @param firstMicros when it was heard of first in the window, in microseconds since 1970
     * @param lastMicros when it was heard of last in the window
     * @param heardMicros when it was heard of last, whatever the window: who runs now may be in a window of last month, too. Of who has
     *     ended since, the last status, which may be a minute older than the last request
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
            long heardMicros,
            long storedRequests) {}

    /**
     * Asks for those of a window.
     *
     * @param aliveMicros whoever was heard of after this is told so exactly, in microseconds since 1970
     */
    public static Agents ask(Reader reader, TimeWindow window, long aliveMicros) throws SQLException {
        long[] total = {0};
        Query query = Sources.bounded(SQL, window, Scope.ALL).set("limit", MOST).setTime("alive", aliveMicros);
        List<Agent> agents = reader.all(query, row -> {
            total[0] = row.getLong(10);
            return new Agent(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getLong(9));
        });
        return new Agents(agents, total[0]);
    }
}
