package dev.rollcall.conformance.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A test app that can be started.
 *
 * @param name what it is called in messages
 * @param classPath as {@code java -cp} takes it
 * @param mainClass the class with {@code main}
 * @param arguments what {@code main} gets
 */
public record App(String name, String classPath, String mainClass, List<String> arguments) {
    /** The root of the project, where the modules lie. */
    public static Path root() {
        String root = System.getProperty("rollcall.root");
        if (root == null) {
            throw new IllegalStateException(
                    "rollcall.root is not set; it is the directory of the project's root pom.xml");
        }
        return Path.of(root).toAbsolutePath().normalize();
    }

    /** The finished agent, as it is released. */
    public static Path agentJar() {
        Path jar = root().resolve("agent/dist/target/rollcall-agent.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is not built; run mvn package first");
        }
        return jar;
    }

    /**
     * The app of a module below {@code agent-test-apps}, as its build left it: {@code target/classes},
     * {@code target/classpath.txt} and {@code target/main-class.txt}.
     *
     * @throws IllegalStateException when the module is not built
     */
    public static App ofModule(String module, String... arguments) {
        Path target = root().resolve("agent-test-apps").resolve(module).resolve("target");
        String classPath =
                target.resolve("classes") + java.io.File.pathSeparator + read(target.resolve("classpath.txt"));
        return new App(module, classPath, read(target.resolve("main-class.txt")), List.of(arguments));
    }

    private static String read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException(file + " is not built; run mvn package first");
        }
        try {
            return Files.readString(file).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
