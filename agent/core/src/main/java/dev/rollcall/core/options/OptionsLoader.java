package dev.rollcall.core.options;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Gathers the options from where they are given, the strongest place first. Used once. */
final class OptionsLoader {
    /** Names under {@code rollcall.} that are no options: premain notes with it that the agent is there. */
    private static final String STARTED = "rollcall.started";

    private static final int MAX_FILE_BYTES = 1 << 20;

    private final @Nullable String arguments;
    private final Properties system;
    private final Map<String, String> environment;

    private final @Nullable String[] texts = new @Nullable String[Option.values().length];
    private final @Nullable String[] sources = new @Nullable String[Option.values().length];
    /** A bad value gives way to the default, not to a weaker place: two places that disagree are one mistake more. */
    private final boolean[] refused = new boolean[Option.values().length];

    private final List<String> problems = new ArrayList<>();

    OptionsLoader(@Nullable String arguments, Properties system, Map<String, String> environment) {
        this.arguments = arguments;
        this.system = system;
        this.environment = environment;
    }

    Options load() {
        fromSystemProperties();
        fromEnvironment();
        fromArguments();
        fromFile();
        for (Option option : Option.values()) {
            if (texts[option.ordinal()] == null) {
                texts[option.ordinal()] = option.defaultText();
            }
        }
        String service = texts[Option.SERVICE.ordinal()];
        return new Options(
                texts,
                sources,
                problems,
                system,
                service == null ? new ServiceName(system, environment).find() : service);
    }

    private void fromSystemProperties() {
        for (String name : sorted(system.stringPropertyNames())) {
            if (!name.startsWith(Option.PREFIX) || name.equals(STARTED)) {
                continue;
            }
            Option option = OptionNames.find(name);
            String value = system.getProperty(name);
            if (option == null) {
                unknown(
                        "System property " + OptionValue.shown(name),
                        OptionNames.nearest(name).propertyName());
            } else if (value != null) {
                offer(option, value, name, "system property " + name);
            }
        }
    }

    private void fromEnvironment() {
        for (String name : sorted(environment.keySet())) {
            if (!name.startsWith(Option.ENVIRONMENT_PREFIX)) {
                continue;
            }
            Option option = null;
            for (Option candidate : Option.values()) {
                if (candidate.environmentName().equals(name)) {
                    option = candidate;
                }
            }
            String value = environment.get(name);
            if (option == null) {
                unknown(
                        "Environment variable " + OptionValue.shown(name),
                        OptionNames.nearestToVariable(name).environmentName());
            } else if (value != null) {
                offer(option, value, name, "environment variable " + name);
            }
        }
    }

    private void fromArguments() {
        AgentArguments given = new AgentArguments(arguments);
        for (String word : given.leftOver()) {
            problems.add("Agent argument " + OptionValue.shown(word) + " has no value; write name=value, for example "
                    + OptionNames.nearest(word).shortName() + "=... It is left out.");
        }
        for (int i = 0; i < given.size(); i++) {
            String name = given.name(i);
            Option option = OptionNames.find(name);
            if (option == null) {
                unknown(
                        "Agent argument " + OptionValue.shown(name),
                        OptionNames.nearest(name).shortName());
            } else {
                offer(option, given.value(i), "Agent argument " + name, "agent argument " + name);
            }
        }
    }

    private void fromFile() {
        String path = texts[Option.CONFIG.ordinal()];
        if (path == null) {
            return;
        }
        Properties lines = new Properties();
        File file = new File(path);
        try {
            if (file.length() > MAX_FILE_BYTES) {
                problems.add("rollcall.config=" + OptionValue.shown(path)
                        + " is longer than 1MB and was not read; write one" + " name=value a line.");
                return;
            }
            try (Reader reader = new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8)) {
                lines.load(reader);
            }
        } catch (IOException | IllegalArgumentException problem) {
            // IllegalArgumentException: a malformed backslash-u escape.
            problems.add("rollcall.config=" + OptionValue.shown(path) + " cannot be read (" + problem.getMessage()
                    + "); write the path of a properties file. It is left out.");
            return;
        }
        for (String name : sorted(lines.stringPropertyNames())) {
            Option option = OptionNames.find(name);
            String value = lines.getProperty(name);
            if (option == null) {
                unknown(
                        path + ": " + OptionValue.shown(name),
                        OptionNames.nearest(name).propertyName());
            } else if (value != null && option != Option.CONFIG) {
                offer(option, value, path + ": " + name, path);
            }
        }
    }

    /** Takes a value unless a stronger place has given one. An empty value is as good as none. */
    private void offer(Option option, String given, String label, String source) {
        String value = given.trim();
        if (value.isEmpty() || texts[option.ordinal()] != null || refused[option.ordinal()]) {
            return;
        }
        String mistake = OptionValue.mistake(option, value);
        if (mistake == null) {
            texts[option.ordinal()] = value;
            sources[option.ordinal()] = source;
            return;
        }
        refused[option.ordinal()] = true;
        String instead = option.defaultText();
        problems.add(label + (option.type() == OptionType.SECRET ? "" : "=" + OptionValue.shown(option.type(), value))
                + " " + mistake + ". " + (instead == null ? "It is left out." : "Using " + instead + "."));
    }

    private void unknown(String what, String nearest) {
        problems.add(what + " is not an option; did you mean " + nearest + "? It is left out.");
    }

    private static List<String> sorted(Iterable<String> names) {
        List<String> sorted = new ArrayList<>();
        for (String name : names) {
            sorted.add(name);
        }
        Collections.sort(sorted);
        return sorted;
    }
}
