package dev.rollcall.core;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The version of this agent, as its build wrote it down. */
public final class Version {
    private Version() {}

    /** For example {@code 0.1.0}; {@code unknown} when the build wrote none. */
    public static String text() {
        try (InputStream in = Version.class.getResourceAsStream("/dev/rollcall/core/version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.US_ASCII).trim();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
