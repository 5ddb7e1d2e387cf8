package dev.rollcall.neighbours;

import dev.rollcall.conformance.process.App;
import dev.rollcall.conformance.process.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program run to its end.
 *
 * @param exitCode what it ended with
 * @param out its standard output
 * @param err its standard error stream, line by line
 */
record Run(int exitCode, String out, List<String> err) {
    private static final int LONGEST_SECONDS = 120;

    /** The agent, as an option of the JVM. */
    static String agent(String arguments) {
        return "-javaagent:" + App.agentJar() + arguments;
    }

    static String agent() {
        return agent("");
    }

    /** Runs a class of this module's with a main, or of the class path given. */
    static Run java(Jdk jdk, List<String> options, String classPath, String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(Arrays.asList(arguments));
        return command(Map.of(), command);
    }

    /** Runs a program of this module's. */
    static Run java(Jdk jdk, List<String> options, Class<?> main) {
        return java(jdk, options, mainClasses(), main.getName());
    }

    static String mainClasses() {
        return App.root().resolve("agent-test-apps/neighbours/target/classes").toString();
    }

    /** Runs a command with these variables, and without those that would make the JVM do more than is asked. */
    static Run command(Map<String, String> variables, List<String> command) {
        try {
            File out = Files.createTempFile("run", ".out").toFile();
            File err = Files.createTempFile("run", ".err").toFile();
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out).redirectError(err);
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("ROLLCALL_")
                            || name.startsWith("OTEL_")
                            || name.equals("JAVA_TOOL_OPTIONS")
                            || name.equals("JDK_JAVA_OPTIONS"));
            builder.environment().putAll(new HashMap<>(variables));
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(command + " did not end");
            }
            Run run = new Run(
                    process.exitValue(),
                    text(out.toPath()),
                    text(err.toPath()).lines().toList());
            Files.delete(out.toPath());
            Files.delete(err.toPath());
            return run;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
