package dev.rollcall.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.process.Jdk;
import dev.rollcall.conformance.process.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code JAVA_TOOL_OPTIONS} puts the agent into the JDK's tools too: they must not notice. */
class JdkToolsIT {
    @TempDir
    static Path folder;

    @BeforeAll
    static void make_something_to_work_on() throws IOException {
        Files.writeString(folder.resolve("Hello.java"), "class Hello { String name() { return \"hello\"; } }\n");
        Run.command(
                Map.of(),
                List.of(
                        tool(Jdks.running(), "keytool"),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=hello",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        folder.resolve("keys").toString()));
        assertThat(folder.resolve("keys")).exists();
    }

    static Stream<Arguments> tools() {
        String keys = folder.resolve("keys").toString();
        String jar = Run.mainClasses();
        List<List<String>> commands = List.of(
                List.of("keytool", "-list", "-storepass", "changeit", "-keystore", keys),
                List.of("keytool", "-list", "-storepass", "wrong password", "-keystore", keys),
                List.of(
                        "javac",
                        "-d",
                        folder.toString(),
                        folder.resolve("Hello.java").toString()),
                List.of("javac", folder.resolve("Missing.java").toString()),
                List.of(
                        "jar",
                        "--create",
                        "--verbose",
                        "--file",
                        folder.resolve("x.jar").toString(),
                        "-C",
                        jar,
                        "."),
                List.of("jcmd", Long.toString(ProcessHandle.current().pid()), "VM.version"),
                List.of("javap", "-cp", jar, Empty.class.getName()));
        return Jdks.toTest().stream().flatMap(jdk -> commands.stream().map(command -> Arguments.of(jdk, command)));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void a_tool_prints_the_same_with_the_agent_in_java_tool_options(Jdk jdk, List<String> commandLine) {
        List<String> command = new ArrayList<>(commandLine);
        command.set(0, tool(jdk, command.get(0)));

        Run without = Run.command(Map.of(), command);
        Run with = Run.command(Map.of("JAVA_TOOL_OPTIONS", Run.agent()), command);

        assertThat(with.err()).first().asString().startsWith("Picked up JAVA_TOOL_OPTIONS: ");
        assertThat(with.err().subList(1, with.err().size())).isEqualTo(without.err());
        assertThat(with.out()).isEqualTo(without.out());
        assertThat(with.exitCode()).isEqualTo(without.exitCode());
    }

    private static String tool(Jdk jdk, String name) {
        return jdk.home().resolve("bin").resolve(name).toString();
    }
}
