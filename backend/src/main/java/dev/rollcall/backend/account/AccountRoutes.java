package dev.rollcall.backend.account;

import dev.rollcall.backend.http.Access;
import dev.rollcall.backend.http.BadRequest;
import dev.rollcall.backend.http.Call;
import dev.rollcall.backend.http.FlatJson;
import dev.rollcall.backend.http.Router;
import dev.rollcall.backend.http.User;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Signing in and out, people, and tokens. */
public final class AccountRoutes {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int MAX_NAME = 64;
    private static final int MAX_CODE = 200;
    private static final Pattern USER_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");

    private static final int SIGN_INS_AT_ONCE = 8;

    private final Accounts accounts;
    private final Semaphore atOnce = new Semaphore(SIGN_INS_AT_ONCE);
    private final String version;
    private final boolean secure;

    private AccountRoutes(Accounts accounts, String version, boolean secure) {
        this.accounts = accounts;
        this.version = version;
        this.secure = secure;
    }

    /**
     * Adds the endpoints.
     *
     * @param secure whether browsers reach us by https alone, and shall send the cookie over nothing else
     */
    public static void addTo(Router router, Accounts accounts, String version, boolean secure) {
        AccountRoutes routes = new AccountRoutes(accounts, version, secure);
        router.add("POST", "/api/login", Access.PUBLIC, routes::login)
                .add("GET", "/signin", Access.PUBLIC, routes::signIn)
                .add("POST", "/api/logout", Access.USER, routes::logout)
                .add("GET", "/api/me", Access.USER, routes::me)
                .add("PUT", "/api/password", Access.USER, routes::password)
                .add("GET", "/api/tokens", Access.ADMIN, routes::tokens)
                .add("POST", "/api/tokens", Access.ADMIN, routes::newToken)
                .add("DELETE", "/api/tokens", Access.ADMIN, routes::deleteToken)
                .add("GET", "/api/users", Access.ADMIN, routes::users)
                .add("POST", "/api/users", Access.ADMIN, routes::newUser)
                .add("DELETE", "/api/users", Access.ADMIN, routes::deleteUser);
    }

    private void login(Call call) throws IOException, BadRequest, InterruptedException {
        FlatJson body = FlatJson.of(call);
        String name = body.text("user", MAX_NAME);
        String password = body.text("password", Users.MAX_PASSWORD);
        User user = verified(call, name, password);
        begin(call, user.name());
        me(call, user);
    }

    private User verified(Call call, String name, String password) throws BadRequest, InterruptedException {
        // A password takes a third of a second to look at: whoever sends many must not hold all threads with it.
        if (!atOnce.tryAcquire()) {
            call.response().getHeaders().put(HttpHeader.RETRY_AFTER, "2");
            throw new BadRequest(429, "busy", "Many people sign in at this moment; try again in two seconds.");
        }
        try {
            return verifiedNow(call, name, password);
        } finally {
            atOnce.release();
        }
    }

    private User verifiedNow(Call call, String name, String password) throws BadRequest, InterruptedException {
        String address = Request.getRemoteAddr(call.request());
        long wait = accounts.throttle.waitMillis(name, address);
        if (wait > 0) {
            long seconds = wait / 1000 + 1;
            call.response().getHeaders().put(HttpHeader.RETRY_AFTER, seconds);
            throw new BadRequest(
                    429, "too_many_tries", "Too many wrong passwords; try again in " + seconds + " seconds.");
        }
        User user = accounts.users.verify(name, password);
        if (user == null) {
            accounts.throttle.wasWrong(name, address);
            throw new BadRequest(401, "wrong_password", "There is no such user with this password.");
        }
        accounts.throttle.wasRight(name, address);
        return user;
    }

    private void signIn(Call call) throws BadRequest {
        String code = call.required("code");
        String user = code.length() > MAX_CODE ? null : accounts.codes.use(code);
        if (user == null) {
            // A link that was used already; whoever is signed in by it gets in, the others are asked for the password.
            call.redirect("/");
            return;
        }
        begin(call, user);
        call.redirect("/");
    }

    private void begin(Call call, String user) {
        cookie(call, accounts.sessions.begin(user), Sessions.LENGTH.toSeconds());
    }

    private void cookie(Call call, String value, long seconds) {
        call.response()
                .getHeaders()
                .add(
                        HttpHeader.SET_COOKIE,
                        Accounts.COOKIE + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict"
                                + (secure ? "; Secure" : ""));
    }

    private void logout(Call call) {
        String session = Accounts.session(call.request());
        if (session != null) {
            accounts.sessions.end(session);
        }
        cookie(call, "", 0);
        call.done();
    }

    private void me(Call call) {
        me(call, call.user());
    }

    private void me(Call call, User user) {
        call.json(json -> {
            json.writeStartObject();
            json.writeStringField("user", user.name());
            json.writeBooleanField("admin", user.admin());
            json.writeStringField("version", version);
            json.writeEndObject();
        });
    }

    private void password(Call call) throws IOException, BadRequest, InterruptedException {
        FlatJson body = FlatJson.of(call);
        String name = call.user().name();
        if (accounts.users.find(name) == null) {
            throw new BadRequest(403, "forbidden", "An API key has no password.");
        }
        verified(call, name, body.text("old", Users.MAX_PASSWORD));
        accounts.users.setPassword(name, newPassword(body, "new"));
        // Whoever knew the old one is out; who changed it stays in.
        accounts.sessions.endAll(name);
        begin(call, name);
        call.done();
    }

    private static String newPassword(FlatJson body, String field) throws BadRequest {
        String password = body.text(field, Users.MAX_PASSWORD);
        if (password.length() < Users.MIN_PASSWORD) {
            throw BadRequest.value("The field " + field + " is shorter than " + Users.MIN_PASSWORD
                    + " characters; it could be guessed.");
        }
        return password;
    }

    private void tokens(Call call) {
        call.json(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("tokens");
            for (Tokens.Entry entry : accounts.tokens.all()) {
                json.writeStartObject();
                json.writeStringField("id", entry.id());
                json.writeStringField("kind", entry.kind().word);
                json.writeStringField("name", entry.name());
                json.writeStringField("hint", entry.hint());
                json.writeStringField("created", time(entry.createdMillis()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void newToken(Call call) throws IOException, BadRequest {
        FlatJson body = FlatJson.of(call);
        Tokens.Kind kind = Tokens.Kind.of(body.text("kind", MAX_NAME));
        if (kind == null) {
            throw BadRequest.value("The field kind is neither ingest nor api.");
        }
        String name = body.text("name", MAX_NAME);
        String secret = accounts.tokens.create(kind, name);
        call.json(201, json -> {
            json.writeStartObject();
            json.writeStringField("kind", kind.word);
            json.writeStringField("name", name);
            json.writeStringField("secret", secret);
            json.writeEndObject();
        });
    }

    private void deleteToken(Call call) throws BadRequest {
        if (!accounts.tokens.remove(call.required("id"))) {
            throw new BadRequest(404, "unknown_token", "There is no token of this id.");
        }
        call.done();
    }

    private void users(Call call) {
        call.json(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("users");
            for (Users.Entry entry : accounts.users.all()) {
                json.writeStartObject();
                json.writeStringField("user", entry.name());
                json.writeBooleanField("admin", entry.admin());
                json.writeStringField("created", time(entry.createdMillis()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void newUser(Call call) throws IOException, BadRequest {
        FlatJson body = FlatJson.of(call);
        String name = body.text("user", MAX_NAME);
        if (!USER_NAME.matcher(name).matches()) {
            throw BadRequest.value(
                    "The field user may have letters, digits and . _ @ + -, and begins with a letter or digit.");
        }
        if (!accounts.users.add(name, newPassword(body, "password"), body.truth("admin"))) {
            throw new BadRequest(409, "taken", "There is a user of this name already.");
        }
        call.done();
    }

    private void deleteUser(Call call) throws BadRequest {
        String name = call.required("user");
        if (name.equals(call.user().name())) {
            throw new BadRequest(409, "yourself", "Nobody can delete themselves.");
        }
        if (!accounts.users.remove(name)) {
            throw new BadRequest(404, "unknown_user", "There is no user of this name.");
        }
        accounts.sessions.endAll(name);
        call.done();
    }

    private static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }
}
