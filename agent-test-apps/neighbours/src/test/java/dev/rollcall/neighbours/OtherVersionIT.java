package dev.rollcall.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.conformance.process.Jdk;
import dev.rollcall.conformance.process.Jdks;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server of a version nobody has seen: its classes have the names we know, and not what we need of them. */
class OtherVersionIT {
    @TempDir
    Path folder;

    static List<Jdk> jdks() {
        return Jdks.toTest();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void a_class_without_the_method_we_know_is_left_alone_and_named_once(Jdk jdk) throws IOException {
        compile(
                Map.of(
                        "org/apache/catalina/connector/CoyoteAdapter.java",
                        "package org.apache.catalina.connector;\n"
                                + "public class CoyoteAdapter { public String serve(String what) { return \"served \" + what; } }\n",
                        "Main.java",
                        "public class Main { public static void main(String[] a) {\n"
                                + " System.out.println(new org.apache.catalina.connector.CoyoteAdapter().serve(\"tea\")); } }\n"));

        Run run = Run.java(jdk, List.of(Run.agent()), folder.toString(), "Main");

        assertThat(run.out()).isEqualTo("served tea" + System.lineSeparator());
        assertThat(run.exitCode()).isZero();
        assertLeftAloneOnce(run, "org.apache.catalina.connector.CoyoteAdapter");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void a_class_whose_neighbours_lack_what_a_hook_calls_is_left_alone_and_named_once(Jdk jdk) throws IOException {
        compile(Map.of(
                "org/apache/coyote/Request.java",
                "package org.apache.coyote; public class Request {}\n",
                "org/apache/coyote/Response.java",
                "package org.apache.coyote; public class Response {}\n",
                "org/apache/catalina/connector/CoyoteAdapter.java",
                "package org.apache.catalina.connector;\n"
                        + "public class CoyoteAdapter { public void service("
                        + "org.apache.coyote.Request request, org.apache.coyote.Response response) {\n"
                        + " System.out.println(\"served\"); } }\n",
                "Main.java",
                "public class Main { public static void main(String[] a) {\n"
                        + " for (int i = 0; i < 3; i++) { new org.apache.catalina.connector.CoyoteAdapter().service("
                        + "new org.apache.coyote.Request(), new org.apache.coyote.Response()); } } }\n"));

        Run run = Run.java(jdk, List.of(Run.agent()), folder.toString(), "Main");

        assertThat(run.out().lines()).containsExactly("served", "served", "served");
        assertThat(run.exitCode()).isZero();
        assertLeftAloneOnce(run, "org.apache.catalina.connector.CoyoteAdapter");
    }

    private static void assertLeftAloneOnce(Run run, String className) {
        assertThat(run.err().stream().filter(line -> line.contains(className + " is left as it is")))
                .hasSize(1);
        assertThat(run.err()).noneMatch(line -> line.contains("watching Tomcat"));
        assertThat(run.err()).allMatch(line -> line.startsWith("rollcall: "));
    }

    private void compile(Map<String, String> sources) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--release", "11", "-d", folder.toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            File file = folder.resolve(source.getKey()).toFile();
            Files.createDirectories(file.toPath().getParent());
            Files.writeString(file.toPath(), source.getValue());
            arguments.add(file.toString());
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
        assertThat(result).isZero();
    }
}
