package dev.rollcall.core.options;

import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The options of one run, each with its value and where that came from. Immutable.
 *
 * <p>Read before the application's {@code main}: only java.io and what the JVM has loaded by then anyway.
 */
public final class Options {
    private static final Option[] ALL = Option.values();

    private final @Nullable String[] texts;
    private final long[] numbers;
    private final @Nullable String[] sources;
    private final List<String> problems;
    private final String service;
    private final String temporaryDirectory;
    private final String userName;

    Options(
            @Nullable String[] texts,
            @Nullable String[] sources,
            List<String> problems,
            Properties system,
            String service) {
        this.texts = texts;
        this.sources = sources;
        this.problems = List.copyOf(problems);
        this.service = service;
        this.temporaryDirectory = system.getProperty("java.io.tmpdir", "/tmp");
        this.userName = system.getProperty("user.name", "user");
        this.numbers = new long[ALL.length];
        for (Option option : ALL) {
            String text = texts[option.ordinal()];
            numbers[option.ordinal()] = text == null ? OptionValue.NOT_ONE : OptionValue.number(option.type(), text);
        }
    }

    /**
     * Reads the options of this process.
     *
     * @param arguments the agent's arguments, or null
     */
    public static Options ofThisProcess(@Nullable String arguments) {
        return load(arguments, System.getProperties(), System.getenv());
    }

    /**
     * Reads the options: a system property wins over an environment variable, that over an agent argument, that over the
     * file named by {@code rollcall.config}. Never throws: what is wrong becomes a line of {@link #problems()}, and a default
     * takes its place.
     *
     * @param arguments the agent's arguments, or null
     * @param system system properties
     * @param environment environment variables
     */
    public static Options load(@Nullable String arguments, Properties system, Map<String, String> environment) {
        return new OptionsLoader(arguments, system, environment).load();
    }

    /** One sentence for everything that was wrong: what, where, and what would be right. Without secrets. */
    public List<String> problems() {
        return problems;
    }

    /** The value of a {@link OptionType#FLAG}. */
    public boolean flag(Option option) {
        return "true".equalsIgnoreCase(texts[check(option, OptionType.FLAG)]);
    }

    /** The value of a {@link OptionType#NUMBER}. */
    public int number(Option option) {
        return (int) numbers[check(option, OptionType.NUMBER)];
    }

    /** The value of a {@link OptionType#DURATION} in milliseconds. */
    public long millis(Option option) {
        return numbers[check(option, OptionType.DURATION)];
    }

    /** The value of a {@link OptionType#SIZE} in bytes. */
    public long bytes(Option option) {
        return numbers[check(option, OptionType.SIZE)];
    }

    /** The value of a {@link OptionType#CHOICE} in lower case, for example {@code sampled:100}. */
    public String choice(Option option) {
        String text = texts[check(option, OptionType.CHOICE)];
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    /** The value as written, or null when there is none. */
    public @Nullable String text(Option option) {
        return texts[option.ordinal()];
    }

    /** The words of a {@link OptionType#LIST}; empty when there are none. */
    public List<String> list(Option option) {
        String text = texts[check(option, OptionType.LIST)];
        return text == null ? List.of() : OptionValue.list(text);
    }

    /** What stands between the commas of a value, empty places too, so that lists can be put side by side; empty without a value. */
    public List<String> places(Option option) {
        String text = texts[option.ordinal()];
        return text == null ? List.of() : OptionValue.places(text);
    }

    /** Where the value came from, for example {@code environment variable ROLLCALL_LOG}; null for a default. */
    public @Nullable String source(Option option) {
        return sources[option.ordinal()];
    }

    /**
     * The value as it may be printed: a secret is {@code (set)}, the password in an address {@code ***}, long ones are cut.
     * Null when there is none.
     */
    public @Nullable String shown(Option option) {
        String text = texts[option.ordinal()];
        return text == null ? null : OptionValue.shown(option.type(), text);
    }

    /** The name of this API; never empty. */
    public String service() {
        return service;
    }

    /** Where events and the secret of this installation are kept; it need not exist. */
    public File journalDirectory() {
        String named = texts[Option.JOURNAL_DIR.ordinal()];
        if (named != null) {
            return new File(named);
        }
        StringBuilder name = new StringBuilder("rollcall-");
        for (int i = 0; i < userName.length(); i++) {
            char c = userName.charAt(i);
            name.append(Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' ? c : '_');
        }
        return new File(temporaryDirectory, name.toString());
    }

    private static int check(Option option, OptionType type) {
        if (option.type() != type) {
            throw new IllegalArgumentException(option + " is " + option.type().noun() + ", not " + type.noun());
        }
        return option.ordinal();
    }
}
