package dev.rollcall.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of pages share: a workplace and a visitor, and what must hold after each of them. */
abstract class BrowserTest {
    static Workplace workplace;
    static Visitor visitor;
    static BrowserContext window;
    /** What was sent so far. */
    static Sent load;

    Page page;

    @BeforeEach
    void open() {
        page = visitor.page(window);
    }

    @AfterEach
    void nothing_to_complain_of() {
        List<String> complaints = visitor.complaints();
        page.close();
        assertThat(complaints).isEmpty();
    }

    /** Sends events as no agent of ours would; all of them have to be taken. */
    static void send(String... events) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(workplace.url() + "/v1/events"))
                                .header("Authorization", "Bearer " + workplace.token())
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString('[' + String.join(",", events) + ']'))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.body()).contains("\"accepted\":" + events.length + ',');
    }

    void go(String address) {
        page.navigate(workplace.url() + address);
        Visitor.settle(page);
    }

    /** What the drawer of a request tells, by its group and name. */
    @SuppressWarnings("unchecked")
    Map<String, String> fields() {
        return (Map<String, String>)
                page.evaluate("() => Object.fromEntries([...document.querySelectorAll('dialog .group')]"
                        + ".flatMap(group => [...group.querySelectorAll('dt')]"
                        + ".map(name => [group.querySelector('h3').textContent + '/' + name.textContent,"
                        + " name.nextElementSibling.textContent])))");
    }

    /** A column of a panel's table, by the id of the row. */
    Map<String, String> column(String panel, int column) {
        Map<String, String> texts = new TreeMap<>();
        Visitor.rows(page, panel)
                .forEach(row -> texts.put(row.get(0), row.get(column).trim()));
        return texts;
    }

    /** The ids of the rows of a panel's table, from its top. */
    List<String> order(String panel) {
        return Visitor.rows(page, panel).stream().map(row -> row.get(0)).toList();
    }

    static Map<String, String> texts(Map<String, Integer> figures) {
        Map<String, String> texts = new TreeMap<>();
        figures.forEach((name, figure) -> texts.put(name, String.valueOf(figure)));
        return texts;
    }

    static Map<String, String> identified(Sent part) {
        Map<String, String> texts = texts(part.byCustomer());
        texts.remove("");
        return texts;
    }

    static String percent(int part, int whole) {
        return String.format(java.util.Locale.ROOT, "%.1f%%", 100.0 * part / whole);
    }

    /** The errors of some requests, as they are told in one line. */
    static String errors(Sent part) {
        return part.statuses(4) + " × 4xx, " + part.statuses(5) + " × 5xx";
    }

    /** A size as people read it. */
    static String bytes(double size) {
        if (size < 999.5) {
            return Math.round(size) + " B";
        }
        double large = size / 1024;
        return large < 9.95
                ? String.format(java.util.Locale.ROOT, "%.1f KB", large)
                : String.format(java.util.Locale.ROOT, "%.0f KB", large);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
