package dev.rollcall.backend.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.event.ApiEvent.Kind;
import dev.rollcall.backend.sql.SqlConsole.Answer;
import dev.rollcall.backend.sql.SqlConsole.Column;
import dev.rollcall.backend.sql.SqlConsole.Nested;
import dev.rollcall.backend.store.Database;
import dev.rollcall.backend.store.EventWriter;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class SqlConsoleTest {
    private static final long DAY = 86_400_000_000L;
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @TempDir
    static Path directory;

    private final List<ApiEvent> events = new ArrayList<>();
    private Database database;
    private EventWriter writer;
    private SqlConsole console;

    @BeforeAll
    void open() throws Exception {
        database = Database.open(directory.resolve("events.duckdb"), directory.resolve("exports"), "300MB", 2);
        writer = new EventWriter(database);
        console = new SqlConsole(database);
        add("acme", 1, 3);
        add("acme", 2, 4);
        add("acme", 40, 100);
        add("wayne", 3, 2);
        add(null, 3, 1);
        events.add(rollup("acme", 1));
        ApiEvent status = request("acme", 1);
        status.kind = Kind.STATUS;
        status.count = 0;
        events.add(status);
        var stored = writer.submit(null, events);
        assertThat(stored).isNotNull();
        assertThat(stored.toCompletableFuture().get()).isEqualTo(events.size());
    }

    @AfterAll
    void close() throws Exception {
        writer.close();
        database.close();
    }

    private void add(@Nullable String customer, int daysBack, int count) {
        for (int i = 0; i < count; i++) {
            events.add(request(customer, daysBack));
        }
    }

    private ApiEvent request(@Nullable String customer, int daysBack) {
        ApiEvent event = new ApiEvent();
        event.id = new UUID(7, events.size());
        event.customerId = customer;
        event.epochMicros = (TODAY.toEpochDay() - daysBack) * DAY + DAY / 2;
        event.durationMicros = 1000;
        event.api = "pay";
        event.method = "GET";
        event.route = "/users/{id}";
        event.routeInferred = "wayne".equals(customer);
        event.path = "/users/7";
        event.status = 200;
        event.plan = "gold";
        event.requestBytes = 10;
        event.properties = Map.of("region", "eu");
        return event;
    }

    private ApiEvent rollup(String customer, int daysBack) {
        ApiEvent event = request(customer, daysBack);
        event.kind = Kind.ROLLUP;
        event.count = 7;
        event.durationBuckets = new int[] {20, 3, 116, 4};
        event.durationMicros = 60 + 4 * 1312;
        event.requestBytes = 73;
        event.path = null;
        return event;
    }

    @Test
    void the_top_twenty_of_the_seed_come_as_written_there() throws Exception {
        Answer answer = console.ask("""

                    select
                      properties.customer_id as customer_id,
                      count() as total_calls,
                      count(distinct toDate(timestamp)) as active_days,
                      max(timestamp) as last_call_at
                    from events
                    where event = 'api_request' and timestamp > now() - interval 30 day
                    group by customer_id
                    order by total_calls desc
                    limit 20
                """);

        assertThat(answer.columns().stream().map(Column::name))
                .containsExactly("customer_id", "total_calls", "active_days", "last_call_at");
        assertThat(answer.rows())
                .containsExactly(
                        List.of("acme", 14L, 2L, TODAY.minusDays(1) + "T12:00:00.000000Z"),
                        List.of("wayne", 2L, 1L, TODAY.minusDays(3) + "T12:00:00.000000Z"),
                        Arrays.asList(null, 1L, 1L, TODAY.minusDays(3) + "T12:00:00.000000Z"));
        assertThat(answer.truncated()).isFalse();
    }

    @Test
    void the_daily_series_of_the_seed_come_as_written_there() throws Exception {
        Answer answer = console.ask("""

                    select
                      properties.customer_id as customer_id,
                      toDate(timestamp) as day,
                      count() as calls
                    from events
                    where event = 'api_request'
                      and timestamp > now() - interval 30 day
                      and properties.customer_id in ('acme', 'wayne', 'stark_ind', 'umbrella_co', 'initech_llc')
                    group by customer_id, day
                    order by customer_id, day
                """);

        assertThat(answer.rows())
                .containsExactly(
                        List.of("acme", TODAY.minusDays(2).toString(), 4L),
                        List.of("acme", TODAY.minusDays(1).toString(), 10L),
                        List.of("wayne", TODAY.minusDays(3).toString(), 2L));
    }

    @Test
    void requests_of_a_rollup_are_told_apart_with_their_durations_and_all_their_bytes() throws Exception {
        assertThat(console.ask("select count(*), sum(request_bytes), min(duration_us), max(duration_us),"
                                + " count(*) filter (where duration_us = 20) from requests where rolled_up")
                        .rows())
                .containsExactly(List.of(7L, 73L, 20L, 1312L, 3L));
        assertThat(console.ask("select sum(requests) from customer_days where customer_id = 'acme'")
                        .rows())
                .containsExactly(List.of(114L));
    }

    @Test
    void a_rollup_of_a_thousand_million_fills_no_memory() throws Exception {
        ApiEvent huge = request("huge", 1);
        huge.kind = Kind.ROLLUP;
        huge.count = 1 << 30;
        huge.durationBuckets = new int[] {20, 1 << 30};
        Path other = directory.resolve("events.duckdb.other");
        try (Database another = Database.open(other, directory.resolve("exports"), "300MB", 2);
                EventWriter anothers = new EventWriter(another)) {
            var stored = anothers.submit(null, List.of(huge));
            assertThat(stored).isNotNull();
            stored.toCompletableFuture().get();

            assertThat(new SqlConsole(another)
                            .ask("select customer_id, duration_us from requests limit 3")
                            .rows())
                    .containsExactly(List.of("huge", 20L), List.of("huge", 20L), List.of("huge", 20L));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select properties.plan, properties.endpoint, properties.status, properties.other['region'] from events limit 1",
                "select * from events",
                "select * from requests order by timestamp desc limit 5",
                "from requests select count(*)",
                "with busy as (select customer_id, count(*) as n from requests group by all) select * from busy where n > 1",
                "with a as (select 1 as x), b as (select x + 1 as y from a) select * from a, b",
                "select customer_id, row_number() over (partition by customer_id order by timestamp) from requests",
                "select toStartOfHour(timestamp) as h, uniq(customer_id), countIf(status >= 400) from requests group by h",
                "select quantile_cont(duration_us, 0.95) from requests",
                "select case when status between 200 and 299 then 'ok' else 'bad' end as s, count() from requests group by s",
                "select * from (select api from requests union all select plan from requests) order by 1",
                "select count() from requests where customer_id like 'ac%' and path ilike '%USERS%' or path is null",
                "select r.api from requests r join (select distinct customer_id from requests) c using (customer_id)",
                "select (select max(status) from requests), exists (select 1 from events)",
                "select distinct on (customer_id) customer_id, timestamp from requests order by customer_id, timestamp desc",
                "select day, sum(requests) from customer_days group by cube (day, customer_id)",
                "select * from range(5)",
                "select 1; ",
                "select 1 -- a comment",
                "select /* ; drop table event */ 'it''s; fine'",
                "select date_trunc('day', timestamp), count() from events where timestamp >= '2026-01-01' group by 1",
                "select extract(hour from timestamp) from requests",
                "select timestamp::date, cast(status as varchar) || 'x', -status, not customer_accepted from requests"
            })
    void questions_of_people_are_answered(String sql) throws Exception {
        assertThat(console.ask(sql).rows()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void everything_else_is_refused_in_a_sentence(String sql) throws Exception {
        assertThatThrownBy(() -> console.ask(sql))
                .isInstanceOf(SqlRefused.class)
                .message()
                .isNotBlank()
                .doesNotContain("root:", directory.toString(), "INTERNAL");

        assertThat(console.ask("select count(*) from events").rows()).containsExactly(List.of(117L));
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .allMatch(name -> name.startsWith("events.duckdb"));
        }
    }

    static List<String> hostile() throws Exception {
        try (InputStream file = SqlConsoleTest.class.getResourceAsStream("hostile.txt")) {
            assertThat(file).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    @Test
    void an_answer_has_at_most_so_many_rows_and_says_that_there_are_more() throws Exception {
        Answer answer = console.ask("select * from range(1000000000)");

        assertThat(answer.rows()).hasSize(SqlConsole.MOST_ROWS);
        assertThat(answer.truncated()).isTrue();
        assertThat(console.ask("select * from range(10000) order by 1 desc").truncated())
                .isFalse();
    }

    @Test
    void the_order_of_an_answer_is_that_of_the_question() throws Exception {
        assertThat(console.ask("select * from range(20000) order by 1 desc")
                        .rows()
                        .subList(0, 3))
                .containsExactly(List.of(19999L), List.of(19998L), List.of(19997L));
    }

    @Test
    void a_question_that_takes_too_long_is_ended_and_the_next_one_is_answered() throws Exception {
        SqlConsole impatient = new SqlConsole(database, 1);

        assertThatThrownBy(() ->
                        impatient.ask("select sum(a.range * b.range % 7) from range(10000000) a, range(10000000) b"))
                .isInstanceOf(SqlRefused.class)
                .hasMessageContaining("longer than 1 seconds");
        assertThat(impatient.ask("select 1").rows()).containsExactly(List.of(1L));
    }

    @Test
    void what_needs_more_memory_than_there_is_is_refused_and_nothing_else_suffers() throws Exception {
        assertThatThrownBy(() -> console.ask("select list(a.range) from range(400000000) a group by a.range % 3"))
                .isInstanceOf(SqlRefused.class);

        assertThat(console.ask("select count(*) from events").rows()).containsExactly(List.of(117L));
    }

    @Test
    void values_come_in_types_that_json_has() throws Exception {
        Answer answer = console.ask("select 1, 1.5::double, true, null, 'x', date '2026-01-02',"
                + " timestamp '2026-01-02 03:04:05.000006', {'a': [1, 2]}, 12345678901234567890123, 0.1");

        assertThat(answer.rows().get(0))
                .containsExactly(
                        1L,
                        1.5,
                        true,
                        null,
                        "x",
                        "2026-01-02",
                        "2026-01-02T03:04:05.000006Z",
                        new Nested("{\"a\":[1,2]}"),
                        "12345678901234567890123",
                        "0.1");
    }

    @Test
    void a_mistake_is_told_in_the_engines_words() {
        assertThatThrownBy(() -> console.ask("selec 1"))
                .isInstanceOf(SqlRefused.class)
                .hasMessageContaining("selec");
        assertThatThrownBy(() -> console.ask("select nothing_like_it from events"))
                .isInstanceOf(SqlRefused.class)
                .hasMessageContaining("nothing_like_it");
        assertThatThrownBy(() -> console.ask("select " + "(".repeat(4000) + "1" + ")".repeat(4000)))
                .isInstanceOf(SqlRefused.class);
        assertThatThrownBy(() -> console.ask("select " + "x".repeat(10_000))).isInstanceOf(SqlRefused.class);
    }

    @Test
    void the_views_are_told_with_their_columns() throws Exception {
        Map<String, List<Column>> tables = console.tables();

        assertThat(tables).containsOnlyKeys("customer_days", "events", "requests");
        assertThat(tables.get("events"))
                .extracting(Column::name)
                .containsExactly("uuid", "event", "distinct_id", "timestamp", "properties");
    }

    @Test
    void everything_that_is_stored_of_a_request_can_be_asked_for_but_the_hash_of_its_credential() throws Exception {
        List<String> stored = database.read(reader -> {
            List<String> names = new ArrayList<>();
            try (Statement statement = reader.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT column_name FROM duckdb_columns()"
                            + " WHERE schema_name = 'main' AND table_name = 'event'")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        });

        // A rollup is told apart into requests; the sequence is ours.
        stored.removeAll(List.of("credential_hash", "sequence", "kind", "count", "duration_buckets"));
        stored.set(stored.indexOf("ts"), "timestamp");
        assertThat(console.tables().get("requests"))
                .extracting(Column::name)
                .containsAll(stored)
                .doesNotContain("credential_hash");
        assertThat(console.ask("select count(*) from requests where route_inferred")
                        .rows())
                .containsExactly(List.of(2L));
        assertThat(console.ask("select count(*) from events where properties.route_inferred")
                        .rows())
                .containsExactly(List.of(2L));
    }

    @Test
    void now_is_now() throws Exception {
        Instant before = Instant.now();
        Object now = console.ask("select now()").rows().get(0).get(0);

        assertThat(Instant.parse(String.valueOf(now))).isBetween(before.minusSeconds(1), Instant.now());
    }
}
