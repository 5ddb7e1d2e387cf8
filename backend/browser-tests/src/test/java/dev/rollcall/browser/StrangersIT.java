package dev.rollcall.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Texts that want to be markup or a script, in every field that a page shows: they are read there as what was sent, and nothing comes
 * of them. What the browser complains of after each test would be a violation of the Content-Security-Policy, too.
 */
class StrangersIT extends NewWorkplaceTest {
    private static final List<String> TEXTS =
            List.of("<img src=x onerror=ran=1>", "\"><script>ran=1</script>", "javascript:ran=1//");

    /** A letter that turns those behind it round. It is shown by its number, wherever it comes. */
    private static final String TURNING = "\u202e";

    private static final String TURNED = TURNING + "gnp.exe";

    /** Every text of an event, but those of its process. */
    private static final List<String> OF_REQUESTS = List.of(
            "customer_id",
            "customer_name",
            "customer_kind",
            "customer_source",
            "end_user",
            "credential_hash",
            "plan",
            "method",
            "route",
            "path",
            "scheme",
            "host",
            "protocol",
            "error_type",
            "outcome",
            "client_ip",
            "country",
            "user_agent",
            "sdk_version",
            "api");

    private static final List<String> OF_PROCESSES = List.of("service", "instance", "environment", "agent_version");

    /** What each row of requests shows, in the history and in the live stream. */
    private static final List<String> OF_ROWS = List.of("method", "route", "outcome", "country", "customer_name");

    @BeforeAll
    static void signIn() throws Exception {
        for (String text : Stream.concat(TEXTS.stream(), Stream.of(TURNED)).toList()) {
            send(request(text), status(text), longAgo(text));
        }
        Page page = visitor.page(window);
        page.navigate(workplace.signInUrl());
        assertThat(page.locator("h1")).hasText("Home");
        page.close();
    }

    private static String request(String text) {
        return event(Duration.ofMinutes(5))
                + Stream.concat(OF_REQUESTS.stream(), OF_PROCESSES.stream())
                        .map(field -> json(field) + ':' + json(in(text, field)))
                        .collect(Collectors.joining(","))
                + ",\"status\":500,\"properties\":{" + json(in(text, "key")) + ':' + json(in(text, "value")) + "}}";
    }

    private static String status(String text) {
        return event(Duration.ofMinutes(5)) + "\"event\":\"agent_status\","
                + OF_PROCESSES.stream()
                        .map(field -> json(field) + ':' + json(in(text, field)))
                        .collect(Collectors.joining(","))
                + ",\"properties\":{\"woven\":" + json(in(text, "woven")) + ",\"lost\":1,"
                + json("lost_" + in(text, "reason")) + ":1}}";
    }

    /** Of somebody who has gone quiet since. */
    private static String longAgo(String text) {
        return event(Duration.ofDays(10)) + "\"customer_id\":" + json(in(text, "quiet")) + '}';
    }

    private static String event(Duration ago) {
        return "{\"event_id\":\"" + UUID.randomUUID() + "\",\"ts\":\""
                + Instant.now().minus(ago) + "\",\"duration_us\":1830,";
    }

    private static String json(String text) {
        return '"' + text.replace("\"", "\\\"") + '"';
    }

    /** Another text in each field; without the letter that pages show as a space. */
    private static String in(String text, String field) {
        return text + " of " + field.replace('_', '-');
    }

    @Test
    void lists_of_customers_and_apis_show_what_they_are_called() {
        go("/");
        assertShown(TEXTS, List.of("customer_id", "customer_name", "api"));
        go("/customers");
        assertShown(TEXTS, List.of("customer_id", "customer_name"));
        go("/signals");
        assertShown(TEXTS, List.of("quiet"));
        go("/dashboard");
        assertShown(TEXTS, List.of("customer_name", "method", "route", "api"));
        for (String text : TEXTS) {
            go("/dashboard?api=" + encoded(in(text, "api")));
            assertShown(List.of(text), List.of("customer_name", "method", "route", "api"));
            go("/customers?api=" + encoded(in(text, "api")));
            assertShown(List.of(text), List.of("customer_name", "api"));
        }
    }

    @Test
    void a_customer_and_each_of_its_requests_show_every_text() {
        for (String text : Stream.concat(TEXTS.stream(), Stream.of(TURNED)).toList()) {
            List<String> one = text.equals(TURNED) ? List.of() : List.of(text);
            go("/customer?customer=" + encoded(in(text, "customer_id")));
            assertShown(
                    one,
                    List.of(
                            "customer_name",
                            "customer_id",
                            "customer_kind",
                            "customer_source",
                            "end_user",
                            "plan",
                            "api",
                            "method",
                            "route",
                            "outcome",
                            "country"));
            page.locator("a[data-request]").first().click();
            assertThat(page.locator("dialog.drawer dd").first()).isVisible();
            assertShown(
                    one,
                    Stream.of(OF_REQUESTS, OF_PROCESSES, List.of("key", "value"))
                            .flatMap(List::stream)
                            .toList());
        }
        go("/requests?request=" + page.locator("a[data-request]").first().getAttribute("data-request"));
        assertShown(TEXTS, OF_ROWS);
    }

    @Test
    void requests_that_come_in_show_every_text() throws Exception {
        go("/live");
        assertThat(page.locator(".live-open")).isVisible();
        send(request(TEXTS.get(0)), request(TEXTS.get(1)), request(TEXTS.get(2)), request(TURNED));
        assertThat(page.locator("[data-name=live] tbody tr")).hasCount(4);
        assertShown(TEXTS, OF_ROWS);
        page.locator("a[data-request]").last().click();
        assertThat(page.locator("dialog.drawer dd").first()).isVisible();
        assertShown(List.of(TEXTS.get(0)), OF_REQUESTS);
        visitor.photograph(page, "strangers-live");
    }

    @Test
    void agents_show_every_text_that_they_tell() {
        go("/agents");
        assertShown(TEXTS, OF_PROCESSES);
        assertShown(TEXTS, List.of("woven"));
        assertThat(shown())
                .contains(TEXTS.stream().map(text -> in(text, "reason") + ": 1").toArray(String[]::new));
        visitor.photograph(page, "strangers-agents");
    }

    @Test
    void answers_to_queries_show_every_text() {
        go("/query");
        page.locator("textarea").fill("select * from requests where customer_name is not null");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".result tbody tr").first()).isVisible();
        assertShown(
                TEXTS,
                Stream.concat(OF_REQUESTS.stream(), OF_PROCESSES.stream())
                        // The console does not have it.
                        .filter(field -> !field.equals("credential_hash"))
                        .toList());
        page.locator("textarea")
                .fill("select count() as \"" + TEXTS.get(0) + "\", any_value(properties) as p from events");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".result th").first()).hasText(TEXTS.get(0));
        assertHarmless();
    }

    @Test
    void what_is_looked_for_here_would_be_found() {
        go("/");
        page.evaluate("text => document.querySelector('main').insertAdjacentHTML('beforeend', text)", TEXTS.get(0));
        page.evaluate("text => document.querySelector('main').append(text)", TURNED);

        assertThat(made()).isEqualTo(1);
        assertThat(turning()).isEqualTo(1);
        page.waitForCondition(() ->
                visitor.complaints().stream().anyMatch(complaint -> complaint.contains("Content Security Policy")));
        // The picture that is not there may be told of later.
        page.navigate("about:blank");
        visitor.complaints();
    }

    /** Each text of each field is the whole text of something on the page, and nothing else than text came of any. */
    private void assertShown(List<String> texts, List<String> fields) {
        List<String> shown = shown();
        assertThat(texts.stream().flatMap(text -> fields.stream().map(field -> in(text, field))))
                .allSatisfy(text -> assertThat(shown.contains(text)).as(text).isTrue());
        assertHarmless();
    }

    @SuppressWarnings("unchecked")
    private List<String> shown() {
        return (List<String>)
                page.evaluate("() => [...document.querySelectorAll('main *, dialog *')].map(one => one.textContent)"
                        + ".filter(text => text.length < 200)");
    }

    private void assertHarmless() {
        assertThat(made()).isZero();
        assertThat(turning()).isZero();
        assertThat(page.evaluate("() => typeof window.ran")).isEqualTo("undefined");
        assertThat(page.evaluate("() => [...document.links].filter(link => link.origin !== location.origin).length"))
                .isEqualTo(0);
    }

    /** How many elements there are that no page of ours has. */
    private int made() {
        return ((Number) page.evaluate("() => document.querySelectorAll('img, iframe, object, embed, body script,"
                        + " [onerror], [onload], [onclick], [style*=url]').length"))
                .intValue();
    }

    /** How many texts have a letter that turns others round; in a list to choose from each line stands by itself. */
    private int turning() {
        return ((Number) page.evaluate(
                        "letter => {const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); let found = 0;"
                                + " while (all.nextNode()) {"
                                + " found += all.currentNode.data.includes(letter) && !all.currentNode.parentElement.closest('option');"
                                + " } return found;}",
                        TURNING))
                .intValue();
    }
}
