package dev.rollcall.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.lab.Server;
import dev.rollcall.conformance.process.App;
import dev.rollcall.conformance.servers.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps docs/conformance.md and the declarations in step. */
class CatalogueTest {
    @Test
    void the_page_in_docs_is_the_one_that_the_declarations_give() throws IOException {
        Path page = App.root().resolve("docs").resolve("conformance.md");
        if (Boolean.getBoolean("conformance.write")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, Catalogue.page());
        }
        assertThat(page)
                .as("run with -Dconformance.write=true to write it anew")
                .hasContent(Catalogue.page());
    }

    @Test
    void every_declared_case_exists_and_is_declared_once() {
        List<String> numbers =
                Catalogue.cases().stream().map(Deviations::number).toList();
        assertThat(numbers).doesNotHaveDuplicates();
        for (Server server : Servers.all()) {
            assertThat(numbers).as("what %s declares", server).containsAll(server.declared());
            assertThat(server.declared()).as("what %s declares", server).doesNotHaveDuplicates();
        }
    }
}
