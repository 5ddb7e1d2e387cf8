package dev.rollcall.backend.account;

import dev.rollcall.backend.http.Authenticator;
import dev.rollcall.backend.http.IngestTokens;
import dev.rollcall.backend.http.Preferences;
import dev.rollcall.backend.http.User;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Who may come in, what they noted, and what they chose to see. */
public final class Accounts implements Authenticator, AutoCloseable {
    /** Who is there from the first start. */
    public static final String ADMIN = "admin";

    /** The cookie of a browser that is signed in. */
    public static final String COOKIE = "rollcall_session";

    private static final String BEARER = "bearer ";

    /**
     * What was made at the first start, and can be read nowhere any more afterwards.
     *
     * @param ingestToken for agents
     * @param adminPassword of {@link #ADMIN}
     */
    public record FirstStart(FirstSecret ingestToken, FirstSecret adminPassword) {}

    /**
     * A secret of the first start.
     *
     * @param isChosen whether it is one that the operator chose, and so knows
     */
    public record FirstSecret(String text, boolean isChosen) {}

    private final AccountFile file;
    final Users users;
    final Tokens tokens;
    final Sessions sessions;
    final SignInCodes codes;
    final LoginThrottle throttle;
    private final Preferences preferences;
    private volatile @Nullable FirstStart firstStart;

    private Accounts(AccountFile file, Clock clock) {
        this.file = file;
        users = new Users(file, clock);
        tokens = new Tokens(file, clock);
        sessions = new Sessions(file, clock);
        codes = new SignInCodes(clock);
        throttle = new LoginThrottle(clock);
        preferences = new FilePreferences(file);
    }

    /**
     * Opens the file.
     *
     * @param file the engine's file
     * @param backups where {@link #backup} may write
     */
    public static Accounts open(Path file, Path backups, Clock clock) throws SQLException {
        return new Accounts(AccountFile.open(file, backups), clock);
    }

    /**
     * When there is nobody yet, makes an administrator and an ingest token.
     *
     * @param token the ingest token; null for a random one
     * @param password the password; null for a random one
     */
    public void makeFirst(@Nullable String token, @Nullable String password) {
        if (!users.isEmpty()) {
            return;
        }
        String ingest = token == null ? Secrets.newToken(Tokens.Kind.INGEST.prefix) : token;
        String admin = password == null ? Secrets.newPassword() : password;
        // The administrator last: a start that is cut off before this begins anew.
        if (!tokens.accepts(ingest)) {
            tokens.add(Tokens.Kind.INGEST, "first", ingest);
        }
        users.add(ADMIN, admin, true);
        firstStart = new FirstStart(new FirstSecret(ingest, token != null), new FirstSecret(admin, password != null));
    }

    /** How the oldest ingest token begins; empty when there is none. */
    public String ingestTokenHint() {
        for (Tokens.Entry entry : tokens.all()) {
            if (entry.kind() == Tokens.Kind.INGEST) {
                return entry.hint();
            }
        }
        return "";
    }

    /** What this start made, if it was the first one. */
    public @Nullable FirstStart firstStart() {
        return firstStart;
    }

    /** Gives the administrator a random password and ends all their sessions; the way in when it was forgotten. */
    public String newAdminPassword() {
        String password = Secrets.newPassword();
        if (!users.setPassword(ADMIN, password)) {
            users.add(ADMIN, password, true);
        }
        sessions.endAll(ADMIN);
        return password;
    }

    /** A code that signs the administrator in, once, within the hour. */
    public String signInCode() {
        return codes.create(ADMIN);
    }

    /** Who may send events. */
    public IngestTokens ingestTokens() {
        return tokens;
    }

    /** What people noted and chose. */
    public Preferences preferences() {
        return preferences;
    }

    @Override
    public @Nullable User user(Request request) {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (authorization != null) {
            // Whoever says who they are is not taken for somebody else.
            return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? program(authorization.substring(BEARER.length()).trim())
                    : null;
        }
        String session = session(request);
        String name = session == null ? null : sessions.user(session);
        return name == null ? null : users.find(name);
    }

    private @Nullable User program(String key) {
        Tokens.Entry entry = tokens.find(Tokens.Kind.API, key);
        return entry == null ? null : new User("key " + entry.id(), false);
    }

    /** The secret of the session cookie, or null. */
    static @Nullable String session(Request request) {
        for (HttpCookie cookie : Request.getCookies(request)) {
            if (cookie.getName().equals(COOKIE)) {
                return cookie.getValue();
            }
        }
        return null;
    }

    /** Writes all of it into another file, which must not be there. */
    public void backup(Path copy) throws SQLException {
        file.backup(copy);
    }

    @Override
    public void close() throws SQLException {
        file.close();
    }
}
