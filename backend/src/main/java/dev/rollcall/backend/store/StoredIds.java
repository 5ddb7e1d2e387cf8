package dev.rollcall.backend.store;

import dev.rollcall.backend.event.ApiEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Which events are in the table already, by their ids. The engine keeps no index of those, so they are looked for where the events' times
 * are: once for all deliveries of about the same time, however many there are, because what a look costs are the rows of that
 * time. Confined to the writer's thread.
 */
final class StoredIds {
    /** Of an event that was given its time here, an earlier attempt to send it has an earlier one. */
    private static final long EARLIER_MICROS = 7 * 86_400_000_000L;

    /** Looks that are no farther apart than this are one: the rows of an hour are fewer than what a look of its own costs. */
    private static final long NEAR_MICROS = 3_600_000_000L;

    private final DuckDBConnection connection;

    StoredIds(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** Events to look for, and the times from and to which they can be. */
    private record Look(long from, long to, List<ApiEvent> events) {
        static Look of(List<ApiEvent> delivery) {
            long from = Long.MAX_VALUE;
            long to = Long.MIN_VALUE;
            boolean late = false;
            for (ApiEvent event : delivery) {
                from = Math.min(from, event.epochMicros);
                to = Math.max(to, event.epochMicros);
                late |= event.timeIsArrival;
            }
            return new Look(late ? from - EARLIER_MICROS : from, to, delivery);
        }
    }

    /**
     * The ids of those that are stored.
     *
     * @param deliveries each with at least one event
     * @return a set that the caller may change
     */
    Set<UUID> of(List<List<ApiEvent>> deliveries) throws SQLException {
        List<Look> looks = new ArrayList<>();
        for (List<ApiEvent> delivery : deliveries) {
            looks.add(Look.of(delivery));
        }
        looks.sort(Comparator.comparingLong(Look::from));
        Set<UUID> found = new HashSet<>();
        List<ApiEvent> events = new ArrayList<>();
        long from = looks.get(0).from();
        long to = from;
        for (Look look : looks) {
            if (look.from() - to > NEAR_MICROS) {
                find(events, from, to, found);
                events.clear();
                from = look.from();
            }
            to = Math.max(to, look.to());
            events.addAll(look.events());
        }
        find(events, from, to, found);
        return found;
    }

    private void find(List<ApiEvent> events, long from, long to, Set<UUID> found) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TEMP TABLE asked (id UUID)");
            try (DuckDBAppender rows = connection.createAppender("temp", "main", "asked")) {
                for (ApiEvent event : events) {
                    rows.beginRow().append(event.id).endRow();
                }
            }
            try (ResultSet rows =
                    statement.executeQuery("SELECT event_id FROM event WHERE event_id IN (SELECT id FROM asked)"
                            + " AND ts BETWEEN make_timestamp(" + from + ") AND make_timestamp(" + to + ")")) {
                while (rows.next()) {
                    found.add((UUID) rows.getObject(1));
                }
            }
            statement.execute("DROP TABLE asked");
        }
    }
}
