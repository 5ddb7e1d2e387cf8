package dev.rollcall.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Where things lie in the project; tests run in the folder of their module. */
final class House {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    static final Path AGENT_JAR = Path.of("target", "rollcall-agent.jar").toAbsolutePath();

    private House() {}

    /** A budget of {@code agent/budgets.properties}. */
    static long budget(String name) throws IOException {
        Properties budgets = new Properties();
        try (InputStream in = Files.newInputStream(ROOT.resolve("agent/budgets.properties"))) {
            budgets.load(in);
        }
        return Long.parseLong(budgets.getProperty(name));
    }
}
