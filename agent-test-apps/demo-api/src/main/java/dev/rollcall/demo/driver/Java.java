package dev.rollcall.demo.driver;

import java.nio.file.Path;

/** The JVM that runs us, for the JVMs that we start. */
final class Java {
    static final String LAUNCHER =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Java() {}
}
