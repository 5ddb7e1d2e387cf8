package dev.rollcall.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A customer's page, to the last cell of its history. */
class ProfileIT extends LoadedWorkplaceTest {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.UK).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss.SSS", Locale.UK).withZone(ZoneOffset.UTC);
    private static final String LOAD_TIME = "[0-9.]+ (µs|ms|s)";

    @ParameterizedTest
    @CsvSource({"acme-corp,", "acme-corp,payments-api", "acme-corp,orders-api", "globex,", "'',"})
    void the_figures_are_those_of_what_the_customer_sent(String customer, @Nullable String api) {
        Sent all = load.of(api);
        Sent own = all.by(customer);
        go("/customer?" + (customer.isEmpty() ? "unidentified=true" : "customer=" + customer)
                + (api == null ? "" : "&api=" + api));

        assertThat(Visitor.figure(page, "Requests")).isEqualTo(String.valueOf(own.total()));
        assertThat(Visitor.hint(page, "Requests")).isEqualTo(percent(own.total(), all.total()) + " of all");
        assertThat(Visitor.figure(page, "Error rate")).isEqualTo(percent(own.errors(), own.total()));
        assertThat(Visitor.hint(page, "Error rate")).isEqualTo(errors(own));
        assertThat(Visitor.figure(page, "Load time")).matches(LOAD_TIME);
        assertThat(Visitor.figure(page, "Response size")).isEqualTo(bytes((double) own.answerBytes() / own.total()));
        assertThat(Visitor.hint(page, "Response size"))
                .isEqualTo(bytes(own.answerBytes()) + " out, " + bytes(own.requestBytes()) + " in");
        assertThat(Visitor.figure(page, "Active")).isEqualTo(own.days() == 1 ? "1 day" : own.days() + " days");
        assertThat(Visitor.hint(page, "Active"))
                .startsWith("since " + DAY.format(own.first().begun()) + ", last ");
        assertAt(own.last(), page.locator(".figure-hint time").getAttribute("datetime"));

        assertThat(page.locator("[data-name=series] .reading").allInnerTexts())
                .containsExactly(
                        String.valueOf(own.total()), String.valueOf(own.errors()), String.valueOf(own.statuses(5)));
        assertThat(apis(page)).isEqualTo(apis(own));
        assertThat(endpoints(api)).containsExactlyInAnyOrderElementsOf(endpoints(own));
        assertThat(Visitor.rows(page, "history")).hasSize(own.total());
    }

    private static Map<String, String> apis(Page page) {
        Map<String, String> told = new TreeMap<>();
        for (Locator one : page.locator(".facing", new Page.LocatorOptions().setHasText("APIs"))
                .first()
                .locator("li")
                .all()) {
            told.put(
                    one.locator(".fact-name").innerText(),
                    one.locator(".fact-count").innerText());
        }
        return told;
    }

    private static Map<String, String> apis(Sent own) {
        Map<String, Integer> requests = new TreeMap<>();
        own.all().forEach(made -> requests.merge(made.calls().api(), 1, Integer::sum));
        return texts(requests);
    }

    /** End point, API, requests, share of the customer's, and errors. */
    private List<List<String>> endpoints(@Nullable String api) {
        int more = api == null ? 1 : 0;
        return Visitor.rows(page, "endpoints").stream()
                .map(row -> List.of(
                        row.get(0),
                        api == null ? row.get(2) : api,
                        row.get(2 + more),
                        row.get(3 + more).trim(),
                        row.get(4 + more)))
                .toList();
    }

    private static List<List<String>> endpoints(Sent own) {
        List<List<String>> expected = new ArrayList<>();
        for (String api : Load.APIS) {
            Sent here = own.of(api);
            here.byEndpoint().forEach((endpoint, requests) -> {
                Sent there = here.where(made -> made.calls().endpoint().equals(endpoint));
                expected.add(List.of(
                        endpoint,
                        api,
                        String.valueOf(requests),
                        percent(requests, own.total()),
                        percent(there.errors(), requests)));
            });
        }
        return expected;
    }

    @ParameterizedTest
    @CsvSource({"acme-corp", "globex", "wonka", "two  spaces", "''"})
    void the_history_has_every_request_with_all_that_is_known_of_it(String customer) {
        go("/customer?" + (customer.isEmpty() ? "unidentified=true" : "customer=" + encoded(customer)));

        assertThat(page.locator("[data-name=history] thead th").allInnerTexts().stream()
                        .map(name -> name.replaceAll("[↑↓↕]", "").trim()))
                .containsExactly(
                        "Method",
                        "Response",
                        "Name",
                        "Load time",
                        "Size",
                        "Threat",
                        "Device",
                        "AI agent",
                        "Location",
                        "Time");
        List<Sent.Made> own = load.by(customer).all();
        List<List<String>> rows = Visitor.rows(page, "history");
        Map<String, String> moments = Visitor.moments(page, "history", 10);
        assertThat(rows).hasSize(own.size());
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            Sent.Made made = own.get(own.size() - 1 - i);
            Load.Caller caller = made.calls().caller();
            assertThat(row.get(1)).isEqualTo(made.calls().method());
            assertThat(row.get(2)).isEqualTo(String.valueOf(made.status()));
            assertThat(row.get(3).trim()).isEqualTo(made.calls().route());
            assertThat(row.get(4)).matches(LOAD_TIME);
            assertThat(row.get(5)).isEqualTo(bytes(made.answerBytes()));
            assertThat(row.subList(6, 10))
                    .containsExactly(made.calls().threat(), caller.device(), caller.aiAgent(), caller.country());
            String moment = moments.get(row.get(0));
            assertAt(made, moment);
            assertThat(row.get(10)).isEqualTo(MOMENT.format(Instant.parse(moment)));
        }
    }

    @Test
    void a_request_in_full_is_the_one_that_was_sent() throws IOException {
        Sent.Made made = load.by("globex")
                .where(one -> one.calls().threat().equals("high"))
                .last();
        Load.Calls calls = made.calls();
        go("/customer?customer=globex&status_class=4");
        page.locator("[data-name=history] tr", new Page.LocatorOptions().setHasText("high"))
                .locator("a[data-request]")
                .click();

        assertThat(page.locator("dialog.drawer dl").first()).isVisible();
        Map<String, String> fields = fields();
        assertThat(fields)
                .containsEntry("Request/Method", calls.method())
                .containsEntry("Request/End point", calls.route())
                .containsEntry("Request/Path", calls.path())
                .containsEntry("Request/Scheme", "http")
                .containsEntry("Request/Host", made.host())
                .containsEntry("Request/HTTP", "1.1")
                .containsEntry("Response/Status", String.valueOf(calls.status()))
                .containsEntry("Response/Outcome", "ok")
                .containsEntry("Response/Size", made.answerBytes() + " B (" + made.answerBytes() + " bytes)")
                .containsEntry("Customer/Id", "globex")
                .containsEntry("Customer/Found by", "header:X-Customer-ID")
                .containsEntry("Caller/Threat", "high")
                .containsEntry("Caller/Device", "desktop")
                .containsEntry("Caller/Location", "DE")
                .containsEntry("Caller/User agent", calls.caller().headers().get("User-Agent"))
                .containsEntry("Application/API", Load.ORDERS)
                .containsEntry("Application/Service", Load.ORDERS)
                .containsEntry("Application/Agent", Workplace.agentVersion())
                .doesNotContainKeys("Caller/AI agent", "Request/Guessed");
        assertThat(fields.get("Response/Load time")).matches(LOAD_TIME + " \\([0-9,]+ µs\\)");
        assertAt(made, page.locator("dialog.drawer time").first().getAttribute("datetime"));
    }

    private static void assertAt(Sent.Made made, String moment) {
        assertThat(made.at(Instant.parse(moment)))
                .as("%s is when %s was sent, from %s to %s", moment, made.calls(), made.begun(), made.ended())
                .isTrue();
    }
}
