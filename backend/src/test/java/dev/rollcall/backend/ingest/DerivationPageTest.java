package dev.rollcall.backend.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** The lists of docs/backend.md by which requests are told a threat or an AI agent are written from those in the code. */
class DerivationPageTest {
    private static final String COMMAND = "mvn -q -B -pl backend -am test -Dtest=DerivationPageTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dregenerate=true";
    private static final Path PAGE = Path.of("..", "docs", "backend.md");

    @Test
    void the_page_has_every_rule_of_threats() throws Exception {
        StringBuilder lists = new StringBuilder("| a path that holds | is |\n| --- | --- |\n");
        for (ThreatRules.Signs signs : ThreatRules.PROBES) {
            StringJoiner pieces = new StringJoiner("`, `", "`", "`");
            signs.pieces().forEach(pieces::add);
            lists.append("| ").append(pieces).append(" | ").append(signs.of()).append(" |\n");
        }
        lists.append("\nScanners: ")
                .append(String.join(", ", ThreatRules.SCANNERS))
                .append(".\n");

        assertShown("threats", lists.toString());
    }

    @Test
    void the_page_has_every_ai_agent() throws Exception {
        Map<String, StringJoiner> agents = new LinkedHashMap<>();
        for (String[] known : AiAgents.KNOWN) {
            agents.computeIfAbsent(known[1], name -> new StringJoiner("`, `", "`", "`"))
                    .add(known[0]);
        }
        StringJoiner list = new StringJoiner(", ", "", ".\n");
        agents.forEach((name, words) -> list.add(name + " (" + words + ")"));

        assertShown("AI agents", list.toString());
    }

    private static void assertShown(String name, String lists) throws Exception {
        String page = Files.readString(PAGE);
        String begin = "<!-- " + name + ": begin (written by DerivationPageTest) -->\n";
        String end = "<!-- " + name + ": end -->\n";
        assertThat(page).contains(begin, end);
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(end);
        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(PAGE, page.substring(0, from) + "\n" + lists + "\n" + page.substring(to));
            return;
        }

        assertThat(page.substring(from, to).trim())
                .as("docs/backend.md is not up to date; run: " + COMMAND)
                .isEqualTo(lists.trim());
    }
}
