package dev.rollcall.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A window 360 pixels wide: nothing hangs over, also not what opens over a page. */
class TelephoneIT extends LoadedWorkplaceTest {
    @BeforeEach
    void hold_a_telephone() {
        page.setViewportSize(360, 780);
    }

    private static void assertFits(Page shown, String what) {
        Visitor.settle(shown);
        assertThat(Visitor.overhang(shown)).as(what).isNotPositive();
    }

    /** What opens over a page has a width of its own, of which the page's says nothing. */
    private void assertFits(Locator opened) {
        assertThat((Boolean) opened.evaluate("box => box.getBoundingClientRect().left >= 0"
                        + " && box.getBoundingClientRect().right <= innerWidth && box.scrollWidth <= box.clientWidth"))
                .isTrue();
    }

    @Test
    void pages_fit_into_it_and_into_a_large_screen_too() {
        for (String address : new String[] {
            "/",
            "/dashboard?api=" + Load.PAYMENTS,
            "/dashboard",
            "/customers",
            "/customers?search=no+such+customer",
            "/customer?unidentified=true",
            "/customer?customer=" + encoded(Load.MARKUP),
            "/customer?customer=" + encoded(Load.PATH),
            "/customer?customer=acme-corp&graph=time&window=all",
            "/requests",
            "/requests?status_class=4&method=GET",
            "/live",
            "/signals",
            "/agents",
            "/query",
            "/settings",
            "/no/such/page"
        }) {
            go(address);
            assertFits(page, address);
            page.setViewportSize(1600, 1000);
            assertFits(page, address + " on a large screen");
            hold_a_telephone();
        }
    }

    @Test
    void the_sign_in_fits() {
        BrowserContext stranger = visitor.window();
        Page other = visitor.page(stranger);
        other.setViewportSize(360, 780);
        other.navigate(workplace.url() + "/");
        assertThat(other.locator(".sign-in")).isVisible();
        assertFits(other, "sign-in");
        stranger.close();
        assertThat(visitor.complaints()).allMatch(complaint -> complaint.contains("401"));
    }

    @Test
    void a_request_in_full_fits() {
        go("/customer?customer=globex");
        page.locator("a[data-request]").first().click();
        Locator drawer = page.locator("dialog.drawer");
        assertThat(drawer.locator(".fields").first()).isVisible();
        assertFits(page, "request");
        assertFits(drawer);
        visitor.photograph(page, "request-globex");
    }

    @Test
    void the_choice_of_widgets_the_menu_and_the_days_fit() {
        go("/dashboard?api=" + Load.ORDERS);
        page.locator("[data-window=custom]").click();
        assertThat(page.locator(".days")).isVisible();
        assertFits(page, "days");
        assertFits(page.locator(".days"));
        for (Locator field : page.locator(".days input").all()) {
            assertFits(field);
        }
        page.locator(".menu-toggle").click();
        assertThat(page.locator("#menu")).isVisible();
        assertFits(page, "menu");
        page.screenshot(new Page.ScreenshotOptions().setPath(Visitor.picture("menu-360")));
        page.locator(".menu-toggle").click();
        page.locator(".customize").click();
        assertThat(page.locator("dialog")).isVisible();
        assertFits(page, "customize");
        assertFits(page.locator("dialog"));
    }

    @Test
    void names_below_a_graph_are_not_cut_off() {
        // Where the names stand depends on how many days there are.
        for (int days = 21; days <= 29; days += 2) {
            go("/?window=custom&from=2026-01-01&to=2026-01-" + (days + 1));
            assertThat(page.locator("[data-name=series] canvas")).isVisible();
            assertThat(
                            (Boolean)
                                    page.locator("[data-name=series] canvas")
                                            .evaluate(
                                                    "canvas => canvas.getContext('2d')"
                                                            + ".getImageData(canvas.width - 1, canvas.height - 28, 1, 28).data.every(ink => ink === 0)"))
                    .as(days + " days")
                    .isTrue();
        }
    }

    @Test
    void a_list_of_requests_says_whose_they_are() {
        go("/requests");
        List<String> rows = page.locator("[data-name=history] tbody tr").allInnerTexts();
        assertThat(rows).isNotEmpty();
        for (int i = 0; i < rows.size(); i++) {
            String customer = load.all().get(load.total() - 1 - i).customer();
            assertThat(rows.get(i)).contains(customer.isEmpty() ? "unidentified" : customer);
        }
    }

    @Test
    void wide_answers_of_the_console_scroll_by_themselves() {
        go("/query");
        page.locator("textarea").fill("select *, '" + "wide".repeat(200) + "' as wide from requests limit 3");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".result tbody tr")).hasCount(3);
        assertFits(page, "answer");
        page.locator("textarea").fill("select " + "no_such_column_of_any_table_".repeat(12) + " from requests");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".sql-error")).isVisible();
        assertFits(page, "refusal");
        assertThat(visitor.complaints()).allMatch(complaint -> complaint.contains("400"));
    }
}
