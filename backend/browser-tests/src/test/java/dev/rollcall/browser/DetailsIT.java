package dev.rollcall.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What pages show of requests and agents that no application of ours makes: long ago, without a route, with odd numbers. */
class DetailsIT extends NewWorkplaceTest {
    private static final String FIRST = "00000000-0000-8000-8000-000000000001";
    private static final String SECOND = "00000000-0000-8000-8000-000000000002";
    private static final String THIRD = "00000000-0000-8000-8000-000000000003";

    @BeforeAll
    static void signIn() throws Exception {
        send(event("gone-quiet", Duration.ofDays(10), "\"/orders/{id}\""));
        send(event("here", Duration.ofMinutes(5), "\"/orders/{id}\",\"route_inferred\":true"));
        send(event("here", Duration.ofMinutes(5), "null"));
        // Too long ago for every other test here, and for signals.
        send(
                old(FIRST, 72, "/find/the/needle", "/find/{what}", "ok", 2000, 20),
                old(SECOND, 71, "/list/2", "/list/{page}", "timeout", 9000, 10),
                old(THIRD, 70, "/list/3", "/list/{page}", "ok", 5000, 30));
        Page page = visitor.page(window);
        page.navigate(workplace.signInUrl());
        assertThat(page.locator("h1")).hasText("Home");
        page.close();
    }

    private static String event(String customer, Duration ago, String route) {
        return "{\"event_id\":\"" + UUID.randomUUID() + "\",\"ts\":\""
                + Instant.now().minus(ago) + "\",\"duration_us\":1830,\"customer_id\":\"" + customer
                + "\",\"method\":\"GET\",\"route\":" + route
                + ",\"path\":\"/orders/7\",\"status\":200,\"service\":\"pay\"}";
    }

    private static String old(String id, int days, String path, String route, String outcome, int micros, int bytes) {
        return "{\"event_id\":\"" + id + "\",\"ts\":\"" + Instant.now().minus(Duration.ofDays(days))
                + "\",\"duration_us\":" + micros + ",\"response_bytes\":" + bytes + ",\"outcome\":\"" + outcome
                + "\",\"customer_id\":\"long-ago\",\"method\":\"GET\",\"route\":\"" + route + "\",\"path\":\"" + path
                + "\",\"status\":200,\"service\":\"pay\"}";
    }

    @Test
    void the_history_is_searched_narrowed_and_sorted_by_all_that_it_offers() {
        go("/customer?customer=long-ago&window=all");
        Locator search = page.getByLabel("Search requests");
        Locator route = page.locator("[data-filter=route]");
        Locator outcome = page.locator("[data-filter=outcome]");
        Locator clear = page.getByText("Clear filters");
        listed(THIRD, SECOND, FIRST);
        assertThat(clear).isHidden();

        search.fill("NEEDLE");
        listed(FIRST);
        clear.click();
        listed(THIRD, SECOND, FIRST);
        assertThat(search).hasValue("");

        route.selectOption("/list/{page}");
        listed(THIRD, SECOND);
        outcome.selectOption("timeout");
        listed(SECOND);
        assertThat(page.url()).contains("outcome=timeout").contains("route=%2Flist");
        clear.click();
        listed(THIRD, SECOND, FIRST);
        assertThat(route).hasValue("");
        assertThat(outcome).hasValue("");
        assertThat(clear).isHidden();

        // Newest first at the beginning; of the others the longest and the largest.
        sortBy("time");
        listed(FIRST, SECOND, THIRD);
        sortBy("duration");
        listed(SECOND, THIRD, FIRST);
        sortBy("duration");
        listed(FIRST, THIRD, SECOND);
        sortBy("size");
        listed(THIRD, FIRST, SECOND);
        sortBy("size");
        listed(SECOND, FIRST, THIRD);
    }

    private void sortBy(String column) {
        page.locator("[data-name=history] [data-sort=" + column + "]").click();
    }

    private void listed(String... ids) {
        page.waitForCondition(() -> order("history").equals(List.of(ids)));
    }

    @Test
    void who_called_no_more_is_listed_with_what_happened() {
        go("/signals");

        assertThat(page.locator("[data-name=dormant] .count-badge")).hasText("1");
        assertThat(Visitor.rows(page, "dormant"))
                .singleElement()
                .satisfies(row -> assertThat(row.get(0)).isEqualTo("gone-quiet"))
                .satisfies(row -> assertThat(row.get(2)).contains("No request for 10 days"));
    }

    @Test
    void an_end_point_without_a_route_does_not_lead_to_the_requests_of_others() {
        go("/dashboard");

        assertThat(Visitor.rows(page, "endpoints").stream().map(row -> row.get(0)))
                .containsExactlyInAnyOrder("GET /orders/{id}", "GET null");
        assertThat(page.locator("[data-name=endpoints] tbody a")).hasCount(1);
        page.locator("[data-name=endpoints] tbody a").click();
        Visitor.settle(page);
        assertThat(Visitor.rows(page, "history")).hasSize(2);
    }

    @Test
    void an_end_point_that_was_guessed_says_so_and_another_does_not() {
        assertThat(ofRequestOf("here")).containsEntry("Request/Guessed", "from the path, by the agent");
        assertThat(ofRequestOf("gone-quiet"))
                .containsEntry("Request/Path", "/orders/7")
                .doesNotContainKey("Request/Guessed");
    }

    private Map<String, String> ofRequestOf(String customer) {
        go("/requests?route=%2Forders%2F%7Bid%7D");
        page.locator("[data-name=history] tr", new Page.LocatorOptions().setHasText(customer))
                .locator("a[data-request]")
                .click();
        assertThat(page.locator("dialog.drawer dl").first()).isVisible();
        return fields();
    }

    @Test
    void numbers_stay_numbers_in_the_file_of_a_query_and_texts_are_no_formulas() throws Exception {
        go("/query");
        page.locator("textarea")
                .fill("select cast(-1.50 as decimal(5,2)) as amount, -12345678901234567890 as large, '-1.50' as words,"
                        + " '=1+1' as formula, 'a\n=1;\"-1' as lines");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".result tbody tr")).hasCount(1);

        Download file = page.waitForDownload(
                () -> page.locator(".console-foot button:has-text('CSV')").click());

        assertThat(Files.readString(file.path()))
                .isEqualTo("amount,large,words,formula,lines\r\n-1.50,-12345678901234567890,'-1.50,'=1+1,"
                        + "\"a\n'=1;'\"\"-1\"\r\n");
    }

    @Test
    void a_file_of_requests_is_saved_or_refused_in_a_sentence() throws Exception {
        go("/requests");
        Download file = page.waitForDownload(
                () -> page.locator("a[download='requests.csv']").click());
        assertThat(file.suggestedFilename()).isEqualTo("requests.csv");
        assertThat(Files.readAllLines(file.path())).hasSize(4);

        page.route("**/api/requests.csv?*", DetailsIT::refuse);
        page.locator("a[download='requests.csv']").click();
        assertThat(page.locator(".toast")).hasText("These are more than a file may have.");
        // The browser tells of every answer of 400 and above; this one was asked for.
        assertThat(visitor.complaints()).allMatch(complaint -> complaint.contains("413"));
    }

    private static void refuse(Route route) {
        route.fulfill(
                new Route.FulfillOptions()
                        .setStatus(413)
                        .setContentType("application/json")
                        .setBody(
                                "{\"error\":{\"code\":\"too_many_rows\",\"message\":\"These are more than a file may have.\"}}"));
    }

    @Test
    void a_favourite_that_has_gone_quiet_stays_on_the_dashboard() {
        go("/dashboard?window=7d");
        assertThat(page.locator("[data-name=favorite_customers] .state-title"))
                .hasText("The star beside a customer puts them here.");
        go("/customer?customer=gone-quiet");
        page.waitForResponse(
                "**/api/favourites?*", () -> page.locator(".identity .star").click());

        go("/dashboard?window=7d");
        // Its requests, its errors and its last call, in this time.
        assertThat(Visitor.rows(page, "favorite_customers"))
                .singleElement()
                .satisfies(row -> assertThat(row.get(0)).isEqualTo("gone-quiet"))
                .satisfies(row -> assertThat(row.subList(3, 6)).containsExactly("0", "–", "–"));
        go("/dashboard?api=another");
        assertThat(page.locator("[data-name=favorite_customers] .state-title"))
                .hasText("None of your favourites has ever called here.");
    }

    @Test
    void an_agent_that_runs_is_alive_on_days_that_are_over() throws Exception {
        Duration then = Duration.ofDays(5);
        send(
                status("runs", then, "\"seen\":1"),
                status("runs", Duration.ZERO, "\"seen\":2"),
                status("ended", then, "\"seen\":3"),
                status("ended", Duration.ofMinutes(10), "\"seen\":4"));

        go("/agents" + dayOf(then));
        Map<String, String> states = column("agents", 2);
        assertThat(states.get("runs")).startsWith("alive");
        assertThat(states.get("ended")).startsWith("silent").contains("10 min ago");
        assertThat(column("agents", 4)).as("told in this time").isEqualTo(Map.of("runs", "1", "ended", "3"));
    }

    @Test
    void an_agent_accounts_for_each_of_its_destinations_and_for_what_dead_processes_left() throws Exception {
        send(status(
                "two",
                Duration.ZERO,
                "\"seen\":9,\"delivered\":7,\"waiting\":0,\"excluded\":0,\"rolled_up\":0,\"lost\":0,\"handed_over\":2,"
                        + "\"seen_2\":9,\"delivered_2\":6,\"waiting_2\":0,\"excluded_2\":0,\"rolled_up_2\":0,\"lost_2\":3,"
                        + "\"lost_expired_2\":2,\"lost_set_aside_2\":1,\"adopted_expired_2\":4"));

        go("/agents?window=24h");
        List<String> row = Visitor.rows(page, "agents").stream()
                .filter(one -> one.get(0).equals("two"))
                .findFirst()
                .orElseThrow();
        assertThat(row.get(4)).isEqualTo("9");
        assertThat(row.get(5).lines()).containsExactly("7 to the first destination", "6 to the second destination");
        assertThat(row.get(6).lines())
                .containsExactly("0 to the first destination", "+ 2 handed over", "0 to the second destination");
        assertThat(row.get(9).lines())
                .containsExactly(
                        "0 to the first destination",
                        "3 to the second destination",
                        "expired: 2",
                        "set aside: 1",
                        "+ 4 of dead processes");
        assertThat(page.locator("[data-row=two] .lost")).hasText("3");
        visitor.photograph(page, "agents-two-destinations");
        page.setViewportSize(360, 780);
        Visitor.settle(page);
        assertThat((Boolean) page.locator("[data-name=agents] .table-box")
                        .evaluate("box => box.scrollWidth <= box.clientWidth"))
                .as("seen and lost are in sight on a telephone")
                .isTrue();
    }

    @Test
    void more_agents_than_are_shown_are_told_of() throws Exception {
        Duration then = Duration.ofDays(7);
        send(IntStream.rangeClosed(0, 500)
                .mapToObj(i -> status("one-of-many-" + i, then, "\"seen\":1"))
                .toArray(String[]::new));

        go("/agents" + dayOf(then));
        assertThat(page.locator("[data-name=agents] tbody tr")).hasCount(500);
        assertThat(page.locator("[data-name=agents] .cut"))
                .hasText("These are the 500 that were heard of last, of 501 in this time. A shorter time has fewer.");
        go("/agents" + dayOf(Duration.ofDays(5)));
        assertThat(page.locator("[data-name=agents] .cut")).hasCount(0);
    }

    private static String status(String instance, Duration ago, String counters) {
        return "{\"event_id\":\"" + UUID.randomUUID() + "\",\"event\":\"agent_status\",\"ts\":\""
                + Instant.now().minus(ago) + "\",\"service\":\"pay\",\"instance\":\"" + instance
                + "\",\"agent_version\":\"0.3.0\",\"properties\":{" + counters + "}}";
    }

    /** The day on which that was, as a time that was chosen. */
    private static String dayOf(Duration ago) {
        LocalDate day = Sent.day(Instant.now().minus(ago));
        return "?window=custom&from=" + day + "&to=" + day.plusDays(1);
    }

    @Test
    void a_graph_that_was_replaced_watches_nothing_any_more() {
        BrowserContext counting = visitor.window();
        counting.addCookies(window.cookies());
        counting.addInitScript(
                "window.watching = new Set();"
                        + "const {observe, disconnect} = ResizeObserver.prototype;"
                        + "ResizeObserver.prototype.observe = function (...of) {watching.add(this); return observe.apply(this, of);};"
                        + "ResizeObserver.prototype.disconnect = function () {watching.delete(this); return disconnect.apply(this);};");
        Page graphs = visitor.page(counting);
        graphs.navigate(workplace.url() + "/");
        Visitor.settle(graphs);
        assertThat(graphs.locator("[data-name=series] canvas")).isVisible();
        int before = watching(graphs);

        for (String tab : List.of("time", "size", "errors", "requests", "time", "requests")) {
            graphs.locator("[data-tab=" + tab + "]").click();
            assertThat(graphs.locator("[data-name=series] canvas")).isVisible();
        }

        assertThat(before).isPositive();
        assertThat(watching(graphs)).isEqualTo(before);
        counting.close();
    }

    private static int watching(Page page) {
        return ((Number) page.evaluate("() => window.watching.size")).intValue();
    }
}
