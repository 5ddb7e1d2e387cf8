package dev.rollcall.backend.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.rollcall.backend.lab.BackendJvm;
import dev.rollcall.backend.lab.Client;
import dev.rollcall.backend.lab.Tree;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SQL console as a way out of the events: over HTTP, by somebody who may use it. */
class ConsoleEscapesTest {
    private static final String SECRET = "what-only-the-disk-knows";

    @TempDir
    static Path directory;

    private static BackendJvm backend;
    private static Client client;
    private static List<String> files;

    @BeforeAll
    static void start() throws Exception {
        backend = BackendJvm.fromClasses(directory, "-Xmx256m");
        client = new Client(backend);
        Files.writeString(directory.resolve("secret.csv"), SECRET);
        Files.writeString(directory.resolve("data").resolve("secret.csv"), SECRET);
        HttpResponse<String> answer = client.ingest(('[' + Harm.event("acme") + ']').getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(200);
        files = files();
    }

    @AfterAll
    static void stop() {
        try {
            Harm.assertQuiet(backend);
        } finally {
            backend.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('DIR/secret.csv')",
                "SELECT * FROM read_csv_auto('DIR/data/secret.csv')",
                "SELECT * FROM 'DIR/secret.csv'",
                "SELECT * FROM \"DIR/secret.csv\"",
                "FROM 'DIR/secret.csv'",
                "SELECT content FROM read_text('DIR/secret.csv')",
                "SELECT content FROM read_blob('/etc/passwd')",
                "SELECT * FROM read_json('/etc/passwd')",
                "SELECT * FROM read_parquet('DIR/data/exports/*.parquet')",
                "SELECT * FROM glob('DIR/*')",
                "SELECT * FROM parquet_metadata('x')",
                "SELECT * FROM sniff_csv('DIR/secret.csv')",
                "COPY events TO 'DIR/stolen.csv'",
                "COPY (SELECT 1) TO 'DIR/data/exports/stolen.csv'",
                "COPY events FROM 'DIR/secret.csv'",
                "EXPORT DATABASE 'DIR/stolen'",
                "IMPORT DATABASE 'DIR'",
                "ATTACH 'DIR/data/accounts.duckdb' AS a",
                "ATTACH ':memory:' AS m",
                "DETACH events",
                "USE memory",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET enable_external_access = true",
                "SET memory_limit = '100GB'",
                "RESET memory_limit",
                "PRAGMA database_list",
                "PRAGMA enable_profiling",
                "CALL pragma_version()",
                "SELECT current_setting('home_directory')",
                "SELECT getenv('PATH')",
                "SELECT * FROM duckdb_settings()",
                "SELECT * FROM duckdb_tables()",
                "SELECT * FROM duckdb_secrets()",
                "SELECT * FROM pragma_database_list()",
                "SELECT * FROM information_schema.tables",
                "SELECT * FROM sqlite_master",
                "SELECT * FROM pg_catalog.pg_class",
                "SHOW TABLES",
                "DESCRIBE events",
                "SUMMARIZE events",
                "SELECT * FROM event",
                "SELECT * FROM batch",
                "SELECT * FROM main.customer_day",
                "SELECT * FROM query('SELECT * FROM event')",
                "SELECT * FROM query_table('event')",
                "WITH events AS MATERIALIZED (SELECT * FROM event) SELECT * FROM events",
                "SELECT (SELECT count(*) FROM batch)",
                "SELECT 1 WHERE EXISTS (SELECT * FROM read_text('/etc/passwd'))",
                "SELECT * FROM events UNION ALL BY NAME SELECT * FROM event",
                "SELECT * FROM events, LATERAL (SELECT * FROM read_text('/etc/passwd'))",
                "PIVOT event ON status USING count(*)",
                "FROM event PIVOT (count(*) FOR status IN (200))",
                "DELETE FROM event",
                "UPDATE event SET status = 1",
                "INSERT INTO event SELECT * FROM event",
                "TRUNCATE event",
                "DROP TABLE event",
                "ALTER TABLE event ADD COLUMN x INTEGER",
                "CREATE TABLE x AS SELECT 1",
                "CREATE TEMP TABLE x AS SELECT 1",
                "CREATE MACRO m() AS 1",
                "CREATE VIEW events AS SELECT 1",
                "BEGIN",
                "COMMIT",
                "CHECKPOINT",
                "FORCE CHECKPOINT",
                "VACUUM",
                "PREPARE p AS SELECT 1",
                "EXECUTE p",
                "EXPLAIN ANALYZE DELETE FROM event",
                "SELECT 1; SELECT 2",
                "SELECT 1; DROP TABLE event",
                "SELECT 1 /* ; */ ; DROP TABLE event --",
                "SELECT nextval('x')",
                "SELECT write_log('x')",
                "SELECT error('x')",
                "SELECT $1",
                "",
                "   ",
                ";",
                "--",
                "/*",
                "'",
                "\u0000",
                "SELECT",
                "not sql at all"
            })
    void a_query_that_is_no_question_about_the_events_is_refused(String sql) throws Exception {
        HttpResponse<String> answer = ask(sql.replace("DIR", directory.toString()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        Harm.assertClearSql(answer);
        assertThat(answer.body()).doesNotContain(SECRET, "root:x:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM range(100000000) a, range(100000000) b",
                "SELECT count(*) FROM events a, events b, range(1000000000000)",
                "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r",
                "SELECT repeat('x', 2000000000)",
                "SELECT list(x) FROM (SELECT repeat('x', 1000000) AS x FROM range(100000))",
                "SELECT range(10000000000)",
                "SELECT string_agg(repeat('x', 100000), '') FROM range(1000000)",
                "SELECT regexp_matches(repeat('a', 1000000), '(a+)+$') FROM range(100000)"
            })
    void a_question_without_an_end_ends_and_the_pages_go_on(String sql) throws Exception {
        HttpResponse<String> answer = ask(sql);

        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400, 503);
        assertThat(answer.body()).hasSizeLessThan(20 << 20);
        assertThat(client.get("/api/workspace?window=all").statusCode()).isEqualTo(200);
    }

    @Test
    void after_all_of_it_the_events_and_the_files_are_what_they_were() throws Exception {
        for (String sql : List.of(
                "COPY events TO '" + directory.resolve("stolen.csv") + "'",
                "COPY (SELECT 1) TO '" + directory.resolve("data/exports/stolen.parquet") + "' (FORMAT parquet)",
                "DELETE FROM event",
                "CREATE TABLE stolen AS SELECT 1")) {
            assertThat(ask(sql).statusCode()).as(sql).isEqualTo(400);
        }

        Tree answer = Tree.of(ask("SELECT count() AS n FROM events").body());
        assertThat(answer.at("rows").items().get(0).items().get(0).number()).isEqualTo(1);
        assertThat(client.stored()).isEqualTo(1);
        assertThat(files()).isEqualTo(files);
    }

    private static HttpResponse<String> ask(String sql) throws Exception {
        return client.post(
                "/api/sql",
                "{\"query\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(sql)) + "\"}");
    }

    /** Names of all files but those that the engine makes and deletes while it works. */
    private static List<String> files() throws Exception {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.map(file -> directory.relativize(file).toString())
                    .filter(name -> !name.endsWith(".wal") && !name.contains(".tmp"))
                    .sorted()
                    .toList();
        }
    }
}
