package dev.rollcall.overhead;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The options of the command, each once: help, defaults and checks come from here. */
enum Option {
    SERVER("LIST", Check.SERVERS, "spring-mvc,webflux,netty", null, "the servers, with commas between"),
    ONLY("LIST", Check.TEXT, "all", null, "the contenders, with commas between"),
    ROUNDS("N", Check.COUNT, "3", "1", "how often each contender's server is started and measured"),
    MORE_ROUNDS(
            "N",
            Check.COUNT_OR_NONE,
            "3",
            "0",
            "rounds after those, with the contenders none, none-again and rollcall alone"),
    WARM_UP("N", Check.COUNT_OR_BY_SERVER, Option.BY_SERVER, "20000", "requests before anything is measured"),
    REQUESTS(
            "N",
            Check.COUNT_OR_BY_SERVER,
            Option.BY_SERVER,
            "20000",
            "requests that CPU and throughput are measured with"),
    ALLOCATION_REQUESTS("N", Check.COUNT_OR_NONE, "10000", "5000", "requests that allocation is measured with; 0: not"),
    RATE("N", Check.COUNT, "1000", "1000", "requests a second that latencies are measured at"),
    SECONDS("N", Check.COUNT_OR_NONE, "5", "3", "how long latencies are measured; 0: not"),
    SATURATION("SECONDS", Check.COUNT_OR_NONE, "60", "10", "the long saturated run of Rollcall at the end; 0: none"),
    CONNECTIONS("N", Check.COUNT, "8", "8", "connections of the client"),
    JDK("17|25", Check.COUNT, "that of this command", null, "the JDK the servers run on"),
    OTHER_JAR("FILE", Check.TEXT, "none", null, "another build of Rollcall, as one more contender: rollcall-other"),
    MARKDOWN("FILE", Check.TEXT, "none", null, "where the tables go, besides the screen"),
    JSON("FILE", Check.TEXT, "none", null, "where all values go"),
    VERBOSE("yes|no", Check.YES_OR_NO, "no", null, "print what the servers printed");

    /** The value of an option that each server has its own default for. */
    static final String BY_SERVER = "by server";

    private final String takes;
    private final UnaryOperator<@Nullable String> check;
    private final String byDefault;
    private final String brief;
    private final String help;

    Option(String takes, UnaryOperator<@Nullable String> check, String byDefault, @Nullable String brief, String help) {
        this.takes = takes;
        this.check = check;
        this.byDefault = byDefault;
        this.brief = brief == null ? byDefault : brief;
        this.help = help;
    }

    /** For example {@code --warm-up}. */
    String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String byDefault(boolean inBriefForm) {
        return inBriefForm ? brief : byDefault;
    }

    /** What is wrong with a value; null when nothing is. */
    @Nullable
    String wrong(String value) {
        return check.apply(value);
    }

    String helpLine() {
        String values = byDefault.equals(brief) ? byDefault : byDefault + ", brief " + brief;
        return String.format("  %-30s %s (%s)%n", flag() + " " + takes, help, values);
    }

    /** What values may be: each tells what is wrong with one, or null. */
    private static final class Check {
        static final UnaryOperator<@Nullable String> TEXT = value -> null;
        static final UnaryOperator<@Nullable String> COUNT =
                value -> value != null && value.matches("[1-9][0-9]{0,8}") ? null : "is not a whole number from 1 on";
        static final UnaryOperator<@Nullable String> COUNT_OR_NONE =
                value -> "0".equals(value) ? null : COUNT.apply(value) == null ? null : "is not a whole number";
        static final UnaryOperator<@Nullable String> COUNT_OR_BY_SERVER =
                value -> BY_SERVER.equals(value) ? null : COUNT.apply(value);
        static final UnaryOperator<@Nullable String> YES_OR_NO =
                value -> "yes".equals(value) || "no".equals(value) ? null : "is neither yes nor no";
        static final UnaryOperator<@Nullable String> SERVERS = value -> {
            for (String key : String.valueOf(value).split(",", -1)) {
                if (Arrays.stream(ServerApp.values())
                        .noneMatch(server -> server.key().equals(key))) {
                    return "has " + key + ", which is none of spring-mvc, webflux, netty";
                }
            }
            return null;
        };
    }
}
