package dev.rollcall.conformance.process;

import java.nio.file.Path;

/**
 * An installed JDK.
 *
 * @param feature its feature version, for example 17
 * @param home its directory, the one that holds {@code bin/java}
 */
public record Jdk(int feature, Path home) {
    /** The launcher of this JDK. */
    public Path java() {
        return home.resolve("bin").resolve("java");
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }
}
