package dev.rollcall.core.options;

import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Guesses the name of the API from what others have named it, so that nobody has to name it twice. */
final class ServiceName {
    private static final String LAST_RESORT = "java";

    private final Properties system;
    private final Map<String, String> environment;

    ServiceName(Properties system, Map<String, String> environment) {
        this.system = system;
        this.environment = environment;
    }

    /** Never empty. */
    String find() {
        String name = first(
                system.getProperty("otel.service.name"),
                environment.get("OTEL_SERVICE_NAME"),
                system.getProperty("spring.application.name"),
                environment.get("SPRING_APPLICATION_NAME"),
                ofCommand(system.getProperty("sun.java.command", "").trim()));
        return name == null ? LAST_RESORT : name;
    }

    private static @Nullable String first(@Nullable String... names) {
        for (String name : names) {
            if (name != null && !name.isBlank()) {
                return name.trim();
            }
        }
        return null;
    }

    /**
     * {@code /opt/shop api/shop-1.2.3.jar --port 80} gives {@code shop}, {@code com.acme.Shop -x} gives
     * {@code com.acme.Shop}. The JVM does not quote: a path may have spaces, a main class may not.
     */
    private static String ofCommand(String command) {
        int space = command.indexOf(' ');
        String first = space < 0 ? command : command.substring(0, space);
        if (isClassName(first)) {
            return first.substring(first.lastIndexOf('/') + 1); // module/class
        }
        int end = jarEnd(command);
        String path = end < 0 ? first : command.substring(0, end);
        String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        return withoutVersion(file.endsWith(".jar") ? file.substring(0, file.length() - 4) : file);
    }

    /** A path begins with a slash, a dot or a drive, or ends in {@code .jar}; a class name (with a module's) does not. */
    private static boolean isClassName(String word) {
        if (word.isEmpty() || word.endsWith(".jar") || !Character.isJavaIdentifierStart(word.charAt(0))) {
            return false;
        }
        int slashes = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '/') {
                slashes++;
            } else if (c != '.' && !Character.isJavaIdentifierPart(c)) {
                return false;
            }
        }
        return slashes <= 1;
    }

    private static int jarEnd(String command) {
        for (int at = command.indexOf(".jar"); at >= 0; at = command.indexOf(".jar", at + 1)) {
            int end = at + 4;
            if (end == command.length() || command.charAt(end) == ' ') {
                return end;
            }
        }
        return -1;
    }

    /** The next release is the same service: {@code shop-1.2.3-SNAPSHOT} is {@code shop}. */
    private static String withoutVersion(String name) {
        for (int dash = name.indexOf('-'); dash > 0; dash = name.indexOf('-', dash + 1)) {
            if (dash + 1 < name.length() && Character.isDigit(name.charAt(dash + 1))) {
                return name.substring(0, dash);
            }
        }
        return name;
    }
}
