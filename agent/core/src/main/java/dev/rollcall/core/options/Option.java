package dev.rollcall.core.options;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The table of all options. Parsing, {@code --help}, the start-up statement and {@code docs/configuration.md} come from it;
 * an option is added by adding a line here.
 */
public enum Option {
    ENABLED(
            "enabled",
            OptionType.FLAG,
            "true",
            Group.AGENT,
            "Whether the agent does anything at all; with `false` no class of the application is touched."),
    SERVICE(
            "service",
            OptionType.TEXT,
            null,
            Group.AGENT,
            "The name of this API. Default: `OTEL_SERVICE_NAME`, then `spring.application.name`, then the jar or main class."),
    ENVIRONMENT("environment", OptionType.TEXT, null, Group.AGENT, "For example `production` or `staging`."),
    CONFIG("config", OptionType.TEXT, null, Group.AGENT, "A properties file (UTF-8) with more options, one a line."),
    LOG(
            "log",
            "info",
            Group.AGENT,
            "How much the agent says on the standard error stream.",
            "off",
            "error",
            "info",
            "debug"),
    JMX(
            "jmx",
            OptionType.FLAG,
            "true",
            Group.AGENT,
            "Whether the counters are shown as the MBean `dev.rollcall:type=Agent`, once the application itself uses JMX."),

    CUSTOMER(
            "customer",
            OptionType.RULES,
            "default",
            Group.IDENTITY,
            "Who pays: rules in order, the first that finds an id wins. `default` stands for the built-in list, `none` for no rule."),
    USER(
            "user",
            OptionType.RULES,
            "default",
            Group.IDENTITY,
            "Who acts: rules for the person behind the customer. `default` stands for the built-in list, `none` for no rule."),
    PROPERTIES(
            "properties",
            OptionType.PROPERTIES,
            null,
            Group.IDENTITY,
            "More facts on every event, each found by a rule: `plan=jwt:plan,region=header:X-Region`."),
    CUSTOMER_ALIASES(
            "customer.aliases",
            OptionType.TEXT,
            null,
            Group.IDENTITY,
            "A file of lines `keyhash=customer[,name]` that give API keys their customers; read again when it changes."),
    CUSTOMER_ALIASES_INTERVAL(
            "customer.aliases.interval",
            OptionType.DURATION,
            "30s",
            1_000,
            7 * 86_400_000L,
            Group.IDENTITY,
            "How often the alias table is looked at."),
    SECRET(
            "secret",
            OptionType.SECRET,
            null,
            Group.IDENTITY,
            "The key that API keys are hashed with; give all processes the same one, or each machine makes its own."),
    CLIENT_IP(
            "client-ip",
            "full",
            Group.IDENTITY,
            "How much of the client's address is kept: all, its network (/24 or /48), or nothing.",
            "full",
            "prefix",
            "off"),

    EXCLUDE(
            "exclude",
            OptionType.LIST,
            null,
            Group.COUNTED,
            "Path globs that are not reported, for example `/health,/internal/**`; they are counted as excluded."),
    DETAIL(
            "detail",
            "all",
            Group.COUNTED,
            "Which requests are told one by one; the others are counted by customer, route and status, and told as rollups.",
            "all",
            "sampled:<per second>",
            "none"),
    ROLLUP_INTERVAL(
            "rollup.interval",
            OptionType.DURATION,
            "10s",
            1_000,
            3_600_000,
            Group.COUNTED,
            "How long requests that are only counted wait at most until they are told."),
    ROLLUP_KEYS(
            "rollup.keys",
            OptionType.NUMBER,
            "10000",
            1,
            1_000_000,
            Group.COUNTED,
            "How many combinations of customer, method, route and status are told apart at once while only counting; each takes about 1 KB."),
    ROUTE_INFERRED_MAX(
            "route.inferred.max",
            OptionType.NUMBER,
            "1000",
            0,
            1_000_000,
            Group.COUNTED,
            "How many route templates may be inferred from paths; what comes after is reported as `/**`."),

    ENDPOINT(
            "endpoint",
            OptionType.URL,
            null,
            Group.DELIVERY,
            "Where batches are sent; with commas between, each gets all of them. Without it events stay on this machine, and `top` reads them."),
    TOKEN(
            "token",
            OptionType.SECRET,
            null,
            Group.DELIVERY,
            "The bearer token that is sent with every batch. For several endpoints one each, with commas between and in their order; `-` is none."),
    FORMAT(
            "format",
            OptionType.CHOICES,
            "rollcall",
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            List.of("rollcall"),
            Group.DELIVERY,
            "The wire format of the endpoint; for several endpoints one for all, or one each in their order."),
    BATCH_EVENTS(
            "batch.events",
            OptionType.NUMBER,
            "1000",
            1,
            100_000,
            Group.DELIVERY,
            "A batch is sent when it has this many events,"),
    BATCH_BYTES(
            "batch.bytes",
            OptionType.SIZE,
            "1MB",
            1024,
            64L << 20,
            Group.DELIVERY,
            "or this many bytes before compression,"),
    BATCH_AGE(
            "batch.age",
            OptionType.DURATION,
            "1s",
            10,
            3_600_000,
            Group.DELIVERY,
            "or is this old, whichever comes first."),
    TIMEOUT(
            "timeout",
            OptionType.DURATION,
            "30s",
            100,
            600_000,
            Group.DELIVERY,
            "How long one delivery may take, from connecting to the last byte of the answer; then it is tried again."),
    TIMEOUT_CONNECT(
            "timeout.connect",
            OptionType.DURATION,
            "10s",
            100,
            600_000,
            Group.DELIVERY,
            "How much of that may pass until there is a TCP connection."),
    PROXY(
            "proxy",
            OptionType.PROXY,
            "none",
            Group.DELIVERY,
            "An HTTP proxy towards the endpoint: `http://[user:password@]host:port`. Those of the application and the JVM are not used."),
    TLS_CA(
            "tls.ca",
            OptionType.TEXT,
            null,
            Group.DELIVERY,
            "A PEM file with the certificates of the authorities to trust, in place of the JDK's; read again when it changes."),
    TLS_CERT(
            "tls.cert",
            OptionType.TEXT,
            null,
            Group.DELIVERY,
            "A PEM file with the client certificate, and its chain, for an endpoint that asks for one; read again when it changes."),
    TLS_KEY(
            "tls.key",
            OptionType.TEXT,
            null,
            Group.DELIVERY,
            "A PEM file with the key of `rollcall.tls.cert`, in PKCS#8 and not encrypted; read again when it changes."),
    TLS_KEYSTORE(
            "tls.keystore",
            OptionType.TEXT,
            null,
            Group.DELIVERY,
            "A PKCS12 file with the client certificate and its key, instead of those two; read again when it changes."),
    TLS_KEYSTORE_PASSWORD(
            "tls.keystore.password",
            OptionType.SECRET,
            null,
            Group.DELIVERY,
            "The password of `rollcall.tls.keystore`."),
    SHUTDOWN_TIMEOUT(
            "shutdown.timeout",
            OptionType.DURATION,
            "5s",
            0,
            600_000,
            Group.DELIVERY,
            "How long the end of the process may be held up to send what is left."),

    QUEUE_SIZE(
            "queue.size",
            OptionType.NUMBER,
            "65536",
            2,
            1 << 20,
            Group.STORAGE,
            "How many ended requests may wait for the agent's thread; fewer if their headers are long (768 bytes each)."),
    JOURNAL_DIR(
            "journal.dir",
            OptionType.TEXT,
            null,
            Group.STORAGE,
            "Where events are kept on disk. Default: `rollcall-<user>` in the temporary directory."),
    JOURNAL_BYTES(
            "journal.bytes",
            OptionType.SIZE,
            "256MB",
            1L << 20,
            1L << 40,
            Group.STORAGE,
            "How much disk the events of a process may take. When it is full of what could not be delivered, requests are"
                    + " counted without their details; without an endpoint the oldest events go."),
    JOURNAL_AGE(
            "journal.age",
            OptionType.DURATION,
            "7d",
            60_000,
            3_650L * 86_400_000,
            Group.STORAGE,
            "How long events are kept on disk."),

    TEST_FAULTS("test.faults", OptionType.LIST, null, Group.HIDDEN, "Hooks that are made to throw, for our own tests.");

    /** What belongs together on a page. */
    public enum Group {
        AGENT("The agent"),
        IDENTITY("Who the customer is"),
        COUNTED("What is reported"),
        DELIVERY("Where it goes"),
        STORAGE("What is kept on this machine"),
        /** For our own tests; named in no help. */
        HIDDEN("");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    static final String PREFIX = "rollcall.";
    static final String ENVIRONMENT_PREFIX = "ROLLCALL_";

    private final String shortName;
    private final OptionType type;
    private final @Nullable String defaultText;
    private final long min;
    private final long max;
    private final List<String> choices;
    private final Group group;
    private final String help;

    Option(String shortName, OptionType type, @Nullable String defaultText, Group group, String help) {
        this(shortName, type, defaultText, Long.MIN_VALUE, Long.MAX_VALUE, List.of(), group, help);
    }

    Option(String shortName, OptionType type, String defaultText, long min, long max, Group group, String help) {
        this(shortName, type, defaultText, min, max, List.of(), group, help);
    }

    Option(String shortName, String defaultText, Group group, String help, String... choices) {
        this(shortName, OptionType.CHOICE, defaultText, Long.MIN_VALUE, Long.MAX_VALUE, List.of(choices), group, help);
    }

    Option(
            String shortName,
            OptionType type,
            @Nullable String defaultText,
            long min,
            long max,
            List<String> choices,
            Group group,
            String help) {
        this.shortName = shortName;
        this.type = type;
        this.defaultText = defaultText;
        this.min = min;
        this.max = max;
        this.choices = choices;
        this.group = group;
        this.help = help;
    }

    /** As an agent argument: {@code batch.age}. */
    public String shortName() {
        return shortName;
    }

    /** As a system property and in the file: {@code rollcall.batch.age}. */
    public String propertyName() {
        return PREFIX + shortName;
    }

    /** As an environment variable: {@code ROLLCALL_BATCH_AGE}. */
    public String environmentName() {
        return ENVIRONMENT_PREFIX
                + shortName.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    public OptionType type() {
        return type;
    }

    /** The default as a user would write it, or null when there is none or it is worked out at the start. */
    public @Nullable String defaultText() {
        return defaultText;
    }

    /** The smallest value of a number, duration (milliseconds) or size (bytes). */
    long min() {
        return min;
    }

    /** The largest value of a number, duration (milliseconds) or size (bytes). */
    long max() {
        return max;
    }

    /** The words of a {@link OptionType#CHOICE}; one that ends in {@code :<...>} takes a whole number there. */
    public List<String> choices() {
        return choices;
    }

    public Group group() {
        return group;
    }

    public boolean isHidden() {
        return group == Group.HIDDEN;
    }

    /** One line for a person in a hurry, in Markdown. */
    public String help() {
        return help;
    }
}
