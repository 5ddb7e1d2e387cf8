package dev.rollcall.backend;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where settings come from that are no flags: system property {@code rollcall.serve.port}, then the environment's
 * {@code ROLLCALL_SERVE_PORT}, then a line of the configuration file.
 */
final class SettingsSources implements IDefaultValueProvider {
    private static final String PROPERTY = "rollcall.serve.";
    private static final String VARIABLE = "ROLLCALL_SERVE_";
    private static final String CONFIG = "--config";

    private final Properties properties;
    private final Map<String, String> environment;
    private final Properties file;

    /**
     * Reads the configuration file, if there is one.
     *
     * @param args the flags, of which only the file's is looked at
     * @throws IOException when the file is named and cannot be read
     */
    SettingsSources(String[] args, Properties properties, Map<String, String> environment) throws IOException {
        this.properties = properties;
        this.environment = environment;
        this.file = new Properties();
        String path = flag(args);
        if (path == null) {
            path = properties.getProperty(PROPERTY + "config");
        }
        if (path == null) {
            path = environment.get(VARIABLE + "CONFIG");
        }
        if (path != null) {
            try (Reader reader = Files.newBufferedReader(Path.of(path), StandardCharsets.UTF_8)) {
                file.load(reader);
            } catch (IOException | IllegalArgumentException problem) {
                throw new IOException(
                        "The configuration file " + path + " cannot be read: " + problem.getMessage(), problem);
            }
        }
    }

    private static @Nullable String flag(String[] args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith(CONFIG + "=")) {
                return args[i].substring(CONFIG.length() + 1);
            }
            if (args[i].equals(CONFIG) && i + 1 < args.length) {
                return args[i + 1];
            }
        }
        return null;
    }

    /** What looks like a setting of ours and is none, in all sources; a slip of the pen must not go unseen. */
    Set<String> unknown(Set<String> options) {
        Set<String> unknown = new TreeSet<>();
        for (Properties source : new Properties[] {properties, file}) {
            for (String name : source.stringPropertyNames()) {
                if (name.startsWith(PROPERTY) && !options.contains("--" + name.substring(PROPERTY.length()))) {
                    unknown.add(name);
                }
            }
        }
        for (String name : environment.keySet()) {
            if (name.startsWith(VARIABLE)
                    && !options.contains("--"
                            + name.substring(VARIABLE.length())
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-'))) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String name = option.longestName().substring("--".length());
        String value = properties.getProperty(PROPERTY + name);
        if (value == null) {
            value = environment.get(VARIABLE + name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
        return value == null ? file.getProperty(PROPERTY + name) : value;
    }
}
