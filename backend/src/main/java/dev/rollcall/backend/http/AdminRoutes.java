package dev.rollcall.backend.http;

import dev.rollcall.backend.store.Archive;
import dev.rollcall.backend.store.Imports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Backup, export and import. One at a time: each reads or writes everything there is. Files lie in two directories of ours, and are named
 * without a path, so that nobody can have another one read or written.
 */
public final class AdminRoutes {
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}\\.parquet");
    private static final int MAX_TEXT = 200;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    /** Writes the accounts into a file. */
    public interface AccountBackup {
        void to(Path file) throws SQLException;
    }

    /**
     * Where files lie, and how old events may be.
     *
     * @param exports Parquet files, written and read
     * @param backups directories of backups
     * @param retentionDays for how many days events are kept; 0 for ever
     */
    public record Places(Path exports, Path backups, int retentionDays) {}

    private final Archive archive;
    private final Imports imports;
    private final AccountBackup accounts;
    private final Places places;
    private final Clock clock;
    private final Semaphore one = new Semaphore(1);

    private AdminRoutes(Archive archive, Imports imports, AccountBackup accounts, Places places, Clock clock) {
        this.archive = archive;
        this.imports = imports;
        this.accounts = accounts;
        this.places = places;
        this.clock = clock;
    }

    /** Adds the endpoints. */
    public static void addTo(
            Router router, Archive archive, Imports imports, AccountBackup accounts, Places places, Clock clock) {
        AdminRoutes routes = new AdminRoutes(archive, imports, accounts, places, clock);
        router.add("POST", "/api/admin/backup", Access.ADMIN, call -> routes.alone(call, routes::backup))
                .add("POST", "/api/admin/export", Access.ADMIN, call -> routes.alone(call, routes::export))
                .add("POST", "/api/admin/import", Access.ADMIN, call -> routes.alone(call, routes::take));
    }

    private void alone(Call call, Endpoint endpoint) throws Exception {
        if (!one.tryAcquire()) {
            throw new BadRequest(409, "busy", "Another backup, export or import is under way; wait until it is done.");
        }
        try {
            endpoint.answer(call);
        } finally {
            one.release();
        }
    }

    private void backup(Call call) throws SQLException, IOException {
        String stamp = archive.stamp();
        // The engine of the events may write among the exports alone: copies of the accounts are none of its business.
        Path part = places.exports.resolve("backup-" + stamp + ".part");
        Path directory = Files.createDirectory(places.backups.resolve(stamp));
        boolean whole = false;
        try {
            accounts.to(directory.resolve("accounts.duckdb"));
            Archive.Written written = archive.backup(part);
            Files.move(part, directory.resolve("events.duckdb"));
            whole = true;
            tell(call, directory, written.events(), written.bytes());
        } finally {
            Files.deleteIfExists(part);
            Files.deleteIfExists(part.resolveSibling(part.getFileName() + ".wal"));
            if (!whole) {
                // Half a backup is none.
                Files.deleteIfExists(directory.resolve("accounts.duckdb"));
                Files.deleteIfExists(directory.resolve("accounts.duckdb.wal"));
                Files.deleteIfExists(directory);
            }
        }
    }

    private void export(Call call) throws SQLException, IOException, BadRequest {
        FlatJson body = FlatJson.of(call);
        Instant from = time(body.optional("from"), "from", EARLIEST);
        Instant to = time(body.optional("to"), "to", clock.instant().plus(1, ChronoUnit.DAYS));
        if (!from.isBefore(to)) {
            throw BadRequest.value("from is not before to.");
        }
        Archive.Written written = archive.export(places.exports, from, to);
        tell(call, written.file(), written.events(), written.bytes());
    }

    private static Instant time(@Nullable String text, String name, Instant otherwise) throws BadRequest {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            Instant time = text.length() == "2026-08-01".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
                return time;
            }
        } catch (DateTimeException notATime) {
            // Told below, with the same words.
        }
        throw BadRequest.value(name + " is not a time; write 2026-08-01 or 2026-08-01T12:30:00Z.");
    }

    private void take(Call call) throws SQLException, IOException, BadRequest, InterruptedException {
        String name = FlatJson.of(call).text("file", MAX_TEXT);
        // The name first: not every text can be a part of a path.
        Path file = FILE.matcher(name).matches() ? places.exports.resolve(name) : null;
        if (file == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new BadRequest(
                    404,
                    "unknown_file",
                    "There is no such file; put a Parquet file of an export into the directory exports.");
        }
        Instant oldest =
                places.retentionDays == 0 ? EARLIEST : clock.instant().minus(places.retentionDays, ChronoUnit.DAYS);
        Imports.Taken taken;
        try {
            taken = imports.take(file, oldest, clock.instant().plus(1, ChronoUnit.DAYS));
        } catch (SQLException problem) {
            throw new BadRequest(400, "bad_file", "The file could not be taken: " + problem.getMessage());
        }
        long bytes = Files.size(file);
        call.json(json -> {
            json.writeStartObject();
            json.writeStringField("file", name);
            json.writeNumberField("events", taken.events());
            json.writeNumberField("duplicates", taken.duplicates());
            json.writeNumberField("expired", taken.expired());
            json.writeNumberField("bytes", bytes);
            json.writeEndObject();
        });
    }

    private static void tell(Call call, Path file, long events, long bytes) {
        call.json(json -> {
            json.writeStartObject();
            json.writeStringField("file", String.valueOf(file.getFileName()));
            json.writeNumberField("events", events);
            json.writeNumberField("bytes", bytes);
            json.writeEndObject();
        });
    }
}
