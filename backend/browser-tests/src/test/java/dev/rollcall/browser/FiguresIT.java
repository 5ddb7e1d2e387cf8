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
class FiguresIT extends BrowserTest {
    @Test
    @Order(1)
    void the_first_page_shows_the_line_to_copy_and_turns_into_figures_by_itself() throws Exception {
        page.navigate(workplace.signInUrl());
        assertThat(page.locator("pre").first()).containsText("-javaagent:");
        assertThat(page.locator("h1")).hasText("Waiting for the first request");
        visitor.photograph(page, "first-steps");

        connect();

        assertThat(page.locator("h1")).hasText("Home");
        assertThat(page.locator(".figure-value").first()).hasText(String.valueOf(Load.total()));
    }

    @Test
    @Order(2)
    void home_tells_the_load() {
        go("/");

        assertThat(Visitor.figure(page, "Requests")).isEqualTo(String.valueOf(Load.total()));
        assertThat(Visitor.figure(page, "Customers"))
                .isEqualTo(String.valueOf(Load.customers().size()));
        int errors = Load.statuses(null, 4) + Load.statuses(null, 5);
        assertThat(Visitor.figure(page, "Error rate")).isEqualTo(percent(errors, Load.total()));
        assertThat(column("top-customers", 3)).isEqualTo(identified());
        List<List<String>> apis = Visitor.rows(page, "apis");
        assertThat(apis).hasSize(1);
        assertThat(apis.get(0)).startsWith("payments-api", "payments-api", String.valueOf(Load.total()));
        visitor.photograph(page, "home");
    }

    @Test
    @Order(3)
    void customers_are_listed_with_their_requests_and_shares() {
        go("/customers");

        assertThat(column("customers", 3)).isEqualTo(texts(Load.byCustomer()));
        Map<String, String> shares = new TreeMap<>();
        Load.byCustomer().forEach((customer, requests) -> shares.put(customer, percent(requests, Load.total())));
        assertThat(column("customers", 4)).isEqualTo(shares);
        assertThat(page.locator(".found")).containsText(Load.customers().size() + " customers");
        visitor.photograph(page, "customers");
    }

    @Test
    @Order(4)
    void what_strangers_call_themselves_stays_text() {
        for (String customer : Load.customers()) {
            go("/customers");
            page.locator("tr[data-row] a.name")
                    .getByText(customer, new Locator.GetByTextOptions().setExact(true))
                    .click();
            Visitor.settle(page);

            assertThat(page.locator("h1")).hasText(customer);
            assertThat((String) page.evaluate("() => document.querySelector('h1').textContent"))
                    .isEqualTo(customer);
            assertThat(Visitor.figure(page, "Requests"))
                    .isEqualTo(String.valueOf(Load.byCustomer().get(customer)));
            assertThat(page.locator("img, main script, main iframe").count()).isZero();
        }
        go("/customer?customer=" + encoded(Load.MARKUP));
        visitor.photograph(page, "customer-markup");
    }

    @Test
    @Order(5)
    void a_profile_tells_what_its_customer_did() {
        go("/customer?customer=acme-corp");

        int requests = Load.byCustomer().get("acme-corp");
        assertThat(Visitor.figure(page, "Requests")).isEqualTo(String.valueOf(requests));
        int errors = Load.statuses("acme-corp", 4) + Load.statuses("acme-corp", 5);
        assertThat(Visitor.figure(page, "Error rate")).isEqualTo(percent(errors, requests));
        assertThat(column("endpoints", 3))
                .isEqualTo(new TreeMap<>(Map.of("GET /orders/{id}", "23", "POST /payments", "7")));
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
        assertThat(Visitor.figure(page, "New customers"))
                .isEqualTo(String.valueOf(Load.customers().size()));
        assertThat(Visitor.figure(page, "Active customers"))
                .isEqualTo(String.valueOf(Load.customers().size()));
        assertThat(Visitor.figure(page, "Top customer")).isEqualTo("acme-corp");
        assertThat(column("top_customers_list", 3)).isEqualTo(identified());
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
    void every_page_fits_into_a_telephone() {
        for (String address : List.of(
                "/",
                "/customers",
                "/customer?customer=" + encoded(Load.PATH),
                "/requests",
                "/dashboard",
                "/live",
                "/signals",
                "/agents",
                "/query",
                "/settings")) {
            go(address);
            page.setViewportSize(360, 780);
            Visitor.settle(page);
            assertThat(Visitor.overhang(page)).as(address).isZero();
            page.setViewportSize(1600, 1000);
            Visitor.settle(page);
            assertThat(Visitor.overhang(page)).as(address).isZero();
        }
    }

    @Test
    @Order(9)
    void requests_appear_while_they_come_in() throws Exception {
        go("/live");
        assertThat(page.locator(".live-open")).isVisible();
        Load.makeOne(api, "latecomer");
        assertThat(page.locator("[data-name=live] tbody tr").first()).containsText("latecomer");
        visitor.photograph(page, "live");
    }

    @Test
    @Order(10)
    void signals_say_when_there_is_nothing_to_say() {
        go("/signals");
        assertThat(page.locator(".panel")).hasCount(4);
        visitor.photograph(page, "signals");
        go("/requests");
        assertThat(Visitor.rows(page, "history")).hasSize(50);
        page.locator(".further").click();
        page.waitForCondition(() -> Visitor.rows(page, "history").size() == Load.total() + 1);
        visitor.photograph(page, "requests");
    }

    @Test
    @Order(11)
    void the_agents_account_for_every_request() {
        go("/agents");
        // An agent tells of itself once a minute.
        assertThat(page.locator("[data-name=agents] tbody tr"))
                .hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(90_000));
        List<String> row = Visitor.rows(page, "agents").get(0);
        assertThat(row.get(1)).contains("payments-api");
        assertThat(row.get(2)).contains("alive");
        visitor.photograph(page, "agents");
    }
}
