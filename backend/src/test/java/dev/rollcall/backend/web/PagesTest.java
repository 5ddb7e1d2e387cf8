package dev.rollcall.backend.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for the pages' files whatever a browser does with them: there is no build step that would find a slip. */
class PagesTest {
    private static final Path WEB = Path.of("src/main/resources/dev/rollcall/backend/web");
    private static final Path ASSETS = WEB.resolve("assets");
    private static final int LONGEST_FILE = 400;

    /** Ways by which text of strangers could become markup, script or style. */
    private static final List<String> REFUSED = List.of(
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "DOMParser",
            "createContextualFragment",
            "setHTMLUnsafe",
            "eval(",
            "new Function",
            "cssText",
            "setAttribute('style'",
            "javascript:");

    private static final Pattern IMPORT = Pattern.compile("import \\{([^}]*)} from '([^']+)'");
    private static final Pattern LATER = Pattern.compile("import\\('([^']+)'\\)");
    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"/assets/([^\"]+)\"");
    private static final Pattern ICON = Pattern.compile("icon\\('([a-z]+)'\\)");
    private static final Pattern CHECKSUM = Pattern.compile("(?m)^([0-9a-f]{64})  (\\S+)$");

    @Test
    void no_module_can_make_markup_of_text() throws IOException {
        for (Map.Entry<Path, String> module : files(".js").entrySet()) {
            for (String way : REFUSED) {
                assertThat(module.getValue()).as(module.getKey().toString()).doesNotContain(way);
            }
        }
    }

    @Test
    void the_page_loads_files_of_ours_only_and_has_neither_script_nor_style_in_it() throws IOException {
        String index = Files.readString(WEB.resolve("index.html"));

        assertThat(index)
                .doesNotContain("<style", "style=", "http:", "https:", "onclick", "onload")
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContainPattern("(href|src)=\"(?!/assets/)");
        List<String> assets = found(ASSET, index, 1);
        assertThat(assets)
                .hasSizeGreaterThan(5)
                .allSatisfy(asset -> assertThat(ASSETS.resolve(asset)).isRegularFile());
        try (Stream<Path> styles = Files.list(ASSETS.resolve("style"))) {
            assertThat(styles.map(style -> "style/" + style.getFileName())).isSubsetOf(assets);
        }
    }

    @Test
    void every_module_finds_what_it_imports() throws IOException {
        Map<Path, String> modules = files(".js");
        for (Map.Entry<Path, String> module : modules.entrySet()) {
            for (MatchResult taken : results(IMPORT, module.getValue())) {
                Path from = neighbour(module.getKey(), taken.group(2));
                assertThat(modules).as(module.getKey().toString()).containsKey(from);
                for (String name : taken.group(1).split(",", -1)) {
                    if (!name.isBlank()) {
                        assertThat(modules.get(from))
                                .as(module.getKey() + " imports from " + from)
                                .containsPattern("export (async )?(function|const|let|class) "
                                        + Pattern.quote(name.trim()) + "\\b");
                        assertThat(uses(module.getValue(), name.trim()))
                                .as(module.getKey() + " uses " + name.trim())
                                .isGreaterThan(1);
                    }
                }
            }
            for (String later : found(LATER, module.getValue(), 1)) {
                Path from = neighbour(module.getKey(), later);
                assertThat(modules).as(module.getKey().toString()).containsKey(from);
                assertThat(modules.get(from)).contains("export function page(");
            }
        }
    }

    @Test
    void every_module_is_used() throws IOException {
        Map<Path, String> modules = files(".js");
        List<Path> taken = modules.entrySet().stream()
                .flatMap(module -> Stream.concat(
                                found(IMPORT, module.getValue(), 2).stream(),
                                found(LATER, module.getValue(), 1).stream())
                        .map(name -> neighbour(module.getKey(), name)))
                .toList();

        assertThat(modules.keySet())
                .filteredOn(module -> !List.of("app.js", "theme.js").contains(module.toString()))
                .isSubsetOf(taken);
    }

    @Test
    void every_picture_that_is_asked_for_is_drawn() throws IOException {
        String icons = Files.readString(ASSETS.resolve("parts/icons.js"));
        for (Map.Entry<Path, String> module : files(".js").entrySet()) {
            for (String name : found(ICON, module.getValue(), 1)) {
                if (!name.equals("mark")) {
                    assertThat(icons).as(module.getKey().toString()).contains("  " + name + ": [");
                }
            }
        }
    }

    @Test
    void every_file_can_be_read_in_one_go() throws IOException {
        for (String ending : List.of(".js", ".css", ".html")) {
            files(ending)
                    .forEach((file, text) ->
                            assertThat(text.lines().count()).as(file.toString()).isLessThanOrEqualTo(LONGEST_FILE));
        }
    }

    @Test
    void the_vendored_files_are_those_that_their_readme_names() throws Exception {
        Path vendored = ASSETS.resolve("vendor/uplot");
        Map<String, String> named = new TreeMap<>();
        for (MatchResult line : results(CHECKSUM, Files.readString(vendored.resolve("README.md")))) {
            named.put(line.group(2), line.group(1));
        }
        Map<String, String> there = new TreeMap<>();
        try (Stream<Path> files = Files.list(vendored)) {
            for (Path file : files.filter(one -> !one.endsWith("README.md")).toList()) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                there.put(String.valueOf(file.getFileName()), HexFormat.of().formatHex(digest));
            }
        }

        assertThat(there)
                .containsKeys("uPlot.iife.min.js", "uPlot.min.css", "LICENSE")
                .isEqualTo(named);
    }

    /** Files of ours with their text, by their path below {@link #ASSETS}. */
    private static Map<Path, String> files(String ending) throws IOException {
        Map<Path, String> texts = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(WEB)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                Path place = ASSETS.relativize(file);
                if (file.toString().endsWith(ending) && !place.startsWith("vendor")) {
                    texts.put(place, Files.readString(file, UTF_8));
                }
            }
        }
        assertThat(texts).isNotEmpty();
        return texts;
    }

    private static Path neighbour(Path module, String name) {
        Path folder = module.getParent();
        return (folder == null ? Path.of(name) : folder.resolve(name)).normalize();
    }

    private static long uses(String text, String name) {
        return Pattern.compile("\\b" + Pattern.quote(name) + "\\b")
                .matcher(text)
                .results()
                .count();
    }

    private static List<String> found(Pattern pattern, String text, int group) {
        return results(pattern, text).stream()
                .map(result -> result.group(group))
                .toList();
    }

    private static List<MatchResult> results(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().toList();
    }
}
