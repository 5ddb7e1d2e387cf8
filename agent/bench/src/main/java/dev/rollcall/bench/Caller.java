package dev.rollcall.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a request says who calls, and whether the same caller has called before. */
public enum Caller {
    /** {@code X-Customer-ID}. */
    CUSTOMER_HEADER,
    /** A bearer token that was never seen, or so long ago that it is forgotten. */
    JWT_NEW,
    /** A bearer token that was seen a moment ago. */
    JWT_SEEN,
    /** An API key that has to be hashed. */
    API_KEY_NEW,
    /** An API key whose hash is remembered. */
    API_KEY_SEEN,
    /** Basic authentication. */
    BASIC,
    /** Nothing that tells who it is. */
    NOBODY;

    /** Remembered all. */
    private static final int FEW = 100;

    /** Far more than the 4,096 that are remembered: by the time one comes again, it is forgotten. */
    private static final int MANY = 20_000;

    /** How many different callers take turns. */
    int distinct() {
        return this == JWT_NEW || this == API_KEY_NEW ? MANY : FEW;
    }

    /** The header that says it; one that nobody reads for {@link #NOBODY}. */
    String header() {
        switch (this) {
            case CUSTOMER_HEADER:
                return "X-Customer-ID";
            case API_KEY_NEW:
            case API_KEY_SEEN:
                return "X-API-Key";
            case NOBODY:
                return "Cache-Control";
            default:
                return "Authorization";
        }
    }

    /** What the header says. */
    String value(int customer) {
        switch (this) {
            case CUSTOMER_HEADER:
                return name(customer);
            case API_KEY_NEW:
            case API_KEY_SEEN:
                return String.format(Locale.ROOT, "rk_live_%06d_5Hq7bXw2VnT9cLrE4sKd", customer);
            case BASIC:
                return "Basic " + Sample.base64(name(customer) + ":correct horse battery");
            case NOBODY:
                return "no-cache";
            default:
                return "Bearer " + Sample.token(customer);
        }
    }

    /** Who is found to call: an id, the beginning of one that has a hash in it, or null for {@link #NOBODY}. */
    @Nullable
    String found(int customer) {
        switch (this) {
            case API_KEY_NEW:
            case API_KEY_SEEN:
                return "key:";
            case NOBODY:
                return null;
            default:
                return name(customer);
        }
    }

    private static String name(int customer) {
        return "customer-" + customer;
    }
}
