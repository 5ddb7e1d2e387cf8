package dev.rollcall.backend;

import dev.rollcall.backend.account.AccountRoutes;
import dev.rollcall.backend.account.Accounts;
import dev.rollcall.backend.http.Access;
import dev.rollcall.backend.http.AdminRoutes;
import dev.rollcall.backend.http.ApiRoutes;
import dev.rollcall.backend.http.Call;
import dev.rollcall.backend.http.HttpServer;
import dev.rollcall.backend.http.IngestHandler;
import dev.rollcall.backend.http.Limits;
import dev.rollcall.backend.http.Log;
import dev.rollcall.backend.http.Pages;
import dev.rollcall.backend.http.Router;
import dev.rollcall.backend.ingest.BodyParser;
import dev.rollcall.backend.ingest.Derivation;
import dev.rollcall.backend.live.Live;
import dev.rollcall.backend.store.Archive;
import dev.rollcall.backend.store.DataDirectory;
import dev.rollcall.backend.store.DataDirectoryTaken;
import dev.rollcall.backend.store.Database;
import dev.rollcall.backend.store.EventWriter;
import dev.rollcall.backend.store.Imports;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The whole backend in one object: takes its directory, opens what is in it, and listens. What was begun is ended in reverse order,
 * also when a later step fails.
 */
public final class Backend implements AutoCloseable {
    private static final String WEB = "dev/rollcall/backend/web/";

    private final Settings settings;
    private final Deque<AutoCloseable> begun = new ArrayDeque<>();
    private final DataDirectory directory;
    private final Accounts accounts;
    private final Database database;
    private final EventWriter writer;
    private final Housekeeping housekeeping;
    private final Router router;
    private final HttpServer server;
    private boolean closed;

    private Backend(Settings settings, Limits limits, Clock clock)
            throws IOException, SQLException, DataDirectoryTaken {
        this.settings = settings;
        boolean whole = false;
        try {
            directory = begin(DataDirectory.take(settings.data));
            Path backups = Files.createDirectories(data().resolve("backups"));
            Path exports = Files.createDirectories(data().resolve("exports"));
            accounts = begin(Accounts.open(data().resolve("accounts.duckdb"), backups, clock));
            int threads = settings.threads == 0 ? Runtime.getRuntime().availableProcessors() : settings.threads;
            database = begin(Database.open(data().resolve("events.duckdb"), exports, settings.memory, threads));
            writer = begin(new EventWriter(database));
            housekeeping = begin(new Housekeeping(writer, clock, settings.retentionDays));
            router = new Router(accounts, limits);
            router.add("GET", "/healthz", Access.PUBLIC, call -> health(call, writer.state()));
            AccountRoutes.addTo(router, accounts, version(), isSecure());
            AdminRoutes.addTo(
                    router,
                    new Archive(database, clock),
                    new Imports(database, writer),
                    accounts::backup,
                    new AdminRoutes.Places(exports, backups, settings.retentionDays),
                    clock);
            Setup.addTo(router, settings, this);
            Live live = new Live();
            ApiRoutes.addTo(router, database, writer, accounts.preferences(), live, clock);
            server = begin(HttpServer.start(
                    settings.host,
                    settings.port,
                    names(),
                    limits,
                    List.of(
                            router,
                            new IngestHandler(
                                    accounts.ingestTokens(),
                                    writer,
                                    new BodyParser(limits.maxBody(), clock),
                                    new Derivation(),
                                    limits),
                            new Pages(WEB))));
            // Behind the server, so that its streams end before the server waits for them.
            begin(live);
            // Only now: secrets that a start which fails had made would never be shown.
            accounts.makeFirst(settings.ingestToken, settings.adminPassword);
            housekeeping.start();
            whole = true;
        } finally {
            if (!whole) {
                end();
            }
        }
    }

    /**
     * Starts.
     *
     * @throws DataDirectoryTaken when another process has the directory
     * @throws IOException when the directory cannot be written to, or the port cannot be had
     * @throws SQLException when what is in the directory cannot be read
     */
    public static Backend start(Settings settings) throws IOException, SQLException, DataDirectoryTaken {
        return start(settings, Limits.ofThisMachine(), Clock.systemUTC());
    }

    /** Starts with other limits, and another clock. */
    static Backend start(Settings settings, Limits limits, Clock clock)
            throws IOException, SQLException, DataDirectoryTaken {
        return new Backend(settings, limits, clock);
    }

    private <T extends AutoCloseable> T begin(T part) {
        begun.push(part);
        return part;
    }

    private void end() {
        for (AutoCloseable part = begun.poll(); part != null; part = begun.poll()) {
            try {
                part.close();
            } catch (Exception problem) {
                Log.error(part.getClass().getSimpleName() + " did not close as it should", problem);
            }
        }
    }

    /** The port it listens at. */
    public int port() {
        return server.port();
    }

    /** Where agents and browsers reach it, without a slash at the end. */
    public String url() {
        if (settings.url != null) {
            return settings.url.endsWith("/") ? settings.url.substring(0, settings.url.length() - 1) : settings.url;
        }
        String host = settings.host.equals("0.0.0.0") || settings.host.equals("::") ? "localhost" : settings.host;
        return "http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port();
    }

    /** The directory that holds everything. */
    public Path data() {
        return directory.path();
    }

    /** What this start made, if it was the first one in this directory; else null. */
    public Accounts.@Nullable FirstStart firstStart() {
        return accounts.firstStart();
    }

    /** An address that signs the administrator in, once, within the hour. */
    public String signInAddress() {
        return url() + "/signin?code=" + accounts.signInCode();
    }

    /** The ingest token of the first start, as long as this process knows it and it lets events in. */
    @Nullable
    String firstToken() {
        Accounts.FirstStart first = accounts.firstStart();
        String token = first == null ? null : first.ingestToken().text();
        return token != null && accounts.ingestTokens().accepts(token) ? token : null;
    }

    /** How an ingest token that is good begins; empty when there is none. */
    String tokenHint() {
        return accounts.ingestTokenHint();
    }

    String newAdminPassword() {
        return accounts.newAdminPassword();
    }

    /** Adds who is told, once, with the engine's reason, when the engine has given up: nothing works any more until the next start. */
    public void onGivenUp(Consumer<String> watcher) {
        writer.onGivenUp(watcher);
    }

    /** The store, for tests. */
    Database database() {
        return database;
    }

    /** All that the router answers, as {@code GET /api/customers}, for tests. */
    Set<String> addresses() {
        return router.all();
    }

    Housekeeping housekeeping() {
        return housekeeping;
    }

    EventWriter writer() {
        return writer;
    }

    /** In one word: whoever asks is a program, and looks at the status most of all. */
    private static void health(Call call, EventWriter.State state) {
        switch (state) {
            case WORKING -> call.text(200, "text/plain", "ok\n");
            case FAILING -> call.text(503, "text/plain", "failing\n");
            case STOPPED -> call.text(503, "text/plain", "stopped\n");
        }
    }

    private boolean isSecure() {
        return settings.url != null && settings.url.startsWith("https:");
    }

    /** When only this machine can reach us, we know what we are called; else any name may be right. */
    private @Nullable Set<String> names() throws UnknownHostException {
        if (!InetAddress.getByName(settings.host).isLoopbackAddress()) {
            return null;
        }
        Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "::1", "0:0:0:0:0:0:0:1"));
        names.add(settings.host.toLowerCase(Locale.ROOT));
        if (settings.url != null) {
            String host = URI.create(settings.url).getHost().toLowerCase(Locale.ROOT);
            names.add(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        }
        return names;
    }

    /** The version of this program. */
    public static String version() {
        try (InputStream file = Backend.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version", "unknown");
        } catch (IOException unreadable) {
            return "unknown";
        }
    }

    /** Takes no more, stores what was accepted, and lets go of the directory. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            end();
        }
    }
}
