package dev.rollcall.backend.account;

import dev.rollcall.backend.http.IngestTokens;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What programs send to be let in: ingest tokens and API keys. Looked up by the hash, so that how long it takes tells nothing of the
 * secrets that are there; in memory, because every delivery asks.
 */
final class Tokens implements IngestTokens {
    /** What a token is good for. */
    enum Kind {
        INGEST("ingest", "rct_"),
        API("api", "rca_");

        final String word;
        final String prefix;

        Kind(String word, String prefix) {
            this.word = word;
            this.prefix = prefix;
        }

        static @Nullable Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            return null;
        }
    }

    /**
     * One of them.
     *
     * @param id not a secret
     * @param hint how the secret begins
     * @param createdMillis milliseconds since 1970
     */
    record Entry(String id, Kind kind, String name, String hint, long createdMillis) {}

    private static final int HINT = 8;

    private final AccountFile file;
    private final Clock clock;
    private final Map<String, Entry> byHash = new ConcurrentHashMap<>();

    Tokens(AccountFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
        for (Kept kept : file.rows(Tokens::kept, "SELECT id, kind, name, hash, hint, created FROM token")) {
            byHash.put(kept.hash, kept.entry);
        }
    }

    private record Kept(String hash, Entry entry) {}

    private static Kept kept(ResultSet row) throws SQLException {
        Kind kind = row.getString(2).equals(Kind.API.word) ? Kind.API : Kind.INGEST;
        return new Kept(
                row.getString(4),
                new Entry(row.getString(1), kind, row.getString(3), row.getString(5), row.getLong(6)));
    }

    /** Makes one, and gives away the secret, this once. */
    String create(Kind kind, String name) {
        String secret = Secrets.newToken(kind.prefix);
        add(kind, name, secret);
        return secret;
    }

    /** Takes a secret that somebody else made. */
    Entry add(Kind kind, String name, String secret) {
        String hash = Secrets.tokenHash(secret);
        Entry entry = new Entry(
                Secrets.newId(), kind, name, secret.substring(0, Math.min(HINT, secret.length() / 2)), clock.millis());
        file.change(
                "INSERT INTO token VALUES (?, ?, ?, ?, ?, ?)",
                entry.id,
                kind.word,
                name,
                hash,
                entry.hint,
                entry.createdMillis);
        byHash.put(hash, entry);
        return entry;
    }

    /** All, the oldest first. */
    List<Entry> all() {
        List<Entry> all = new ArrayList<>(byHash.values());
        all.sort(Comparator.comparingLong(Entry::createdMillis).thenComparing(Entry::id));
        return all;
    }

    /** Takes one out; false when there is none of that id. */
    boolean remove(String id) {
        int removed = file.change("DELETE FROM token WHERE id = ?", id);
        byHash.values().removeIf(entry -> entry.id.equals(id));
        return removed > 0;
    }

    @Override
    public boolean accepts(String token) {
        return find(Kind.INGEST, token) != null;
    }

    /** The entry of a secret of this kind, or null. */
    @Nullable
    Entry find(Kind kind, String secret) {
        Entry entry = byHash.get(Secrets.tokenHash(secret));
        return entry != null && entry.kind == kind ? entry : null;
    }
}
