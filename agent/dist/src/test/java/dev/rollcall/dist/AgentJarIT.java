package dev.rollcall.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is in the finished {@code rollcall-agent.jar}. */
class AgentJarIT {
    private static final int JAVA_11 = 55;

    private static JarFile jar;

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(House.AGENT_JAR.toFile());
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    @Test
    void an_application_sees_premains_four_classes_and_nothing_else() {
        assertThat(entries().stream().filter(name -> name.endsWith(".class")))
                .containsExactlyInAnyOrder(
                        "dev/rollcall/premain/AgentJar.class",
                        "dev/rollcall/premain/IsolatedClassLoader.class",
                        "dev/rollcall/premain/Main.class",
                        "dev/rollcall/premain/RollcallAgent.class");
    }

    @Test
    void everything_else_is_hidden_under_a_suffix_of_its_own() {
        assertThat(entries())
                .allMatch(name -> name.startsWith("rollcall/")
                        || name.startsWith("META-INF/")
                        || name.startsWith("dev/rollcall/premain/"));
        assertThat(entries())
                .noneMatch(name -> name.startsWith("META-INF/services/") || name.startsWith("META-INF/versions/"));
        assertThat(entries())
                .noneMatch(name -> name.startsWith("rollcall/rollcall/")
                        || name.contains("/premain/") && name.startsWith("rollcall/"));
        assertThat(entries()).contains("rollcall/dev/rollcall/core/Agent.classdata", "rollcall/adapters.txt");
    }

    @Test
    void no_class_names_a_library_as_an_application_would() throws IOException {
        for (JarEntry entry : classes()) {
            String constants = new String(bytes(entry), StandardCharsets.ISO_8859_1);
            assertThat(constants)
                    .as(entry.getName())
                    .doesNotContain("net/bytebuddy/")
                    .doesNotContain("com/fasterxml/")
                    .doesNotContain("org/jctools/");
        }
    }

    @Test
    void every_class_runs_on_java_11() throws IOException {
        assertThat(classes()).hasSizeGreaterThan(100);
        for (JarEntry entry : classes()) {
            byte[] bytes = bytes(entry);
            int major = (bytes[6] & 0xFF) << 8 | bytes[7] & 0xFF;
            assertThat(major).as(entry.getName()).isLessThanOrEqualTo(JAVA_11);
        }
    }

    @Test
    void the_manifest_names_the_entries_and_what_they_may_do() throws IOException {
        Attributes manifest = jar.getManifest().getMainAttributes();

        assertThat(manifest.getValue("Premain-Class")).isEqualTo("dev.rollcall.premain.RollcallAgent");
        assertThat(manifest.getValue("Agent-Class")).isEqualTo("dev.rollcall.premain.RollcallAgent");
        assertThat(manifest.getValue("Main-Class")).isEqualTo("dev.rollcall.premain.Main");
        assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
        assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
        // "java -jar rollcall-agent.jar top" must not watch itself, and the boot class path is nobody's dumping ground.
        assertThat(manifest.getValue("Launcher-Agent-Class")).isNull();
        assertThat(manifest.getValue("Boot-Class-Path")).isNull();
    }

    @Test
    void the_licences_of_all_that_is_inside_are_inside() throws IOException {
        assertThat(text("META-INF/LICENSE")).contains("Apache License", "Version 2.0");
        assertThat(text("META-INF/NOTICE")).contains("ASM", "Jackson", "JCTools");
        assertThat(text("META-INF/licenses/byte-buddy/ASM")).contains("INRIA");
        assertThat(text("META-INF/licenses/jackson-core/NOTICE")).contains("Tatu Saloranta");
        assertThat(text("META-INF/licenses/jackson-core/FastDoubleParser-LICENSE"))
                .contains("MIT License");
        assertThat(text("META-INF/licenses/jackson-core/Schubfach-LICENSE")).contains("Giulietti");
    }

    @Test
    void it_is_small() throws IOException {
        long seen = Files.size(House.AGENT_JAR);
        long budget = House.budget("jar.bytes");
        System.out.println("budget jar.bytes: " + seen + " of " + budget);
        assertThat(seen)
                .as(
                        "jar.bytes is %d in agent/budgets.properties, and %d was seen; once more: mvn -pl agent/dist -am"
                                + " verify -Dit.test=AgentJarIT -Dfailsafe.failIfNoSpecifiedTests=false",
                        budget, seen)
                .isLessThanOrEqualTo(budget);
    }

    @Test
    void every_adapter_it_names_can_be_made_in_the_isolated_loader() throws Exception {
        List<String> adapters = text("rollcall/adapters.txt")
                .lines()
                .filter(line -> !line.isBlank())
                .collect(Collectors.toList());
        assertThat(adapters)
                .contains("dev.rollcall.adapters.tomcat.TomcatAdapter")
                .doesNotHaveDuplicates();

        try (URLClassLoader application =
                new URLClassLoader(new URL[] {House.AGENT_JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            ClassLoader isolated = (ClassLoader) application
                    .loadClass("dev.rollcall.premain.IsolatedClassLoader")
                    .getConstructor(java.io.File.class)
                    .newInstance(House.AGENT_JAR.toFile());
            for (String adapter : adapters) {
                Object made = isolated.loadClass(adapter).getConstructor().newInstance();
                assertThat(hooksClasses(made))
                        .as(adapter)
                        .isNotEmpty()
                        .allMatch(hooks -> jar.getEntry("rollcall/" + hooks.replace('.', '/') + ".classdata") != null);
            }
        }
    }

    /** The same sources make the same bytes: no entry carries the time of the build. */
    @Test
    void no_entry_carries_the_time_of_the_build() {
        assertThat(jar.stream().map(JarEntry::getTime).distinct()).hasSize(1);
    }

    private static List<String> hooksClasses(Object adapter) throws ReflectiveOperationException {
        List<?> hooks = (List<?>) adapter.getClass().getMethod("hooks").invoke(adapter);
        return hooks.stream()
                .map(hook -> {
                    try {
                        return (String) hook.getClass().getMethod("hooksClass").invoke(hook);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .distinct()
                .collect(Collectors.toList());
    }

    private static List<String> entries() {
        return jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(JarEntry::getName)
                .collect(Collectors.toList());
    }

    private static List<JarEntry> classes() {
        return jar.stream()
                .filter(entry ->
                        entry.getName().endsWith(".class") || entry.getName().endsWith(".classdata"))
                .collect(Collectors.toList());
    }

    private static byte[] bytes(JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static String text(String entry) throws IOException {
        return new String(bytes(jar.getJarEntry(entry)), StandardCharsets.UTF_8);
    }
}
