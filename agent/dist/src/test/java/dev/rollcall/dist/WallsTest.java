package dev.rollcall.dist;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The walls between the rooms of the agent. */
class WallsTest {
    private static final int LONGEST_FILE = 400;

    private static final String PREMAIN = "dev.rollcall.premain..";
    private static final String CORE = "dev.rollcall.core..";
    private static final String WEAVE = "dev.rollcall.weave..";
    private static final String ADAPTERS = "dev.rollcall.adapters..";

    /** They fix global state (log manager, file system, MBean server) before the application could choose its own. */
    private static final String[] NOT_BEFORE_THE_APPLICATION = {
        "java.util.logging..", "java.nio.file..", "java.lang.management..", "javax.management..", "java.net.http.."
    };

    /** Run by the drain thread and by commands; neither starts before a server is woven. */
    private static final String[] AFTER_THE_START = {
        "dev.rollcall.core.pipeline..",
        "dev.rollcall.core.command..",
        "dev.rollcall.core.journal..",
        "dev.rollcall.core.doctor..",
        "dev.rollcall.core.jmx..",
    };

    /** The drain thread reads it when it starts. */
    private static final String SECRET_FILE = "dev.rollcall.core.identity.InstallSecret";

    private static final JavaClasses AGENT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.rollcall.premain", "dev.rollcall.core", "dev.rollcall.weave", "dev.rollcall.adapters");

    @Test
    void every_room_is_looked_at() {
        for (String room : List.of("premain", "core", "weave", "adapters.tomcat")) {
            assertThat(AGENT.containPackage("dev.rollcall." + room)).as(room).isTrue();
        }
    }

    @Test
    void premain_needs_nothing_but_the_jdk() {
        classes()
                .that()
                .resideInAPackage(PREMAIN)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(PREMAIN, "java..")
                .check(AGENT);
    }

    @Test
    void core_knows_no_framework_and_no_byte_code_library() {
        classes()
                .that()
                .resideInAPackage(CORE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        CORE, "java..", "javax..", "org.jctools..", "com.fasterxml.jackson.core..", "org.jspecify..")
                .check(AGENT);
    }

    @Test
    void only_weave_knows_the_byte_code_library() {
        noClasses()
                .that(resideOutsideOfPackages(WEAVE))
                .should()
                .dependOnClassesThat(resideInAPackage("net.bytebuddy.."))
                .check(AGENT);
    }

    @Test
    void weave_knows_no_adapter_and_no_framework() {
        classes()
                .that()
                .resideInAPackage(WEAVE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(WEAVE, CORE, "java..", "net.bytebuddy.jar.asm..", "org.jspecify..")
                .check(AGENT);
    }

    @Test
    void adapters_know_core_and_never_each_other() {
        noClasses()
                .that()
                .resideInAPackage(ADAPTERS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(WEAVE, PREMAIN)
                .check(AGENT);
        slices().matching("dev.rollcall.adapters.(*)..")
                .should()
                .notDependOnEachOther()
                .check(AGENT);
    }

    @Test
    void nothing_that_runs_before_the_application_fixes_global_state() {
        noClasses()
                .that(resideOutsideOfPackages(AFTER_THE_START))
                .and()
                .doNotHaveFullyQualifiedName(SECRET_FILE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(NOT_BEFORE_THE_APPLICATION)
                .check(AGENT);
    }

    @Test
    void nothing_uses_unsafe_or_what_jdk_25_warns_of() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("sun..", "jdk.internal..", "com.sun..", "java.util.logging..", "java.net.http..")
                .check(AGENT);
    }

    @Test
    void every_package_says_what_may_be_null() {
        List<String> unmarked = AGENT.stream()
                .map(type -> type.getPackage())
                .distinct()
                .filter(room -> !room.getName().equals("dev.rollcall.premain"))
                .filter(room -> room.tryGetPackageInfo()
                        .map(info -> !info.isAnnotatedWith(NullMarked.class))
                        .orElse(true))
                .map(JavaPackage::getName)
                .collect(Collectors.toList());

        assertThat(unmarked).isEmpty();
    }

    @Test
    void no_file_is_too_long_to_read_in_one_go() throws IOException {
        for (String room : List.of("agent", "agent-test-apps", "backend")) {
            if (Files.isDirectory(House.ROOT.resolve(room))) {
                try (Stream<Path> files = Files.walk(House.ROOT.resolve(room))) {
                    assertThat(files.filter(file -> file.toString().endsWith(".java"))
                                    .filter(file -> !file.toString().contains("/target/"))
                                    .filter(WallsTest::isTooLong))
                            .isEmpty();
                }
            }
        }
    }

    private static boolean isTooLong(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count() > LONGEST_FILE;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
