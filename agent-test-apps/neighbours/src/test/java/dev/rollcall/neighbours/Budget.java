package dev.rollcall.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.process.App;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Properties;

/** The budgets of {@code agent/budgets.properties}. */
final class Budget {
    private Budget() {}

    /**
     * Fails when more was seen than the budget allows.
     *
     * @param test the test that sees it
     */
    static void check(String name, long seen, Class<?> test) {
        Properties budgets = new Properties();
        try (InputStream in = Files.newInputStream(App.root().resolve("agent/budgets.properties"))) {
            budgets.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String budget = budgets.getProperty(name);
        assertThat(budget).as("the budget %s in agent/budgets.properties", name).isNotNull();
        System.out.println("budget " + name + ": " + seen + " of " + budget);
        assertThat(seen)
                .as(
                        "%s is %s in agent/budgets.properties, and %d was seen; once more: mvn -pl"
                                + " agent-test-apps/neighbours -am verify -Dit.test=%s"
                                + " -Dfailsafe.failIfNoSpecifiedTests=false",
                        name, budget, seen, test.getSimpleName())
                .isLessThanOrEqualTo(Long.parseLong(budget));
    }
}
