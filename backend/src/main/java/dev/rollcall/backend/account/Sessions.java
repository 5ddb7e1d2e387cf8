package dev.rollcall.backend.account;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who is signed in, also after a restart. */
final class Sessions {
    /** How long somebody stays signed in. */
    static final Duration LENGTH = Duration.ofDays(30);

    private record Session(String user, long expiresMillis) {}

    private final AccountFile file;
    private final Clock clock;
    private final Map<String, Session> byHash = new ConcurrentHashMap<>();

    Sessions(AccountFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
        forgetExpired();
        for (Kept kept : file.rows(
                row -> new Kept(row.getString(1), new Session(row.getString(2), row.getLong(3))),
                "SELECT hash, account, expires FROM session")) {
            byHash.put(kept.hash, kept.session);
        }
    }

    private record Kept(String hash, Session session) {}

    /** Signs somebody in; the answer is what their browser has to show. */
    String begin(String user) {
        forgetExpired();
        String secret = Secrets.newToken("rcs_");
        Session session = new Session(user, clock.millis() + LENGTH.toMillis());
        String hash = Secrets.tokenHash(secret);
        file.change("INSERT INTO session VALUES (?, ?, ?)", hash, user, session.expiresMillis);
        byHash.put(hash, session);
        return secret;
    }

    private void forgetExpired() {
        long now = clock.millis();
        file.change("DELETE FROM session WHERE expires <= ?", now);
        byHash.values().removeIf(session -> session.expiresMillis <= now);
    }

    /** Whose session it is; null when it is none, or over. */
    @Nullable
    String user(String secret) {
        Session session = byHash.get(Secrets.tokenHash(secret));
        return session != null && session.expiresMillis > clock.millis() ? session.user : null;
    }

    /** Signs out. */
    void end(String secret) {
        String hash = Secrets.tokenHash(secret);
        file.change("DELETE FROM session WHERE hash = ?", hash);
        byHash.remove(hash);
    }

    /** Signs somebody out everywhere. */
    void endAll(String user) {
        file.change("DELETE FROM session WHERE account = ?", user);
        byHash.values().removeIf(session -> session.user.equals(user));
    }
}
