package dev.rollcall.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What people do on the pages: sort, search, filter, note, choose, ask, keep, let others in, sign in. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UseIT extends LoadedWorkplaceTest {
    @Test
    @Order(1)
    void customers_are_sorted_and_searched() {
        go("/customers");
        page.locator("[data-sort=id]").click();
        Visitor.settle(page);
        List<String> ids =
                Visitor.rows(page, "customers").stream().map(row -> row.get(0)).toList();
        assertThat(ids).hasSize(load.byCustomer().size());
        assertThat(ids.subList(0, ids.size() - 1)).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
        assertThat(ids.get(ids.size() - 1)).isEmpty();
        assertThat(page.locator("th[aria-sort=ascending]")).containsText("Customer");

        page.getByRole(com.microsoft.playwright.options.AriaRole.SEARCHBOX).fill("ONK");
        page.waitForCondition(() -> Visitor.rows(page, "customers").size() == 1);
        assertThat(Visitor.rows(page, "customers").get(0).get(0)).isEqualTo("wonka");
        assertThat(page.url()).contains("search=ONK").contains("sort=id");

        page.reload();
        Visitor.settle(page);
        assertThat(Visitor.rows(page, "customers")).hasSize(1);
        page.getByRole(com.microsoft.playwright.options.AriaRole.SEARCHBOX).fill("nobody of this name");
        assertThat(page.locator(".state-title")).hasText("No customer has this in the id or the name.");
    }

    @Test
    @Order(2)
    void the_history_is_filtered_searched_and_sorted() {
        go("/customer?customer=acme-corp");
        page.locator("[data-filter=status_class]").selectOption("4");
        page.waitForCondition(() ->
                Visitor.rows(page, "history").size() == load.by("acme-corp").statuses(4));
        assertThat(Visitor.rows(page, "history"))
                .allSatisfy(row -> assertThat(row).startsWith(row.get(0), "GET", "404"));

        page.getByText("Clear filters").click();
        page.locator("[data-filter=method]").selectOption("POST");
        page.locator("[data-filter=status_class]").selectOption("5");
        page.waitForCondition(() ->
                Visitor.rows(page, "history").size() == load.by("acme-corp").statuses(5));
        assertThat(Visitor.rows(page, "history"))
                .allSatisfy(row -> assertThat(row).startsWith(row.get(0), "POST", "503"));

        page.getByText("Clear filters").click();
        page.locator("[data-name=history] [data-sort=status]").click();
        Visitor.settle(page);
        assertThat(Visitor.rows(page, "history").get(0).get(2)).isEqualTo("503");
        page.locator("[data-name=history] [data-sort=status]").click();
        Visitor.settle(page);
        assertThat(Visitor.rows(page, "history").get(0).get(2)).isEqualTo("200");
    }

    @Test
    @Order(3)
    void a_request_opens_in_full() {
        go("/customer?customer=wonka");
        page.locator("a[data-request]").first().click();
        Locator drawer = page.locator("dialog.drawer");
        assertThat(drawer).containsText("/payments/pay_1");
        assertThat(drawer).containsText("GPTBot");
        assertThat(drawer).containsText("payments-api");
        assertThat(drawer).not().containsText("Bearer");
        visitor.photograph(page, "request");

        String address = page.url();
        assertThat(address).contains("request=");
        page.keyboard().press("Escape");
        assertThat(drawer).hasCount(0);
        assertThat(page.url()).doesNotContain("request=");
        page.navigate(address);
        assertThat(page.locator("dialog.drawer")).containsText("/payments/pay_1");
    }

    @Test
    @Order(4)
    void notes_and_favourites_are_kept() {
        go("/customer?customer=wonka");
        page.waitForResponse(
                "**/api/favourites?*", () -> page.locator(".identity .star").click());
        page.locator(".notes textarea").fill("Ask for Charlie.\n<b>Not</b> on Sundays.");
        page.locator(".notes button").click();
        assertThat(page.locator(".notes [role=status]")).hasText("Saved.");

        page.reload();
        assertThat(page.locator(".notes textarea")).hasValue("Ask for Charlie.\n<b>Not</b> on Sundays.");
        assertThat(page.locator(".identity .star")).hasAttribute("aria-pressed", "true");
        go("/customers?favourites=true");
        assertThat(column("customers", 3)).isEqualTo(Map.of("wonka", "8"));
    }

    @Test
    @Order(5)
    void the_time_filter_holds_for_every_page_it_leads_to() {
        go("/");
        page.locator("[data-window='7d']").click();
        assertThat(page.locator("[data-window='7d']")).hasAttribute("aria-pressed", "true");
        Visitor.settle(page);
        page.locator("nav a[data-path='/customers']").click();
        Visitor.settle(page);
        assertThat(page.url()).contains("window=7d");
        assertThat(column("customers", 3)).isEqualTo(texts(load.byCustomer()));

        page.locator("[data-window=custom]").click();
        page.locator(".days input").first().fill("2026-01-01");
        page.locator(".days input").last().fill("2026-01-02");
        page.locator(".days button").click();
        assertThat(page.locator("[data-name=customers] .state-title")).containsText("No requests");
        assertThat(page.url()).contains("from=2026-01-01").contains("to=2026-01-03");
        page.goBack();
        Visitor.settle(page);
        assertThat(column("customers", 3)).isEqualTo(texts(load.byCustomer()));
    }

    @Test
    @Order(6)
    void queries_are_answered_and_refused_with_a_sentence() {
        go("/query");
        page.locator("textarea")
                .fill("select properties.customer_id as customer, count() as requests from events"
                        + " where event = 'api_request' and timestamp > now() - interval 30 day"
                        + " group by customer order by requests desc, customer limit 2");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".result tbody tr").first()).hasText(Pattern.compile("acme-corp\\s*34"));
        assertThat(page.locator(".result tbody tr").nth(1)).hasText(Pattern.compile("globex\\s*10"));
        visitor.photograph(page, "query");

        page.locator("textarea").fill("delete from events");
        page.locator(".console-foot .main-button").click();
        assertThat(page.locator(".sql-error")).isVisible();
        // The browser tells of every answer of 400 and above; this one was asked for.
        assertThat(visitor.complaints()).allMatch(complaint -> complaint.contains("400"));
    }

    @Test
    @Order(7)
    void tokens_are_made_shown_once_and_withdrawn() {
        go("/settings");
        visitor.photograph(page, "settings");
        page.locator("[data-name=tokens] input[name=name]").fill("of a <b>test</b>");
        page.locator("[data-name=tokens] button[type=submit]").click();
        assertThat(page.locator("[data-name=tokens] pre")).hasText(Pattern.compile("\\S{20,}"));
        Locator row =
                page.locator("[data-name=tokens] tbody tr", new Page.LocatorOptions().setHasText("of a <b>test</b>"));
        assertThat(row).hasCount(1);
        row.locator("button").click();
        row.locator("button").click();
        assertThat(row).hasCount(0);
    }

    @Test
    @Order(8)
    void an_id_that_nobody_has_gets_a_plain_answer() {
        go("/customer?customer=" + encoded("ACME-corp"));
        assertThat(page.locator(".state-title")).hasText("There is no such customer.");
        assertThat(visitor.complaints()).allMatch(complaint -> complaint.contains("404"));
        go("/no/such/page");
        assertThat(page.locator("h1")).hasText("No such page");
    }

    @Test
    @Order(9)
    void a_backend_that_does_not_answer_is_told_in_one_sentence_and_asked_again() {
        go("/");
        page.route("**/api/customers?*", Route::abort);
        page.locator("nav a[data-path='/customers']").click();
        assertThat(page.locator(".failed p")).hasText("The backend does not answer. Is it running?");
        visitor.photograph(page, "unreachable");
        page.unroute("**/api/customers?*");
        page.locator(".failed button").click();
        Visitor.settle(page);
        assertThat(Visitor.rows(page, "customers")).hasSize(load.byCustomer().size());
        assertThat(visitor.complaints()).allMatch(complaint -> complaint.contains("ERR_FAILED"));
    }

    @Test
    @Order(10)
    void the_pages_work_without_a_mouse() {
        go("/customers");
        page.keyboard().press("Tab");
        page.locator("[data-sort=id]").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("th[aria-sort=ascending] button")).isFocused();
        page.locator("a.name").first().focus();
        page.keyboard().press("Enter");
        Visitor.settle(page);
        assertThat(page.url()).contains("/customer?");
        page.locator(".stage").focus();
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator(".when")).not().isEmpty();
    }

    @Test
    @Order(11)
    void a_password_lets_in_and_a_wrong_one_does_not() {
        BrowserContext stranger = visitor.window();
        Page other = visitor.page(stranger);
        other.navigate(workplace.url() + "/customers?sort=id&order=asc&window=30d");
        assertThat(other.locator(".sign-in")).isVisible();
        visitor.photograph(other, "sign-in");
        other.locator("#password").fill("wrong");
        other.keyboard().press("Enter");
        assertThat(other.locator(".wrong")).not().isEmpty();
        other.locator("#password").fill(workplace.password());
        other.keyboard().press("Enter");
        assertThat(other.locator("h1")).hasText("Customers");
        Visitor.settle(other);
        assertThat(Visitor.rows(other, "customers")).hasSize(load.byCustomer().size());
        stranger.close();
        assertThat(visitor.complaints()).allMatch(complaint -> complaint.contains("401"));
    }

    @Test
    @Order(12)
    void colours_that_were_chosen_hold_when_the_page_is_loaded_anew() {
        BrowserContext own = visitor.window();
        own.addCookies(window.cookies());
        Page mine = visitor.page(own);
        mine.navigate(workplace.url() + "/settings");
        assertThat(brightness(mine)).isGreaterThan(128);

        mine.locator("button.theme").click();
        assertThat(brightness(mine)).isLessThan(128);
        mine.reload();
        assertThat(mine.locator("button.theme")).hasText("Light");
        assertThat(brightness(mine)).isLessThan(128);

        mine.locator("button.theme").click();
        assertThat(brightness(mine)).isGreaterThan(128);
        own.close();
    }

    /** Of what is behind everything: from 0 for black to 255. */
    private static double brightness(Page page) {
        return ((Number) page.evaluate("() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g)"
                        + ".slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3"))
                .doubleValue();
    }

    @Test
    @Order(13)
    void a_backup_and_an_export_are_files_and_what_was_exported_is_not_taken_twice() throws Exception {
        go("/settings");
        Locator keeping = page.locator("[data-name=keeping]");
        keeping.getByText("Make a backup").click();
        Locator backup = told("Backup");
        assertThat(backup).hasText(Pattern.compile("\\S+: [\\d,]+ events, .*"));
        Path folder = workplace
                .data()
                .resolve("backups")
                .resolve(backup.locator("code").innerText());
        assertThat(folder.resolve("events.duckdb")).isNotEmptyFile();
        assertThat(folder.resolve("accounts.duckdb")).isNotEmptyFile();

        keeping.locator("input[name=from]").fill(Sent.day(load.first().begun()).toString());
        keeping.locator("input[name=to]")
                .fill(Sent.day(load.last().ended()).plusDays(1).toString());
        keeping.getByText("Export to Parquet").click();
        Locator exported = told("Export");
        assertThat(exported).hasText(Pattern.compile("events-\\S+\\.parquet: \\d+ events, .*"));
        String file = exported.locator("code").innerText();
        assertThat(workplace.data().resolve("exports").resolve(file)).isNotEmptyFile();
        Matcher events = Pattern.compile(": (\\d+) events").matcher(exported.innerText());
        assertThat(events.find()).isTrue();
        // Beside the requests there is what agents tell of themselves.
        assertThat(Integer.parseInt(events.group(1))).isGreaterThanOrEqualTo(load.total());

        keeping.locator("input[name=file]").fill(file);
        keeping.locator("button", new Locator.LocatorOptions().setHasText("Import"))
                .click();
        assertThat(told("Import")).containsText(file + ": 0 events, " + events.group(1) + " duplicates left out");
        go("/customers");
        assertThat(column("customers", 3)).isEqualTo(texts(load.byCustomer()));
    }

    /** What a part of the keeping says it has done. */
    private Locator told(String part) {
        return page.locator(
                        ".keeping-part",
                        new Page.LocatorOptions().setHas(page.locator("h3").getByText(part)))
                .locator(".told");
    }

    @Test
    @Order(14)
    void somebody_who_was_added_signs_in_changes_the_password_and_is_removed() {
        go("/settings");
        Locator people = page.locator("[data-name=users]");
        people.locator("input[name=user]").fill("ada");
        people.locator("input[name=password]").fill("the-first-password");
        people.locator("button[type=submit]").click();
        assertThat(people.locator(".told")).hasText("ada can sign in now.");

        BrowserContext hers = visitor.window();
        Page first = signIn(hers, "the-first-password");
        assertThat(first.locator("main")).containsText("Signed in as ada.");
        assertThat(first.locator("[data-name=users]")).hasCount(0);
        Locator password = first.locator("[data-name=password]");
        password.locator("input[name=old]").fill("the-first-password");
        password.locator("input[name=new]").fill("the-second-password");
        password.locator("button[type=submit]").click();
        assertThat(password.locator(".told")).hasText("It is changed.");
        hers.close();

        BrowserContext later = visitor.window();
        Page second = signIn(later, "the-first-password");
        assertThat(second.locator(".wrong")).not().isEmpty();
        second.locator("#password").fill("the-second-password");
        second.keyboard().press("Enter");
        assertThat(second.locator("main")).containsText("Signed in as ada.");

        Locator row = people.locator("tbody tr", new Locator.LocatorOptions().setHasText("ada"));
        row.locator("button").click();
        row.locator("button").click();
        assertThat(row).hasCount(0);
        second.reload();
        assertThat(second.locator(".sign-in")).isVisible();
        later.close();
        // The browser tells of every answer of 400 and above; these were asked for.
        assertThat(visitor.complaints()).allMatch(complaint -> complaint.contains("401"));
    }

    private static Page signIn(BrowserContext in, String password) {
        Page other = visitor.page(in);
        other.navigate(workplace.url() + "/settings");
        other.locator("#user").fill("ada");
        other.locator("#password").fill(password);
        other.keyboard().press("Enter");
        return other;
    }
}
