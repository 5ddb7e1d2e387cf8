package dev.rollcall.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A person with a browser. What the browser complains of is kept: there must be nothing. */
final class Visitor implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** A busy machine is slow, not wrong. */
    private static final double PATIENCE = 30_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    Visitor() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(System.getProperty("rollcall.browser")))
                        .setArgs(List.of("--no-sandbox")));
    }

    /** A window that has nothing of the others: no cookies, no choices. */
    BrowserContext window() {
        return browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
    }

    /** A page that is listened to. */
    Page page(BrowserContext window) {
        Page page = window.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        return page;
    }

    /** What browsers complained of since the last time: errors of scripts, of files, and of the Content-Security-Policy. */
    List<String> complaints() {
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    /** Pictures of a page as it is: of a telephone and of a large screen, light and dark. */
    void photograph(Page page, String name) {
        for (int width : new int[] {360, 1600}) {
            for (ColorScheme colors : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.setViewportSize(width, width == 360 ? 780 : 1000);
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colors));
                settle(page);
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(
                                picture(name + "-" + width + "-" + colors.name().toLowerCase(java.util.Locale.ROOT))));
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(1280, 900);
    }

    /** Where a picture of this name is kept. */
    static Path picture(String name) {
        return SCREENSHOTS.resolve(name + ".png");
    }

    /** Waits until every part of the page is filled, and until its graphs are drawn anew. */
    static void settle(Page page) {
        // The frame is there first, the page when its module has been loaded.
        page.locator("main > *").first().waitFor();
        page.waitForCondition(() -> page.locator("[aria-busy=true]").count() == 0);
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    /** How far the page is wider than its window, in pixels; it has to be 0. */
    static int overhang(Page page) {
        return ((Number) page.evaluate("() => document.documentElement.scrollWidth - innerWidth")).intValue();
    }

    /** The rows of a panel's table: the id of the row, an empty one for null, and then the text of every cell. */
    @SuppressWarnings("unchecked")
    static List<List<String>> rows(Page page, String panel) {
        Locator table = page.locator("[data-name='" + panel + "'] table");
        return (List<List<String>>)
                table.evaluate(
                        "table => [...table.tBodies[0].rows].map(row => [row.dataset.row ?? '', ...[...row.cells].map(cell => cell.innerText)])");
    }

    /** The moments that a column of a panel's table tells exactly, by the id of the row; without those that tell none. */
    @SuppressWarnings("unchecked")
    static Map<String, String> moments(Page page, String panel, int column) {
        Locator table = page.locator("[data-name='" + panel + "'] table");
        return (Map<String, String>) table.evaluate(
                "(table, column) => Object.fromEntries([...table.tBodies[0].rows]"
                        + ".map(row => [row.dataset.row ?? '', row.cells[column - 1].querySelector('time')?.dateTime])"
                        + ".filter(([, time]) => time))",
                column);
    }

    /** What stands below the figure with this name. */
    static String hint(Page page, String name) {
        return figureNamed(page, name).locator(".figure-hint").innerText();
    }

    /** The value of the figure with this name. */
    static String figure(Page page, String name) {
        return figureNamed(page, name).locator(".figure-value").innerText();
    }

    private static Locator figureNamed(Page page, String name) {
        return page.locator(".figure", new Page.LocatorOptions().setHas(page.getByText(name, exactly())))
                .first();
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
