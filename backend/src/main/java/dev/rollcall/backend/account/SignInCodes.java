package dev.rollcall.backend.account;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Codes in an address that sign somebody in: once, soon, and as long as this process lives. */
final class SignInCodes {
    static final Duration LENGTH = Duration.ofHours(1);

    private record Code(String user, long expiresMillis) {}

    private final Clock clock;
    private final Map<String, Code> byHash = new ConcurrentHashMap<>();

    SignInCodes(Clock clock) {
        this.clock = clock;
    }

    /** Makes one. */
    String create(String user) {
        String code = Secrets.newToken("");
        byHash.put(Secrets.tokenHash(code), new Code(user, clock.millis() + LENGTH.toMillis()));
        return code;
    }

    /** Whom the code signs in, which it does no more after this; null when it is none. */
    @Nullable
    String use(String code) {
        Code known = byHash.remove(Secrets.tokenHash(code));
        return known != null && known.expiresMillis > clock.millis() ? known.user : null;
    }
}
