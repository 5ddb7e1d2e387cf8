package dev.rollcall.core.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.junit.jupiter.api.Test;

/** The tables of docs/configuration.md are generated from the table in the code. */
class ConfigurationPageTest {
    private static final String COMMAND =
            "mvn -q -B -pl agent/core test -Dtest=ConfigurationPageTest -Dregenerate=true";
    private static final String BEGIN = "<!-- options: begin (written by the build, see below) -->\n";
    private static final String END = "<!-- options: end -->\n";
    private static final Path PAGE = Paths.get("..", "..", "docs", "configuration.md");

    @Test
    void the_page_shows_the_options_as_they_are_in_the_code() throws IOException {
        String page = new String(Files.readAllBytes(PAGE), StandardCharsets.UTF_8);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        assertThat(page).contains(BEGIN, END);
        if (Boolean.getBoolean("regenerate")) {
            String fresh = page.substring(0, from) + "\n" + OptionsHelp.markdown() + "\n" + page.substring(to);
            Files.write(PAGE, fresh.getBytes(StandardCharsets.UTF_8));
            return;
        }

        assertThat(page.substring(from, to).trim())
                .as("docs/configuration.md is not up to date; run: " + COMMAND)
                .isEqualTo(OptionsHelp.markdown().trim());
    }

    @Test
    void the_page_says_how_it_is_regenerated() throws IOException {
        assertThat(new String(Files.readAllBytes(PAGE), StandardCharsets.UTF_8)).contains(COMMAND);
    }
}
