package dev.rollcall.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

/** People who have no mouse: Tab, Enter and Escape alone reach and use what opens, and come back to where it was opened. */
class KeyboardIT extends LoadedWorkplaceTest {
    /** More than any page has to be passed on the way to something. */
    private static final int STEPS = 60;

    /** Goes on with Tab until an element has the focus. */
    private void tabTo(String selector) {
        for (int i = 0; i < STEPS; i++) {
            page.keyboard().press("Tab");
            if (focused(selector)) {
                return;
            }
        }
        throw new AssertionError(STEPS + " times Tab do not lead to " + selector);
    }

    private boolean focused(String selector) {
        return (Boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector);
    }

    private void press(String key) {
        page.keyboard().press(key);
    }

    @Test
    void the_time_is_chosen_and_the_keyboard_stays_at_the_choice() {
        go("/");
        tabTo("[data-window='7d']");
        press("Enter");
        assertThat(page.locator("[data-window='7d']")).hasAttribute("aria-pressed", "true");
        assertThat(page.locator("[data-window='7d']")).isFocused();
        Visitor.settle(page);
        assertThat(Visitor.figure(page, "Requests")).isEqualTo(String.valueOf(load.total()));

        tabTo("[data-window=custom]");
        press("Enter");
        assertThat(page.locator(".days input").first()).isFocused();
        tabTo(".days button");
        press("Enter");
        assertThat(page.locator("[data-window=custom]")).hasAttribute("aria-pressed", "true");
        assertThat(page.locator("[data-window=custom]")).isFocused();
        Visitor.settle(page);
        // The last seven days, as the fields have them at first.
        assertThat(Visitor.figure(page, "Requests")).isEqualTo(String.valueOf(load.total()));
    }

    @Test
    void days_that_were_not_wanted_after_all_are_closed_with_escape() {
        go("/customers");
        tabTo("[data-window=custom]");
        press("Enter");
        assertThat(page.locator(".days")).isVisible();
        assertThat(page.locator(".days input").first()).isFocused();
        press("Escape");
        assertThat(page.locator(".days")).isHidden();
        assertThat(page.locator("[data-window=custom]")).isFocused();
        assertThat(page.locator("[data-window=custom]")).hasAttribute("aria-expanded", "false");
    }

    @Test
    void widgets_are_chosen_or_left_and_the_keyboard_is_back_at_the_button() {
        go("/dashboard?api=" + Load.ORDERS);
        Locator dialog = page.locator("dialog");
        tabTo(".customize");
        press("Enter");
        assertThat(dialog).isVisible();
        assertThat(page.locator("dialog input").first()).isFocused();
        press("Escape");
        assertThat(dialog).hasCount(0);
        assertThat(page.locator(".customize")).isFocused();

        press("Enter");
        assertThat(dialog).isVisible();
        tabTo("dialog button.quiet");
        press("Enter");
        tabTo("dialog button[type=submit]");
        press("Enter");
        assertThat(dialog).hasCount(0);
        assertThat(page.locator(".customize")).isFocused();
        assertThat(page.locator("[data-name=active_customers]")).isVisible();
    }

    @Test
    void a_request_is_opened_and_closed_and_the_keyboard_is_back_at_it() {
        go("/customer?customer=wonka");
        tabTo("a[data-request]");
        String request = (String) page.evaluate("() => document.activeElement.dataset.request");
        press("Enter");
        assertThat(page.locator("dialog.drawer .fields").first()).isVisible();
        assertThat(page.locator("dialog.drawer .drawer-head button")).isFocused();
        press("Enter");
        assertThat(page.locator("dialog.drawer")).hasCount(0);
        assertThat(page.locator("a[data-request='" + request + "']")).isFocused();
    }

    @Test
    void the_menu_of_a_telephone_leads_to_a_page_or_back_to_its_button() {
        page.setViewportSize(360, 780);
        go("/");
        Locator button = page.locator(".menu-toggle");
        Locator menu = page.locator("#menu");
        tabTo(".menu-toggle");
        press("Enter");
        assertThat(menu).isVisible();
        press("Escape");
        assertThat(menu).isHidden();
        assertThat(button).isFocused();

        press("Enter");
        tabTo("nav a[data-path='/signals']");
        press("Escape");
        assertThat(menu).isHidden();
        assertThat(button).isFocused();

        press("Enter");
        tabTo("nav a[data-path='/customers']");
        press("Enter");
        assertThat(page.locator("h1")).hasText("Customers");
        assertThat(menu).isHidden();
        assertThat(page.locator("main")).isFocused();
    }
}
