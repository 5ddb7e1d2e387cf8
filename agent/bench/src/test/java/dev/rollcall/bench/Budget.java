package dev.rollcall.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The budgets of {@code agent/budgets.properties}. */
final class Budget {
    private Budget() {}

    static Properties all() {
        Properties budgets = new Properties();
        try (InputStream in = Files.newInputStream(Path.of("..", "budgets.properties"))) {
            budgets.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return budgets;
    }

    /** Fails when more was seen than the budget allows, or nothing at all. */
    static void check(String name, long seen) {
        String budget = all().getProperty(name);
        assertThat(budget).as("the budget %s in agent/budgets.properties", name).isNotNull();
        System.out.println("budget " + name + ": " + seen + " of " + budget);
        assertThat(seen)
                .as(
                        "%s is %s in agent/budgets.properties, and %d was seen; once more: mvn -pl agent/bench -am test"
                                + " -Dtest=BudgetsTest -Dsurefire.failIfNoSpecifiedTests=false",
                        name, budget, seen)
                .isPositive()
                .isLessThanOrEqualTo(Long.parseLong(budget));
    }
}
