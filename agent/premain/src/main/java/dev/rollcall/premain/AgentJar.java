package dev.rollcall.premain;

import java.io.File;
import java.net.URI;
import java.security.CodeSource;

/** The agent's own jar file. */
final class AgentJar {
    private AgentJar() {}

    /**
     * Finds the jar that this class came from.
     *
     * @throws IllegalStateException when the class did not come from a jar file
     */
    static File file() {
        CodeSource source = AgentJar.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new IllegalStateException(
                    "the agent's jar cannot be found; start it with -javaagent:rollcall-agent.jar");
        }
        return new File(URI.create(source.getLocation().toString()));
    }
}
