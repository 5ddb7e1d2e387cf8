package dev.rollcall.backend;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What can be set, once: the flags, the help, and the names of properties, environment variables and lines of the configuration file
 * all come from here ({@link SettingsSources}). Mutable because that is how they are read; not changed after the start.
 */
@Command(
        name = "rollcall serve",
        description = "Takes the events of Rollcall agents, keeps them, and shows which customer made every call.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Every option can also be set as system property rollcall.serve.NAME, as environment variable ROLLCALL_SERVE_NAME"
                    + " (in capitals, with _ for -), or as line rollcall.serve.NAME=... in the file of --config; the flag wins,"
                    + " then they do in this order."
        })
public final class Settings {
    private static final Pattern SIZE =
            Pattern.compile("[1-9][0-9]*(?:\\.[0-9]+)? ?[KMGT]i?B", Pattern.CASE_INSENSITIVE);
    private static final int MIN_SECRET = 16;
    private static final int MIN_PASSWORD = 8;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "rollcall-data",
            description = "The directory that holds everything; made when there is none. Default: ${DEFAULT-VALUE}")
    public Path data = Path.of("rollcall-data");

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen at; 0.0.0.0 for all of this machine. Default: ${DEFAULT-VALUE}")
    public String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "7070",
            description = "The port to listen at; 0 for any that is free. Default: ${DEFAULT-VALUE}")
    public int port = 7070;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Where agents and browsers reach this, when that is not where it listens: behind a proxy that adds TLS,"
                            + " for example https://rollcall.example.com")
    public @Nullable String url;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "1GB",
            description = "How much memory the engine may take beside Java's heap. Default: ${DEFAULT-VALUE}")
    public String memory = "1GB";

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many processors a question may use; 0 for all. Default: ${DEFAULT-VALUE}")
    public int threads;

    @Option(
            names = "--retention",
            paramLabel = "DAYS",
            defaultValue = "90",
            description =
                    "For how many days requests are kept one by one; sums stay. 0 for ever. Default: ${DEFAULT-VALUE}")
    public int retentionDays = 90;

    @Option(
            names = "--ingest-token",
            paramLabel = "SECRET",
            description =
                    "The ingest token of the first start, instead of a random one; 16 characters or more. Later starts pass"
                            + " over it. Other users of the machine see flags: set it in the environment or in the file.")
    public @Nullable String ingestToken;

    @Option(
            names = "--admin-password",
            paramLabel = "SECRET",
            description =
                    "The password of admin at the first start, instead of a random one; 8 characters or more. As above.")
    public @Nullable String adminPassword;

    @Option(
            names = "--new-admin-password",
            description = "Gives admin a random password, prints it, and goes on; for when it was forgotten.")
    public boolean newAdminPassword;

    @Option(
            names = "--agent-jar",
            paramLabel = "FILE",
            defaultValue = "rollcall-agent.jar",
            description = "The agent in the line that is shown to copy. Default: ${DEFAULT-VALUE}")
    public String agentJar = "rollcall-agent.jar";

    @Option(names = "--config", paramLabel = "FILE", description = "A file of properties.")
    public @Nullable Path config;

    @Option(names = "--version", versionHelp = true, description = "Shows the version.")
    boolean version;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    boolean help;

    /**
     * Checks what a type alone does not say.
     *
     * @throws IllegalArgumentException with a sentence for people: what is wrong, and what would be right
     */
    void check() {
        require(port >= 0 && port <= 65_535, "--port " + port + " is no port; write one from 0 to 65535.");
        require(threads >= 0 && threads <= 1024, "--threads " + threads + " is not from 0 to 1024.");
        require(
                retentionDays >= 0 && retentionDays <= 36_500,
                "--retention " + retentionDays + " is not a number of days from 0 to 36500.");
        require(SIZE.matcher(memory).matches(), "--memory " + memory + " is not a size; write 1GB or 512MB.");
        require(!host.isBlank(), "--host is empty; write an address, such as 127.0.0.1 or 0.0.0.0.");
        require(
                ingestToken == null || ingestToken.length() >= MIN_SECRET,
                "--ingest-token is shorter than " + MIN_SECRET + " characters; it could be guessed.");
        require(
                ingestToken == null || ingestToken.chars().allMatch(c -> c > ' ' && c <= '~'),
                "--ingest-token has characters that cannot stand in a header; use letters, digits and signs.");
        require(
                adminPassword == null || adminPassword.length() >= MIN_PASSWORD,
                "--admin-password is shorter than " + MIN_PASSWORD + " characters; it could be guessed.");
        require(
                url == null || isAddress(url),
                "--url " + url + " is not an address; write https://rollcall.example.com");
    }

    private static boolean isAddress(String text) {
        try {
            URI address = new URI(text);
            return address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getQuery() == null
                    && (address.getPath().isEmpty() || address.getPath().equals("/"));
        } catch (URISyntaxException notOne) {
            return false;
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
