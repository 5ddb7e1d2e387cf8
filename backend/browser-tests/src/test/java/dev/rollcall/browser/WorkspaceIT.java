package dev.rollcall.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The workspace tells of both APIs together, and each API's pages of that API alone: every figure and every list. */
class WorkspaceIT extends LoadedWorkplaceTest {
    @Test
    void home_tells_of_both_apis_together() {
        go("/");

        assertThat(Visitor.figure(page, "Requests")).isEqualTo(String.valueOf(load.total()));
        assertThat(Visitor.hint(page, "Requests"))
                .isEqualTo(bytes(load.answerBytes()) + " out, " + bytes(load.requestBytes()) + " in");
        assertThat(Visitor.figure(page, "Customers"))
                .isEqualTo(String.valueOf(load.customers().size()));
        assertThat(Visitor.hint(page, "Customers")).isEqualTo(load.by("").total() + " requests unidentified");
        assertThat(Visitor.figure(page, "Error rate")).isEqualTo(percent(load.errors(), load.total()));
        assertThat(Visitor.hint(page, "Error rate")).isEqualTo(errors(load));

        assertThat(order("top-customers")).isEqualTo(load.busiest());
        assertThat(column("top-customers", 3)).isEqualTo(identified(load));
        assertThat(column("top-customers", 4)).isEqualTo(each(load, of -> percent(of.total(), load.total())));
        assertThat(column("top-customers", 5)).isEqualTo(each(load, of -> String.valueOf(of.days())));
        assertThat(column("top-customers", 6)).isEqualTo(each(load, of -> percent(of.errors(), of.total())));
        assertLast("top-customers", 8, load.busiest(), load::by);
        assertThat(column("top-customers", 9)).isEqualTo(each(load, of -> "new"));

        List<String> apis = List.of(Load.PAYMENTS, Load.ORDERS);
        assertThat(order("apis")).isEqualTo(apis);
        for (List<String> row : Visitor.rows(page, "apis")) {
            Sent part = load.of(row.get(0));
            assertThat(row.subList(1, 5))
                    .containsExactly(
                            row.get(0),
                            String.valueOf(part.total()),
                            String.valueOf(part.customers().size()),
                            percent(part.errors(), part.total()));
        }
        assertLast("apis", 6, apis, load::of);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {Load.PAYMENTS, Load.ORDERS})
    void a_dashboard_tells_of_its_own_api_alone(@Nullable String api) {
        Sent part = load.of(api);
        go("/dashboard" + (api == null ? "" : "?api=" + api));

        assertThat(page.locator("h1")).hasText(api == null ? "All APIs" : api);
        int customers = part.customers().size();
        assertThat(Visitor.figure(page, "New customers")).isEqualTo(String.valueOf(customers));
        assertThat(Visitor.figure(page, "Active customers")).isEqualTo(String.valueOf(customers));
        String top = part.busiest().get(0);
        int most = part.by(top).total();
        assertThat(Visitor.figure(page, "Top customer")).isEqualTo(top);
        assertThat(Visitor.hint(page, "Top customer")).isEqualTo(most + " requests, " + percent(most, part.total()));
        int identified = part.total() - part.by("").total();
        assertThat(Visitor.figure(page, "Requests per customer"))
                .isEqualTo(String.valueOf(Math.round((double) identified / customers)));
        assertThat(keys())
                .containsExactly(
                        String.valueOf(part.total()), String.valueOf(part.errors()), String.valueOf(part.statuses(5)));

        assertThat(order("customers_list")).isEqualTo(part.latest());
        assertThat(column("customers_list", 3)).isEqualTo(identified(part));
        assertLast("customers_list", 4, part.latest(), part::by);
        assertThat(order("top_customers_list")).isEqualTo(part.busiest());
        assertThat(column("top_customers_list", 3)).isEqualTo(identified(part));
        assertThat(column("top_customers_list", 4)).isEqualTo(each(part, of -> percent(of.total(), part.total())));
        assertErrors(part);
        assertEndpoints(api, part);
    }

    /** What the graph says that its lines add up to. */
    private List<String> keys() {
        return page.locator("[data-name=series] .reading").allInnerTexts();
    }

    private void assertErrors(Sent part) {
        Sent wrong = part.where(made -> made.status() >= 400);
        Map<String, List<String>> told = new TreeMap<>();
        Visitor.rows(page, "errors").forEach(row -> told.put(row.get(0), row.subList(2, 5)));
        Map<String, List<String>> expected = new TreeMap<>();
        for (String customer : wrong.byCustomer().keySet()) {
            Sent of = part.by(customer);
            expected.put(
                    customer,
                    List.of(
                            String.valueOf(of.statuses(4)),
                            String.valueOf(of.statuses(5)),
                            percent(of.errors(), of.total())));
        }
        assertThat(told).isEqualTo(expected);
        Map<String, Integer> statuses = new TreeMap<>();
        wrong.all().forEach(made -> statuses.merge(String.valueOf(made.status()), 1, Integer::sum));
        assertThat(page.locator(".statuses li").allInnerTexts().stream().map(text -> text.replaceAll("\\s+", " ")))
                .containsExactlyInAnyOrderElementsOf(statuses.entrySet().stream()
                        .map(one -> one.getKey() + ' ' + one.getValue())
                        .toList());
    }

    /** End point, API where there are several, requests, share, errors, and how many customers. */
    private void assertEndpoints(@Nullable String api, Sent part) {
        int more = api == null ? 1 : 0;
        assertThat(Visitor.rows(page, "endpoints").stream()
                        .map(row -> List.of(
                                row.get(0),
                                api == null ? row.get(2) : api,
                                row.get(2 + more),
                                row.get(3 + more).trim(),
                                row.get(4 + more),
                                row.get(7 + more))))
                .containsExactlyInAnyOrderElementsOf(Load.APIS.stream()
                        .filter(one -> api == null || api.equals(one))
                        .flatMap(one -> part.of(one).byEndpoint().keySet().stream()
                                .map(endpoint -> endpoint(one, endpoint, part)))
                        .toList());
    }

    private static List<String> endpoint(String api, String endpoint, Sent part) {
        Sent of = part.of(api).where(made -> made.calls().endpoint().equals(endpoint));
        return List.of(
                endpoint,
                api,
                String.valueOf(of.total()),
                percent(of.total(), part.total()),
                percent(of.errors(), of.total()),
                String.valueOf(of.customers().size()));
    }

    @Test
    void the_choice_of_an_api_holds_for_every_page_it_leads_to() {
        go("/");
        page.locator(".api-choice").selectOption(Load.ORDERS);
        assertThat(page.locator("h1")).hasText(Load.ORDERS);

        page.locator("nav a[data-path='/customers']").click();
        assertThat(page.locator("h1")).hasText("Customers");
        Visitor.settle(page);
        Sent part = load.of(Load.ORDERS);
        assertThat(column("customers", 3)).isEqualTo(texts(part.byCustomer()));
        assertThat(page.locator(".found"))
                .containsText(part.customers().size() + " customers, " + part.total() + " requests");

        page.locator("nav a[data-path='/requests']").click();
        assertThat(page.locator("h1")).hasText("Requests");
        Visitor.settle(page);
        assertThat(Visitor.rows(page, "history")).hasSize(part.total());
    }

    @Test
    void every_time_that_has_today_in_it_has_the_whole_load() {
        go("/");
        for (String time : List.of("24h", "7d", "14d", "30d", "all")) {
            page.locator("[data-window='" + time + "']").click();
            assertThat(page.locator("[data-window='" + time + "']")).hasAttribute("aria-pressed", "true");
            Visitor.settle(page);

            assertThat(page.url()).endsWith("window=" + time);
            assertThat(Visitor.figure(page, "Requests")).as(time).isEqualTo(String.valueOf(load.total()));
            assertThat(column("top-customers", 3)).as(time).isEqualTo(identified(load));
            assertThat(keys().get(0)).as(time).isEqualTo(String.valueOf(load.total()));
        }
        choose(Sent.day(load.first().begun()), Sent.day(load.last().begun()));
        assertThat(Visitor.figure(page, "Requests")).isEqualTo(String.valueOf(load.total()));
    }

    @Test
    void a_day_before_the_load_has_nothing_and_says_so() {
        LocalDate yesterday = Sent.day(load.first().begun()).minusDays(1);
        go("/");
        choose(yesterday, yesterday);

        assertThat(Visitor.figure(page, "Requests")).isEqualTo("0");
        assertThat(Visitor.figure(page, "Customers")).isEqualTo("0");
        assertThat(Visitor.figure(page, "Error rate")).isEqualTo("–");
        assertThat(page.locator("[data-name=top-customers] .state-title")).hasText("No requests in the chosen days.");
        assertThat(page.locator("[data-name=apis] .state-title")).hasText("No API was called in this time.");

        String days = page.url().substring(page.url().indexOf('?'));
        go("/dashboard" + days + "&api=" + Load.PAYMENTS);
        assertThat(Visitor.figure(page, "Active customers")).isEqualTo("0");
        assertThat(Visitor.figure(page, "Top customer")).isEqualTo("–");
        assertThat(page.locator("[data-name=errors] .state-title")).hasText("No errors in this time.");
        assertThat(page.locator("[data-name=endpoints] .state-title")).hasText("No end point was called in this time.");
        go("/customer" + days + "&customer=acme-corp");
        assertThat(Visitor.figure(page, "Requests")).isEqualTo("0");
        assertThat(Visitor.figure(page, "Error rate")).isEqualTo("–");
        assertThat(Visitor.hint(page, "Active")).isEqualTo("not in the chosen days");
        assertThat(page.locator("[data-name=history] .state-title")).hasText("No requests in this time.");
        go("/agents" + days);
        assertThat(page.locator("[data-name=agents] .state-title")).hasText("No agent has reported in this time.");
    }

    private void choose(LocalDate first, LocalDate last) {
        page.locator("[data-window=custom]").click();
        page.locator(".days input").first().fill(first.toString());
        page.locator(".days input").last().fill(last.toString());
        page.locator(".days button").click();
        assertThat(page.locator("[data-window=custom]")).hasAttribute("aria-pressed", "true");
        Visitor.settle(page);
    }

    @Test
    void customers_of_an_hour_ago_are_no_signal() {
        go("/signals");

        assertThat(page.locator(".count-badge")).hasText(new String[] {"0", "0", "0", "0"});
        assertThat(page.locator(".panel .state-title")).hasCount(4);
    }

    private static Map<String, String> each(Sent part, Function<Sent, String> figure) {
        Map<String, String> texts = new TreeMap<>();
        part.customers().forEach(customer -> texts.put(customer, figure.apply(part.by(customer))));
        return texts;
    }

    /** The last calls that a column tells are those of the requests that were made last. */
    private void assertLast(String panel, int column, List<String> names, Function<String, Sent> part) {
        Map<String, String> told = Visitor.moments(page, panel, column);
        assertThat(told.keySet()).containsExactlyInAnyOrderElementsOf(names);
        told.forEach((name, moment) -> assertThat(part.apply(name).last().at(Instant.parse(moment)))
                .as(name + " at " + moment)
                .isTrue());
    }
}
