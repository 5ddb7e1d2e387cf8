package dev.rollcall.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Every page, with the figures of a load that is known to the last request, and pictures of each. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FiguresIT extends NewWorkplaceTest {
    private static Map<String, Integer> ports;

    @Test
    @Order(1)
    void the_first_page_shows_the_line_to_copy_and_turns_into_figures_by_itself() throws Exception {
        page.navigate(workplace.signInUrl());
        assertThat(page.locator("pre").first()).containsText("-javaagent:");
        assertThat(page.locator("h1")).hasText("Waiting for the first request");
        visitor.photograph(page, "first-steps");

        ports = workplace.startApis(Load.APIS);
        load = Load.make(ports);

        assertThat(page.locator("h1")).hasText("Home");
        assertThat(page.locator(".figure-value").first()).hasText(String.valueOf(load.total()));
    }

    @Test
    @Order(2)
    void home_tells_the_load() {
        go("/");

        assertThat(Visitor.figure(page, "Requests")).isEqualTo(String.valueOf(load.total()));
        assertThat(Visitor.figure(page, "Customers"))
                .isEqualTo(String.valueOf(load.customers().size()));
        assertThat(Visitor.figure(page, "Error rate")).isEqualTo(percent(load.errors(), load.total()));
        assertThat(column("top-customers", 3)).isEqualTo(identified(load));
        assertThat(column("apis", 2))
                .isEqualTo(Map.of(
                        Load.PAYMENTS, String.valueOf(load.of(Load.PAYMENTS).total()),
                        Load.ORDERS, String.valueOf(load.of(Load.ORDERS).total())));
        visitor.photograph(page, "home");
    }

    @Test
    @Order(3)
    void customers_are_listed_with_their_requests_and_shares() {
        go("/customers");

        assertThat(column("customers", 3)).isEqualTo(texts(load.byCustomer()));
        Map<String, String> shares = new TreeMap<>();
        load.byCustomer().forEach((customer, requests) -> shares.put(customer, percent(requests, load.total())));
        assertThat(column("customers", 4)).isEqualTo(shares);
        assertThat(page.locator(".found")).containsText(load.customers().size() + " customers");
        visitor.photograph(page, "customers");
    }

    @Test
    @Order(4)
    void what_strangers_call_themselves_stays_text() {
        for (String customer : load.customers()) {
            go("/customers");
            page.locator("tr[data-row] a.name")
                    .getByText(customer, new Locator.GetByTextOptions().setExact(true))
                    .click();
            Visitor.settle(page);

            assertThat(page.locator("h1")).hasText(customer);
            assertThat((String) page.evaluate("() => document.querySelector('h1').textContent"))
                    .isEqualTo(customer);
            assertThat(Visitor.figure(page, "Requests"))
                    .isEqualTo(String.valueOf(load.byCustomer().get(customer)));
            assertThat(page.locator("img, main script, main iframe").count()).isZero();
        }
        go("/customer?customer=" + encoded(Load.MARKUP));
        visitor.photograph(page, "customer-markup");
    }

    @Test
    @Order(5)
    void a_profile_tells_what_its_customer_did() {
        go("/customer?customer=acme-corp");

        int requests = load.byCustomer().get("acme-corp");
        assertThat(Visitor.figure(page, "Requests")).isEqualTo(String.valueOf(requests));
        assertThat(page.locator("[data-name=facts]")).containsText("header:X-Customer-ID");
        assertThat(page.locator("[data-name=series] .key").first()).containsText(String.valueOf(requests));
        assertThat(page.locator("[data-name=series] canvas")).isVisible();
        assertThat(Visitor.rows(page, "history")).hasSize(requests);
        for (String tab : List.of("time", "size", "errors")) {
            page.locator("[data-tab=" + tab + "]").click();
            assertThat(page.locator("[data-name=series] canvas")).isVisible();
        }
        page.locator("[data-tab=requests]").click();
        visitor.photograph(page, "customer");
    }

    @Test
    @Order(6)
    void the_dashboard_has_the_widgets_that_were_chosen() {
        go("/customer?customer=wonka");
        page.waitForResponse(
                "**/api/favourites?*", () -> page.locator(".identity .star").click());
        assertThat(page.locator(".identity .star")).hasAttribute("aria-pressed", "true");
        go("/dashboard?api=payments-api");
        assertThat(column("top_customers_list", 3)).isEqualTo(identified(load.of(Load.PAYMENTS)));
        assertThat(column("favorite_customers", 3)).isEqualTo(Map.of("wonka", "8"));
        visitor.photograph(page, "dashboard");

        page.getByText("Customize dashboard").click();
        page.locator("dialog input[name=new_customers]").uncheck();
        page.locator("dialog input[name=hours]").check();
        visitor.photograph(page, "customize");
        page.locator("dialog button[type=submit]").click();
        assertThat(page.locator("[data-name=hours]")).isVisible();
        page.reload();
        Visitor.settle(page);
        assertThat(page.locator("[data-name=hours] .bar").first()).isVisible();
        assertThat(page.locator("[data-name=new_customers]")).hasCount(0);
        assertThat(page.locator("[data-name=active_customers]")).hasCount(1);

        page.getByText("Customize dashboard").click();
        for (Locator box : page.locator("dialog input").all()) {
            box.uncheck();
        }
        page.locator("dialog button[type=submit]").click();
        assertThat(page.locator(".state-title")).hasText("Every widget is off.");
    }

    @Test
    @Order(7)
    void files_have_no_formulas() {
        go("/customers?sort=id");
        APIResponse file = page.request()
                .get(workplace.url()
                        + page.locator("a[download='customers.csv']").getAttribute("href"));
        String text = file.text();

        assertThat(file.headers().get("content-disposition")).startsWith("attachment");
        assertThat(text).contains("acme-corp", "'=HYPERLINK").doesNotContainPattern("(?m)(^|,)\"?=");
    }

    @Test
    @Order(8)
    void requests_appear_while_they_come_in() throws Exception {
        go("/live");
        assertThat(page.locator(".live-open")).isVisible();
        load = load.and(Load.makeOne(ports, "latecomer"));
        assertThat(page.locator("[data-name=live] tbody tr").first()).containsText("latecomer");
        visitor.photograph(page, "live");
    }

    @Test
    @Order(9)
    void signals_say_when_there_is_nothing_to_say() {
        go("/signals");
        assertThat(page.locator(".panel")).hasCount(4);
        visitor.photograph(page, "signals");
        go("/requests");
        assertThat(Visitor.rows(page, "history")).hasSize(50);
        page.locator(".further").click();
        page.waitForCondition(() -> Visitor.rows(page, "history").size() == load.total());
        visitor.photograph(page, "requests");
    }

    @Test
    @Order(10)
    void the_agents_account_for_every_request() throws Exception {
        go("/agents");
        // An agent tells of itself ten seconds after its start, then once a minute, and at its end.
        assertThat(page.locator("[data-name=agents] tbody tr"))
                .hasCount(2, new LocatorAssertions.HasCountOptions().setTimeout(90_000));
        String version = Workplace.agentVersion();
        assertThat(Visitor.rows(page, "agents")).allSatisfy(row -> {
            assertThat(row.get(2)).contains("alive", version);
            assertThat(row.get(3)).contains("Tomcat", "Spring MVC");
            assertThat(row.get(3).lines().map(watched -> watched.replaceFirst(" [0-9].*", "")))
                    .as("each with one version")
                    .doesNotHaveDuplicates();
        });
        visitor.photograph(page, "agents");
        page.setViewportSize(360, 780);
        Visitor.settle(page);
        assertThat((Boolean) page.locator("[data-name=agents] .table-box")
                        .evaluate("box => box.scrollWidth <= box.clientWidth"))
                .as("seen and lost are in sight on a telephone")
                .isTrue();
        page.setViewportSize(1280, 900);

        workplace.endApis();
        go("/agents");

        // Seen, delivered, waiting, rolled up, excluded, lost, stored here.
        assertThat(Visitor.rows(page, "agents").stream().map(FiguresIT::account))
                .containsExactlyInAnyOrder(
                        Load.PAYMENTS + accounted(load.of(Load.PAYMENTS).total()),
                        Load.ORDERS + accounted(load.of(Load.ORDERS).total()));
    }

    private static String account(List<String> row) {
        return row.get(1).lines().findFirst().orElse("") + ' ' + row.subList(4, 11);
    }

    private static String accounted(int requests) {
        String all = String.valueOf(requests);
        return " " + List.of(all, all, "0", "0", "0", "0", all);
    }
}
