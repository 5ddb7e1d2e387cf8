package dev.rollcall.conformance.process;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JDKs of this machine: the one that runs the tests, those named by {@code JAVA_HOME*} and
 * {@code ROLLCALL_JDK_*}, the neighbours of each, and the places where packages install them.
 *
 * <p>The suite is meant for 17 and 25. Where only one of them is found, the suite runs on that one and says so.
 */
public final class Jdks {
    /** The versions every case is run on. */
    private static final List<Integer> WANTED = List.of(17, 25);

    private Jdks() {}

    /** The JDKs to run the cases on, lowest version first: at least the running one. Says on stdout what is missing. */
    public static List<Jdk> toTest() {
        return Holder.TO_TEST;
    }

    /** The JDK that runs this. */
    public static Jdk running() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    private static List<Jdk> find() {
        Map<Integer, Jdk> found = new TreeMap<>();
        for (Path home : candidates()) {
            Jdk jdk = read(home);
            if (jdk != null) {
                found.putIfAbsent(jdk.feature(), jdk);
            }
        }
        List<Jdk> wanted = new ArrayList<>();
        for (int feature : WANTED) {
            Jdk jdk = found.get(feature);
            if (jdk != null) {
                wanted.add(jdk);
            } else {
                System.out.println("conformance: no JDK " + feature + " found; its half of the cases is NOT run. Set "
                        + "ROLLCALL_JDK_" + feature + " to its home to run it. Found: " + found.values());
            }
        }
        String only = System.getProperty("conformance.jdk");
        if (only != null) {
            wanted.removeIf(jdk -> jdk.feature() != Integer.parseInt(only));
        }
        return wanted.isEmpty() ? List.of(running()) : Collections.unmodifiableList(wanted);
    }

    private static Set<Path> candidates() {
        Set<Path> homes = new LinkedHashSet<>();
        homes.add(running().home());
        System.getenv().forEach((name, value) -> {
            if ((name.startsWith("JAVA_HOME") || name.startsWith("ROLLCALL_JDK_")) && !value.isBlank()) {
                homes.add(Path.of(value));
            }
        });
        for (Path known : List.copyOf(homes)) {
            addChildren(known.toAbsolutePath().getParent(), homes);
        }
        addChildren(Path.of("/usr/lib/jvm"), homes);
        addChildren(Path.of("/opt/java"), homes);
        addChildren(Path.of("/Library/Java/JavaVirtualMachines"), homes);
        addChildren(Path.of(System.getProperty("user.home"), ".sdkman", "candidates", "java"), homes);
        return homes;
    }

    private static void addChildren(@Nullable Path directory, Set<Path> homes) {
        if (directory == null || !Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                homes.add(child);
                homes.add(child.resolve("Contents").resolve("Home"));
            }
        } catch (IOException unreadable) {
            // A place we may not look into holds no JDK we may use.
        }
    }

    private static @Nullable Jdk read(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin").resolve("java")) || !Files.isReadable(release)) {
            return null;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
            String version =
                    properties.getProperty("JAVA_VERSION", "").replace("\"", "").trim();
            return version.isEmpty()
                    ? null
                    : new Jdk(Runtime.Version.parse(version).feature(), home);
        } catch (IOException | IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static final class Holder {
        static final List<Jdk> TO_TEST = find();
    }
}
