package dev.rollcall.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Requests of the last weeks, which no application can make today, so they are sent as an agent sends them: each time has those of its
 * days and no others, and customers are where what they did puts them.
 */
class DaysIT extends NewWorkplaceTest {
    private record Past(String customer, Instant at) {
        LocalDate day() {
            return LocalDate.ofInstant(at, ZoneOffset.UTC);
        }
    }

    private static final List<Past> SENT = new ArrayList<>();

    @BeforeAll
    static void signIn() throws Exception {
        Instant now = Instant.now();
        for (int days = 3; days <= 62; days++) {
            past("always-there", now.minus(Duration.ofDays(days)), 1);
        }
        past("fading", now.minus(Duration.ofDays(10)), 3);
        past("fading", now.minus(Duration.ofMinutes(5)), 1);
        past("rising", now.minus(Duration.ofDays(45)), 2);
        past("rising", now.minus(Duration.ofMinutes(5)), 3);
        past("gone", now.minus(Duration.ofDays(20)), 2);
        past("of-yesterday", now.minus(Duration.ofHours(30)), 4);
        send(SENT.stream().map(DaysIT::event).toArray(String[]::new));
        Page page = visitor.page(window);
        page.navigate(workplace.signInUrl());
        assertThat(page.locator("h1")).hasText("Home");
        page.close();
    }

    private static void past(String customer, Instant at, int times) {
        for (int i = 0; i < times; i++) {
            SENT.add(new Past(customer, at.plusSeconds(i)));
        }
    }

    private static String event(Past past) {
        return "{\"event_id\":\"" + UUID.randomUUID() + "\",\"ts\":\"" + past.at
                + "\",\"duration_us\":1830,\"customer_id\":\"" + past.customer
                + "\",\"method\":\"GET\",\"route\":\"/orders\",\"status\":200,\"service\":\"ledger\"}";
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    /** Requests by customer from a day on, as the pages show them. */
    private static Map<String, String> from(LocalDate first, LocalDate last) {
        Map<String, Integer> requests = new TreeMap<>();
        for (Past past : SENT) {
            if (!past.day().isBefore(first) && !past.day().isAfter(last)) {
                requests.merge(past.customer, 1, Integer::sum);
            }
        }
        return texts(requests);
    }

    private static String sum(Map<String, String> requests) {
        return String.valueOf(
                requests.values().stream().mapToInt(Integer::parseInt).sum());
    }

    @Test
    void a_time_has_the_requests_of_its_days_and_no_others() {
        go("/");
        // Five minutes ago is within the last 24 hours, thirty hours ago is not.
        assertTime("24h", Map.of("fading", "1", "rising", "3"));
        assertTime("7d", from(today().minusDays(6), today()));
        assertTime("14d", from(today().minusDays(13), today()));
        assertTime("30d", from(today().minusDays(29), today()));
        assertTime("all", from(LocalDate.EPOCH, today()));
    }

    private void assertTime(String time, Map<String, String> requests) {
        page.locator("[data-window='" + time + "']").click();
        assertThat(page.locator("[data-window='" + time + "']")).hasAttribute("aria-pressed", "true");
        Visitor.settle(page);
        assertThat(column("top-customers", 3)).as(time).isEqualTo(requests);
        assertThat(Visitor.figure(page, "Requests")).as(time).isEqualTo(sum(requests));
        assertThat(page.locator("[data-name=series] .reading").first()).hasText(sum(requests));
    }

    @Test
    void days_of_ones_own_have_the_requests_of_the_first_the_last_and_those_between() {
        LocalDate first = today().minusDays(20);
        LocalDate last = today().minusDays(10);
        go("/customers?window=custom&from=" + first + "&to=" + last.plusDays(1));

        assertThat(column("customers", 3)).isEqualTo(from(first, last));
        assertThat(column("customers", 5))
                .containsEntry("always-there", "11")
                .containsEntry("fading", "1")
                .containsEntry("gone", "1");

        LocalDate empty = today().minusDays(70);
        go("/customers?window=custom&from=" + empty + "&to=" + empty.plusDays(1));
        assertThat(page.locator("[data-name=customers] .state-title")).hasText("No requests in the chosen days.");
    }

    @Test
    void new_is_who_called_for_the_first_time_in_this_time() {
        go("/dashboard?api=ledger&window=7d");
        assertThat(Visitor.figure(page, "New customers")).isEqualTo("1");
        assertThat(Visitor.figure(page, "Active customers")).isEqualTo("4");
        go("/dashboard?api=ledger&window=30d");
        assertThat(Visitor.figure(page, "New customers")).isEqualTo("3");
        assertThat(Visitor.figure(page, "Active customers")).isEqualTo("5");
    }

    @Test
    void customers_somebody_should_talk_to_are_listed_with_what_happened() {
        go("/signals");

        assertThat(column("growing", 4)).isEqualTo(Map.of("rising", "+50%"));
        assertThat(column("growing", 2)).isEqualTo(Map.of("rising", "2"));
        assertThat(column("growing", 3)).isEqualTo(Map.of("rising", "3"));
        assertThat(column("falling", 4)).isEqualTo(Map.of("fading", "−67%"));
        assertSilent("check_in", "always-there");
        assertSilent("dormant", "gone");

        go("/customers?window=all");
        assertThat(column("customers", 11))
                .isEqualTo(Map.of(
                        "always-there", "check in",
                        "fading", "falling",
                        "rising", "growing",
                        "gone", "dormant",
                        "of-yesterday", "new"));
    }

    private void assertSilent(String list, String customer) {
        Past last = SENT.stream()
                .filter(past -> past.customer.equals(customer))
                .max(java.util.Comparator.comparing(Past::at))
                .orElseThrow();
        long days = ChronoUnit.DAYS.between(last.day(), today());
        assertThat(Visitor.rows(page, list)).singleElement().satisfies(row -> {
            assertThat(row.get(0)).isEqualTo(customer);
            assertThat(row.get(2)).startsWith("No request for " + days + " days");
        });
    }
}
