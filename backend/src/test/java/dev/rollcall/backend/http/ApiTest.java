package dev.rollcall.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApiTest extends ApiFixture {
    @Test
    void the_home_page_is_answered_with_every_figure() throws Exception {
        Object answer = get("/api/workspace?window=24h");

        assertThat(at(answer, "window", "name")).isEqualTo("24h");
        assertThat(at(answer, "window", "from")).isEqualTo("2026-08-19T13:00:00.000000Z");
        assertThat(at(answer, "window", "bucket")).isEqualTo("hour");
        assertThat(at(answer, "has_events")).isEqualTo(true);
        assertThat(at(answer, "totals", "requests")).isEqualTo(15);
        assertThat(at(answer, "totals", "unidentified_requests")).isEqualTo(1);
        assertThat(at(answer, "totals", "errors_5xx")).isEqualTo(1);
        assertThat(at(answer, "totals", "avg_us")).isEqualTo(1000);
        assertThat(at(answer, "apis", 0, "api")).isEqualTo("pay");
        assertThat(at(answer, "top_customers", 0, "customer_id")).isEqualTo("acme");
        assertThat(at(answer, "top_customers", 0, "requests")).isEqualTo(12);
        assertThat(at(answer, "top_customers", 0, "share")).isEqualTo(12 / 15.0);
        assertThat(at(answer, "top_customers", 0, "daily", 0, "at")).isEqualTo("2026-08-19T13:00:00.000000Z");
    }

    @Test
    void shares_are_of_the_window_that_is_shown() throws Exception {
        for (String window : List.of("24h", "all")) {
            // One request of acme's is older than a day.
            double acme = window.equals("all") ? 13 / 16.0 : 12 / 15.0;
            assertThat(at(get("/api/workspace?window=" + window), "top_customers", 0, "share"))
                    .as(window)
                    .isEqualTo(acme);
            assertThat(at(get("/api/customers?window=" + window), "customers", 0, "share"))
                    .as(window)
                    .isEqualTo(acme);
            assertThat(at(get("/api/top?api=pay&window=" + window), "customers", 0, "share"))
                    .as(window)
                    .isEqualTo(acme);
            assertThat(at(get("/api/overview?api=pay&window=" + window), "top_customer", "share"))
                    .as(window)
                    .isEqualTo(acme);
            assertThat(at(get("/api/customer?customer=acme&window=" + window), "customer", "share"))
                    .as(window)
                    .isEqualTo(acme);
        }
    }

    @Test
    void customers_come_in_pages_with_strangers_texts_as_they_were_sent() throws Exception {
        Object first = get("/api/customers?window=7d&limit=2");
        Object second = get("/api/customers?window=7d&limit=2&after=" + encoded(text(at(first, "next"))));

        assertThat(at(first, "total_customers")).isEqualTo(3);
        assertThat(at(first, "customers", 0, "customer_id")).isEqualTo("acme");
        assertThat(at(first, "customers", 0, "daily", 6, "day")).isEqualTo("2026-08-20");
        assertThat(at(first, "customers", 0, "daily", 6, "requests")).isEqualTo(12);
        assertThat(at(first, "customers", 1, "customer_id")).isEqualTo(MARKUP);
        assertThat(at(first, "customers", 1, "name")).isEqualTo(MARKUP);
        assertThat(at(second, "customers", 0, "customer_id")).isEqualTo(FORMULA);
        assertThat(at(second, "customers", 1, "customer_id")).isNull();
        assertThat(at(second, "next")).isNull();
    }

    @Test
    void a_file_of_customers_has_no_formulas() throws Exception {
        HttpResponse<String> answer = send("GET", "/api/customers.csv?window=7d", null);

        assertThat(answer.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
        assertThat(answer.headers().firstValue("content-disposition"))
                .hasValue("attachment; filename=\"customers.csv\"");
        List<String> lines = List.of(answer.body().split("\r\n", -1));
        assertThat(lines.get(0)).startsWith("customer_id,name,kind,apis,requests,share,");
        assertThat(lines.get(1)).startsWith("acme,,,pay,13,");
        assertThat(lines).anyMatch(line -> line.startsWith("\"'=HYPERLINK(\"\"http://x\"\",\"\"a,b\"\")\",,,pay,1,"));
        assertThat(lines).hasSize(6).endsWith("");
    }

    @Test
    void a_customer_is_told_with_notes_and_a_stranger_is_not_found() throws Exception {
        assertThat(send("PUT", "/api/description", "{\"customer\":\"acme\",\"text\":\"<b>big</b>\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(send("PUT", "/api/favourites?customer=acme", "").statusCode())
                .isEqualTo(204);

        Object acme = get("/api/customer?customer=acme&window=30d");
        assertThat(at(acme, "customer", "requests")).isEqualTo(13);
        assertThat(at(acme, "customer", "favourite")).isEqualTo(true);
        assertThat(at(acme, "customer", "trend")).isEqualTo("new");
        assertThat(at(acme, "description")).isEqualTo("<b>big</b>");
        assertThat(at(acme, "apis", 0, "requests")).isEqualTo(13);
        assertThat(at(get("/api/customer?customer=" + encoded(MARKUP)), "customer", "customer_id"))
                .isEqualTo(MARKUP);
        assertThat(at(get("/api/customer?unidentified=true"), "customer", "requests"))
                .isEqualTo(1);
        assertThat(at(
                        get("/api/customer?customer=acme&window=custom&from=2026-01-01&to=2026-01-02"),
                        "customer",
                        "requests"))
                .isEqualTo(0);
        assertThat(at(get("/api/customers?favourites=true&window=30d"), "total_customers"))
                .isEqualTo(1);
        assertError("/api/customer?customer=Acme", 404, "unknown_customer");
        assertError("/api/customer", 400, "missing");

        assertThat(send("DELETE", "/api/favourites?customer=acme", null).statusCode())
                .isEqualTo(204);
        assertThat(at(get("/api/customer?customer=acme"), "customer", "favourite"))
                .isEqualTo(false);
    }

    @Test
    void the_history_is_paged_filtered_and_opened() throws Exception {
        Object page = get("/api/requests?window=7d&customer=acme&limit=3&sort=time&order=desc");
        Object next = get("/api/requests?window=7d&customer=acme&limit=3&after=" + encoded(text(at(page, "next"))));

        assertThat(at(page, "requests", 0, "ts")).isEqualTo("2026-08-20T12:37:11.000000Z");
        assertThat(at(page, "requests", 0, "name")).isEqualTo("/users/{id}");
        assertThat(at(page, "requests", 2, "kind")).isEqualTo("api_request_rollup");
        assertThat(at(page, "requests", 2, "count")).isEqualTo(10);
        assertThat(at(page, "requests", 2, "duration_us")).isEqualTo(1000);
        assertThat(at(next, "requests", 0, "ts")).isEqualTo("2026-08-19T07:37:11.000000Z");
        assertThat(at(next, "next")).isNull();
        assertThat((List<?>) at(get("/api/requests?window=7d&status_class=5"), "requests"))
                .hasSize(1);

        String id = text(at(page, "requests", 0, "event_id"));
        Object detail = get("/api/request?id=" + id);
        assertThat(at(detail, "event_id")).isEqualTo(id);
        assertThat(at(detail, "event")).isEqualTo("api_request");
        assertThat(at(detail, "ts")).isEqualTo("2026-08-20T12:37:11.000000Z");
        assertThat(at(detail, "properties", "region")).isEqualTo("eu");
        assertError("/api/request?id=" + new UUID(0, 0), 404, "unknown_request");
        assertError("/api/request?id=x", 400, "bad_value");
        HttpResponse<String> file = send("GET", "/api/requests.csv?window=7d", null);
        assertThat(file.body().split("\r\n", -1)).hasSize(9);
        assertThat(file.body()).contains(",\"'=HYPERLINK(").contains("," + MARKUP + ",");
    }

    @Test
    void every_other_question_is_answered() throws Exception {
        assertThat((List<?>) at(get("/api/series?window=30d"), "points")).hasSize(30);
        assertThat(at(get("/api/endpoints?window=30d&customer=acme"), "endpoints", 0, "requests"))
                .isEqualTo(13);
        assertThat(at(get("/api/endpoints?window=30d"), "endpoints", 0, "customers"))
                .isEqualTo(3);
        assertThat((List<?>) at(get("/api/hours?window=30d"), "hours")).hasSize(24);
        assertThat((List<?>) at(get("/api/hours?window=30d"), "weekdays")).hasSize(7);
        assertThat((List<?>) at(get("/api/top?window=30d"), "customers")).hasSize(3);
        assertThat(at(get("/api/overview?window=30d"), "new_customers")).isEqualTo(3);
        assertThat(at(get("/api/overview?window=30d"), "top_customer", "customer_id"))
                .isEqualTo("acme");
        assertThat(at(get("/api/overview?window=custom&from=2026-01-01&to=2026-01-02"), "top_customer"))
                .isNull();
        assertThat((List<?>) at(get("/api/signals"), "growing")).isEmpty();
        assertThat(at(get("/api/errors?window=30d"), "customers", 0, "customer_id"))
                .isEqualTo(FORMULA);
        assertThat(at(get("/api/errors?window=30d"), "statuses", 0, "status")).isEqualTo(500);
        Object tables = get("/api/sql/tables");
        assertThat((List<?>) at(tables, "tables")).hasSize(3);
    }

    @Test
    void favourites_that_went_silent_are_told_behind_those_that_call() throws Exception {
        for (String favourite : List.of("acme", FORMULA, MARKUP, "nobody")) {
            assertThat(send("PUT", "/api/favourites?customer=" + encoded(favourite), "")
                            .statusCode())
                    .isEqualTo(204);
        }
        try {
            // From ten to eleven o'clock nobody called but the one.
            Object answer = get("/api/overview?window=custom&from=2026-08-20T10:00:00Z&to=2026-08-20T11:00:00Z");
            assertThat(at(answer, "favourites", 0, "customer_id")).isEqualTo(FORMULA);
            assertThat(at(answer, "favourites", 0, "requests")).isEqualTo(1);
            assertThat(at(answer, "favourites", 1, "customer_id")).isEqualTo("acme");
            assertThat(at(answer, "favourites", 1, "requests")).isEqualTo(0);
            assertThat(at(answer, "favourites", 1, "last")).isNull();
            assertThat(at(answer, "favourites", 1, "favourite")).isEqualTo(true);
            assertThat(at(answer, "favourites", 2, "customer_id")).isEqualTo(MARKUP);
            assertThat(at(answer, "favourites", 2, "name")).isEqualTo(MARKUP);
            assertThat((List<?>) at(answer, "favourites")).hasSize(3);
            assertThat(at(answer, "total_favourites")).isEqualTo(4);

            Object elsewhere = get("/api/overview?api=other&window=30d");
            assertThat((List<?>) at(elsewhere, "favourites")).isEmpty();
            assertThat(at(elsewhere, "total_favourites")).isEqualTo(4);
        } finally {
            for (String favourite : List.of("acme", FORMULA, MARKUP, "nobody")) {
                send("DELETE", "/api/favourites?customer=" + encoded(favourite), null);
            }
        }
        assertThat(at(get("/api/overview?window=30d"), "total_favourites")).isEqualTo(0);
        assertThat((List<?>) at(get("/api/overview?window=30d"), "favourites")).isEmpty();
    }

    @Test
    void agents_are_told_with_what_they_wove_and_lost() throws Exception {
        Object agent = at(get("/api/agents"), "agents", 0);

        assertThat(at(agent, "instance")).isEqualTo("i1");
        assertThat(at(agent, "alive")).isEqualTo(true);
        assertThat(at(agent, "woven")).isEqualTo(List.of("tomcat 10.1", "spring-mvc 6.2"));
        assertThat(at(agent, "seen")).isEqualTo(15);
        assertThat(at(agent, "lost_by_reason")).isEqualTo(Map.of("queue", 2));
        assertThat(at(agent, "uptime_s")).isNull();
        assertThat(at(agent, "stored_requests")).isEqualTo(16);
    }

    @Test
    void sql_is_answered_or_refused_in_a_sentence() throws Exception {
        Object answer = tree(send(
                "POST",
                "/api/sql",
                "{\"query\":\"select properties.customer_id, count() as n from events group by 1"
                        + " order by n desc limit 1\"}"));

        assertThat(at(answer, "columns", 1, "name")).isEqualTo("n");
        assertThat(at(answer, "rows", 0)).isEqualTo(List.of("acme", 13));
        HttpResponse<String> refused =
                send("POST", "/api/sql", "{\"query\":\"select * from read_csv('/etc/passwd')\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(at(tree(refused), "error", "code")).isEqualTo("bad_sql");
        assertThat(send("POST", "/api/sql", "{").statusCode()).isEqualTo(400);
    }

    @Test
    void a_number_that_json_does_not_have_is_null_inside_a_value_and_the_others_stay_as_they_are() throws Exception {
        HttpResponse<String> told = send(
                "POST",
                "/api/sql",
                "{\"query\":\"select {'list': [cast('nan' as double), cast('-inf' as double), 1.5, -2],"
                        + " 'text': 'NaN and inf', 'long': 12345678901234567890} as value\"}");

        assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
        Object value = at(tree(told), "rows", 0, 0);
        assertThat(at(value, "list")).isEqualTo(Arrays.asList(null, null, 1.5, -2.0));
        assertThat(at(value, "text")).isEqualTo("NaN and inf");
        assertThat(told.body()).contains("\"long\":12345678901234567890");
    }

    @Test
    void widgets_are_kept_and_none_is_a_choice_too() throws Exception {
        assertThat((List<?>) at(get("/api/widgets?api=pay"), "widgets")).hasSize(10);
        assertThat(send("PUT", "/api/widgets?api=pay", "{\"widgets\":[\"top_customer\"]}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(at(get("/api/widgets?api=pay"), "widgets")).isEqualTo(List.of("top_customer"));
        assertThat(send("PUT", "/api/widgets?api=pay", "{\"widgets\":[]}").statusCode())
                .isEqualTo(204);
        assertThat((List<?>) at(get("/api/widgets?api=pay"), "widgets")).isEmpty();
        assertThat(send("PUT", "/api/widgets", "{\"widgets\":[\"<b>\"]}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void what_makes_no_sense_is_told_in_a_sentence() throws Exception {
        assertError("/api/customers?window=yesterday", 400, "bad_value");
        assertError("/api/customers?window=custom", 400, "bad_value");
        assertError("/api/customers?limit=201", 400, "bad_value");
        assertError("/api/customers?sort=name", 400, "bad_value");
        assertError("/api/customers?order=up", 400, "bad_value");
        assertError("/api/customers?after=!!", 400, "bad_value");
        assertError("/api/customers?after=" + encoded("eA"), 400, "bad_value");
        assertError("/api/requests?after=MQ", 400, "bad_value");
        assertError("/api/requests?customer=a&unidentified=true", 400, "bad_value");
        assertError("/api/requests?status=teapot", 400, "bad_value");
        assertError("/api/customer?customer=%FF", 400, "bad_query");
    }
}
