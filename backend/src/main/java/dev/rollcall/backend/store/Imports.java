package dev.rollcall.backend.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.event.DurationBuckets;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Takes events out of a Parquet file that {@link Archive#export} wrote, here or elsewhere. They go the way of all events, through the
 * {@link EventWriter}: those that are stored already are known by their ids, and the sums stay exact.
 */
public final class Imports {
    /** How many events go into one transaction. */
    private static final int CHUNK = 20_000;

    private static final int WAIT_MILLIS = 100;
    private static final JsonFactory JSON = new JsonFactory();

    private static final String COLUMNS = "event_id, kind, epoch_us(ts), duration_us, count,"
            + " array_to_string(duration_buckets, ','), api, customer_id, customer_name, customer_kind, customer_source,"
            + " customer_accepted, end_user, credential_hash, plan, method, route, route_inferred, path, scheme, host, protocol,"
            + " status, error_type, outcome, request_bytes, response_bytes, client_ip, country, user_agent, sdk_version, device,"
            + " ai_agent, threat, service, instance, environment, agent_version, CAST(to_json(properties) AS VARCHAR)";

    /**
     * What became of the events of a file.
     *
     * @param events how many were new
     * @param duplicates how many were stored before
     * @param expired how many are older than events are kept, and were left out: nothing would tell any more that they are counted
     */
    public record Taken(long events, long duplicates, long expired) {}

    private record Range(Instant from, Instant to) {}

    private final Database database;
    private final EventWriter writer;

    public Imports(Database database, EventWriter writer) {
        this.database = database;
        this.writer = writer;
    }

    /**
     * Takes the events of a file.
     *
     * @param file in a directory that the engine may read
     * @param oldest the earliest time of events that are taken
     * @param newest the latest time that an event can have
     * @throws SQLException when the file is none of ours, or has an event that ingest would refuse for its figures; the events
     *     before the place where that showed may be taken
     * @throws InterruptedException when the thread is interrupted; then a part of the events is taken
     */
    public Taken take(Path file, Instant oldest, Instant newest) throws SQLException, InterruptedException {
        String source = " FROM read_parquet(" + Archive.quoted(file) + ")";
        long expired = database.read(reader -> {
            try (Statement statement = reader.createStatement()) {
                return Archive.number(statement, "SELECT count(*)" + source + " WHERE ts < " + Archive.literal(oldest));
            }
        });
        long fresh = 0;
        long all = 0;
        for (Range range : ranges(source, oldest)) {
            List<ApiEvent> events = read(source, range, newest);
            all += events.size();
            fresh += store(events);
        }
        return new Taken(fresh, all - fresh, expired);
    }

    /** Times with about as many events as go into one transaction: a whole file would not fit into memory. */
    private List<Range> ranges(String source, Instant oldest) throws SQLException {
        return database.read(reader -> {
            List<Range> ranges = new ArrayList<>();
            try (Statement statement = reader.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT epoch_ms(date_trunc('second', ts)), count(*)"
                            + source + " WHERE ts >= " + Archive.literal(oldest) + " GROUP BY 1 ORDER BY 1")) {
                long events = 0;
                Instant from = oldest;
                while (rows.next()) {
                    Instant second = Instant.ofEpochMilli(rows.getLong(1));
                    long count = rows.getLong(2);
                    if (events > 0 && events + count > CHUNK) {
                        ranges.add(new Range(from, second));
                        from = second;
                        events = 0;
                    }
                    events += count;
                }
                if (events > 0) {
                    ranges.add(new Range(from, Instant.MAX));
                }
            }
            return ranges;
        });
    }

    private List<ApiEvent> read(String source, Range range, Instant newest) throws SQLException {
        String until = range.to.equals(Instant.MAX) ? "" : " AND ts < " + Archive.literal(range.to);
        return database.read(reader -> {
            List<ApiEvent> events = new ArrayList<>();
            try (Statement statement = reader.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT " + COLUMNS + source + " WHERE ts >= " + Archive.literal(range.from) + until)) {
                while (rows.next()) {
                    events.add(new Row(rows, newest).event());
                }
            }
            return events;
        });
    }

    private int store(List<ApiEvent> events) throws SQLException, InterruptedException {
        CompletionStage<Integer> stored = writer.submit(null, events);
        while (stored == null) {
            // Live events go first.
            Thread.sleep(WAIT_MILLIS);
            stored = writer.submit(null, events);
        }
        try {
            return stored.toCompletableFuture().get();
        } catch (ExecutionException notStored) {
            throw new SQLException("the events could not be stored", notStored.getCause());
        }
    }

    /** The columns of a row, read one after another. */
    private static final class Row {
        private final ResultSet rows;
        private final Instant newest;
        private int column;

        Row(ResultSet rows, Instant newest) {
            this.rows = rows;
            this.newest = newest;
        }

        ApiEvent event() throws SQLException {
            ApiEvent event = new ApiEvent();
            event.id = UUID.fromString(required());
            ApiEvent.Kind kind = ApiEvent.Kind.of(required());
            if (kind == null) {
                throw new SQLException("the file has events of a kind that is not known");
            }
            event.kind = kind;
            event.epochMicros = number();
            event.durationMicros = number();
            event.count = small();
            event.durationBuckets = buckets(text());
            event.api = required();
            event.customerId = text();
            event.customerName = text();
            event.customerKind = text();
            event.customerSource = text();
            event.customerAccepted = truth();
            event.endUser = text();
            event.credentialHash = text();
            event.plan = text();
            event.method = text();
            event.route = text();
            event.routeInferred = Boolean.TRUE.equals(truth());
            event.path = text();
            event.scheme = text();
            event.host = text();
            event.protocol = text();
            event.status = small();
            event.errorType = text();
            event.outcome = text();
            event.requestBytes = number();
            event.responseBytes = number();
            process(event);
            check(event, newest);
            return event;
        }

        /** The file may have been written by anybody: what ingest would refuse would make figures that nobody can trust. */
        private static void check(ApiEvent event, Instant newest) throws SQLException {
            String problem = problem(event, newest);
            if (problem != null) {
                throw new SQLException("the file has an event (" + event.id + ") that no agent sends: " + problem);
            }
        }

        private static @Nullable String problem(ApiEvent event, Instant newest) {
            if (!isAmount(event.durationMicros) || !isAmount(event.requestBytes) || !isAmount(event.responseBytes)) {
                return "its duration_us, request_bytes or response_bytes is negative or more than "
                        + ApiEvent.MAX_AMOUNT;
            }
            if (event.status != 0 && (event.status < 100 || event.status > 999)) {
                return "its status is " + event.status;
            }
            if (event.epochMicros > newest.toEpochMilli() * 1000) {
                return "its ts is more than a day ahead";
            }
            int[] buckets = event.durationBuckets;
            return switch (event.kind) {
                case REQUEST ->
                    event.count == 1 && buckets == null ? null : "one request has count 1 and no duration_buckets";
                case ROLLUP ->
                    event.count < 1 || event.count > ApiEvent.MAX_COUNT
                            ? "its count is " + event.count + "; it must be from 1 to " + ApiEvent.MAX_COUNT
                            : buckets == null
                                    ? "it has no duration_buckets"
                                    : DurationBuckets.problem(buckets, event.count);
                case STATUS -> event.count == 0 ? null : "what an agent tells of itself has count 0";
            };
        }

        private static boolean isAmount(long number) {
            return number >= 0 && number <= ApiEvent.MAX_AMOUNT;
        }

        private void process(ApiEvent event) throws SQLException {
            event.clientIp = text();
            event.country = text();
            event.userAgent = text();
            event.sdkVersion = text();
            event.device = text();
            event.aiAgent = text();
            event.threat = text();
            event.service = text();
            event.instance = text();
            event.environment = text();
            event.agentVersion = text();
            event.properties = properties(text());
        }

        private @Nullable String text() throws SQLException {
            return rows.getString(++column);
        }

        private String required() throws SQLException {
            String text = text();
            if (text == null) {
                throw new SQLException("column " + column + " of an event in the file is empty");
            }
            return text;
        }

        private long number() throws SQLException {
            return rows.getLong(++column);
        }

        private int small() throws SQLException {
            long number = number();
            if (number < 0 || number > Integer.MAX_VALUE) {
                throw new SQLException("column " + column + " of an event in the file is " + number);
            }
            return (int) number;
        }

        private @Nullable Boolean truth() throws SQLException {
            boolean truth = rows.getBoolean(++column);
            return rows.wasNull() ? null : truth;
        }

        private static int @Nullable [] buckets(@Nullable String text) throws SQLException {
            if (text == null || text.isEmpty()) {
                return null;
            }
            String[] parts = text.split(",", -1);
            int[] buckets = new int[parts.length];
            try {
                for (int i = 0; i < parts.length; i++) {
                    buckets[i] = Integer.parseInt(parts[i].trim());
                }
            } catch (NumberFormatException notOurs) {
                throw new SQLException("duration_buckets of an event in the file are no whole numbers", notOurs);
            }
            return buckets;
        }

        private static Map<String, String> properties(@Nullable String text) throws SQLException {
            Map<String, String> properties = new LinkedHashMap<>();
            if (text == null) {
                return properties;
            }
            try (JsonParser json = JSON.createParser(text)) {
                json.nextToken();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    properties.put(name, json.getText());
                }
            } catch (IOException notOurs) {
                throw new SQLException("properties of an event in the file cannot be read", notOurs);
            }
            return properties;
        }
    }
}
