package dev.rollcall.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of pages share: a workplace and a visitor of their own, and what must hold after each of them. */
abstract class BrowserTest {
    /** A busy machine is slow, not wrong. */
    private static final double PATIENCE = 30_000;

    @TempDir
    static Path folder;

    static Workplace workplace;
    static Visitor visitor;
    static BrowserContext window;
    static int api;

    Page page;

    @BeforeAll
    static void start() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        workplace = new Workplace(folder);
        workplace.startBackend();
        visitor = new Visitor();
        window = visitor.window();
    }

    @AfterAll
    static void stop() {
        if (visitor != null) {
            visitor.close();
        }
        workplace.close();
    }

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

    /** Starts the application, and makes the load. */
    static void connect() throws Exception {
        api = workplace.startApi();
        Load.make(api);
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

    /** A column of a panel's table, by the id of the row. */
    Map<String, String> column(String panel, int column) {
        Map<String, String> texts = new TreeMap<>();
        Visitor.rows(page, panel)
                .forEach(row -> texts.put(row.get(0), row.get(column).trim()));
        return texts;
    }

    static Map<String, String> texts(Map<String, Integer> figures) {
        Map<String, String> texts = new TreeMap<>();
        figures.forEach((name, figure) -> texts.put(name, String.valueOf(figure)));
        return texts;
    }

    static Map<String, String> identified() {
        Map<String, String> texts = texts(Load.byCustomer());
        texts.remove("");
        return texts;
    }

    static String percent(int part, int whole) {
        return String.format(java.util.Locale.ROOT, "%.1f%%", 100.0 * part / whole);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
