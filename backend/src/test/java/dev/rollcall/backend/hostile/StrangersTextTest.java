package dev.rollcall.backend.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.rollcall.backend.lab.BackendJvm;
import dev.rollcall.backend.lab.Client;
import dev.rollcall.backend.lab.Tree;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts that want to be markup, formulas, queries or commands: every one comes back as the text it was. */
class StrangersTextTest {
    private static final List<String> TEXTS = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "</title><svg onload=alert(1)>",
            "javascript:alert(1)",
            "{{7*7}}${7*7}#{7*7}",
            "${jndi:ldap://127.0.0.1/a}",
            "=cmd|' /C calc'!A0",
            "=HYPERLINK(\"http://127.0.0.1/?\"&A1,\"click\")",
            "+1+1",
            "-2+3",
            "@SUM(1+1)*cmd",
            "a,b\";c",
            "'; DROP TABLE event; --",
            "' OR '1'='1",
            "100%",
            "a_b",
            "..%2f..%2fetc%2fpasswd",
            "../../etc/passwd",
            "C:\\Windows\\win.ini",
            "%00%0d%0aSet-Cookie:x=1",
            "\u202egnp.exe",
            "\ud83d\udc69\u200d\ud83d\ude80",
            " leading and trailing ",
            "null",
            "undefined",
            "__proto__",
            "constructor",
            "a&b=c#d?e/f;g+h",
            "\u00e4\u00f6\u4f60\u597d");

    /** Names may have these too; ids may not. */
    private static final List<String> NAMES =
            List.of("\t=1+1", "\r=1+1", "\n=1+1", "two\r\nlines,\"quoted\"", "\u001b[31mred\u0007");

    private static BackendJvm backend;
    private static Client client;

    @BeforeAll
    static void send(@TempDir Path directory) throws Exception {
        backend = BackendJvm.fromClasses(directory, "-Xmx256m");
        client = new Client(backend);
        List<String> events = new ArrayList<>();
        TEXTS.forEach(text -> events.add(event(text, text)));
        for (int i = 0; i < NAMES.size(); i++) {
            events.add(event("named-" + i, NAMES.get(i)));
        }
        HttpResponse<String> answer =
                client.ingest(('[' + String.join(",", events) + ']').getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Tree.of(answer.body()).at("accepted").number()).isEqualTo(events.size());
    }

    @AfterAll
    static void stop() {
        try {
            Harm.assertQuiet(backend);
        } finally {
            backend.close();
        }
    }

    private static String event(String id, String text) {
        String json = '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
        String jsonId = '"' + new String(JsonStringEncoder.getInstance().quoteAsString(id)) + '"';
        return "{\"event_id\":\"" + UUID.randomUUID() + "\",\"ts\":\"" + Harm.RECENTLY + "\",\"duration_us\":1000,"
                + "\"customer_id\":" + jsonId + ",\"end_user\":" + jsonId + ",\"api\":\"texts\",\"customer_name\":"
                + json
                + ",\"plan\":" + json + ",\"method\":" + json + ",\"route\":" + json + ",\"path\":" + json
                + ",\"host\":" + json
                + ",\"scheme\":" + json + ",\"error_type\":" + json + ",\"user_agent\":" + json + ",\"country\":" + json
                + ",\"sdk_version\":" + json + ",\"status\":500,\"outcome\":\"error\",\"properties\":{" + json + ':'
                + json + "}}";
    }

    @Test
    void every_list_tells_each_id_and_name_as_it_was_sent() throws Exception {
        List<String> ids = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Tree customer : client.json("/api/customers?window=all&limit=200")
                .at("customers")
                .items()) {
            ids.add(customer.at("customer_id").text());
            names.add(customer.at("name").text());
        }

        assertThat(ids).containsAll(TEXTS).hasSize(TEXTS.size() + NAMES.size());
        assertThat(names).containsAll(TEXTS).containsAll(NAMES);
    }

    @Test
    void every_customer_is_found_by_its_id_and_nobody_else_by_it() throws Exception {
        for (String id : TEXTS) {
            String who = "customer=" + Client.encoded(id) + "&window=all";
            Tree customer = client.json("/api/customer?" + who).at("customer");
            assertThat(customer.at("customer_id").text()).isEqualTo(id);
            assertThat(customer.at("requests").number()).as(id).isEqualTo(1);

            List<Tree> requests =
                    client.json("/api/requests?" + who).at("requests").items();
            assertThat(requests).hasSize(1);
            assertThat(requests.get(0).at("path").text()).isEqualTo(id);
            assertThat(client.json("/api/request?id="
                                    + requests.get(0).at("event_id").text())
                            .toString())
                    .isNotEmpty();
        }
    }

    @Test
    void a_search_takes_every_character_for_itself() throws Exception {
        assertThat(found("100%")).containsExactly("100%");
        assertThat(found("%0%")).isEmpty();
        assertThat(found("a_b")).containsExactly("a_b");
        assertThat(found("a_")).containsExactly("a_b");
        assertThat(found("' OR ")).containsExactly("' OR '1'='1");
        assertThat(found("\\")).containsExactly("C:\\Windows\\win.ini");
    }

    private static List<String> found(String search) throws Exception {
        List<String> ids = new ArrayList<>();
        for (Tree customer : client.json("/api/customers?window=all&search=" + Client.encoded(search))
                .at("customers")
                .items()) {
            ids.add(String.valueOf(customer.at("customer_id").text()));
        }
        return ids;
    }

    @Test
    void a_spreadsheet_finds_no_formula_in_an_export() throws Exception {
        for (String path : List.of("/api/customers.csv?window=all", "/api/requests.csv?window=all")) {
            HttpResponse<String> answer = client.get(path);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .get()
                    .asString()
                    .startsWith("text/csv");
            List<List<String>> rows = Csv.rows(answer.body());
            assertThat(rows).hasSize(1 + TEXTS.size() + NAMES.size());
            List<String> all = new ArrayList<>();
            for (List<String> row : rows) {
                assertThat(row).as(path).hasSameSizeAs(rows.get(0));
                for (String cell : row) {
                    assertThat(cell).as(path).doesNotMatch("(?s)[=+@\\t\\r].*").doesNotMatch("(?s)-(?![0-9.]+$).*");
                }
                all.addAll(row);
            }
            // And still all texts are there, those with a first letter that acts behind an apostrophe.
            assertThat(all)
                    .contains(
                            "<script>alert(1)</script>",
                            "a,b\";c",
                            "'=cmd|' /C calc'!A0",
                            "'+1+1",
                            "'-2+3",
                            "'@SUM(1+1)*cmd");
        }
    }

    @Test
    void no_answer_can_be_taken_for_a_page() throws Exception {
        String script = Client.encoded("<script>alert(1)</script>");
        for (String path : List.of(
                "/api/customers?window=all",
                "/api/customer?customer=" + script,
                "/api/customer?window=" + script,
                "/api/requests?sort=" + script,
                "/api/request?id=" + script,
                "/api/" + script,
                "/" + script,
                "/api/customers.csv?window=all",
                "/api/requests.csv?window=all&api=" + script)) {
            HttpResponse<String> answer = client.get(path);
            String type = answer.headers().firstValue("Content-Type").orElse("");
            assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                    .as(path)
                    .contains("nosniff");
            if (type.startsWith("text/html")) {
                assertThat(answer.body()).as(path).doesNotContain("alert(1)");
                assertThat(answer.headers().firstValue("Content-Security-Policy"))
                        .as(path)
                        .get()
                        .asString()
                        .contains("default-src 'none'", "script-src 'self'")
                        .doesNotContain("unsafe");
            } else {
                assertThat(type).as(path).matches("(application/json|text/csv).*");
            }
        }
    }
}
