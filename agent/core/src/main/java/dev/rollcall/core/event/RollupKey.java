package dev.rollcall.core.event;

import dev.rollcall.core.exchange.Outcome;
import dev.rollcall.core.identity.CustomerKind;
import dev.rollcall.core.identity.Identity;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What requests have in common that are told in one rollup: the customer as an event tells it, method, route, status and
 * outcome. Immutable.
 *
 * <p>Keys can be put in order because customers choose their ids: a map turns those with equal hashes into a tree, and a
 * stranger who picks ten thousand of them gains nothing.
 */
public final class RollupKey implements Comparable<RollupKey> {
    /** The customer's source where customers could not be told apart; no rule is written like it. */
    public static final String OVERFLOW = "overflow";

    final @Nullable String customerId;
    final @Nullable String customerName;
    final @Nullable CustomerKind customerKind;
    final @Nullable String customerSource;
    final @Nullable Boolean accepted;
    final @Nullable String method;
    final @Nullable String route;
    final boolean routeInferred;
    final int status;
    final Outcome outcome;
    private final int hash;

    private RollupKey(
            @Nullable Identity who,
            @Nullable String source,
            @Nullable String method,
            @Nullable String route,
            boolean routeInferred,
            int status,
            Outcome outcome) {
        this.customerId = who == null ? null : who.customerId();
        this.customerName = who == null ? null : who.customerName();
        this.customerKind = who == null ? null : who.customerKind();
        this.customerSource = source;
        this.accepted = who == null ? null : who.customerAccepted();
        this.method = method;
        this.route = route;
        this.routeInferred = routeInferred;
        this.status = status;
        this.outcome = outcome;
        int mixed = Objects.hashCode(customerId);
        mixed = mixed * 31 + Objects.hashCode(route);
        mixed = mixed * 31 + Objects.hashCode(method);
        mixed = mixed * 31 + Objects.hashCode(customerSource);
        this.hash = (mixed * 31 + status) * 31 + outcome.ordinal();
    }

    /** The key of a request. */
    public static RollupKey of(Event event) {
        return new RollupKey(
                event.identity,
                event.identity.customerSource(),
                BoundedText.of(event.method, Event.MAX_METHOD),
                BoundedText.of(event.route, Event.MAX_ROUTE),
                event.routeInferred,
                event.status,
                event.outcome);
    }

    /** The key of requests that are only counted by their result, because there was no room for their own keys. */
    public static RollupKey overflow(int status, Outcome outcome) {
        return new RollupKey(null, OVERFLOW, null, null, false, status, outcome);
    }

    /** The key under which requests go when there is no room for this one. */
    public RollupKey asOverflow() {
        return overflow(status, outcome);
    }

    /** Whether requests of any customer are counted here. */
    public boolean isOverflow() {
        return customerId == null && OVERFLOW.equals(customerSource);
    }

    /** Who pays, or null. */
    public @Nullable String customerId() {
        return customerId;
    }

    public int status() {
        return status;
    }

    /** How many characters its texts have; what bounds the memory that keys take. */
    public int characters() {
        return length(customerId) + length(customerName) + length(method) + length(route);
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    @Override
    public int compareTo(RollupKey other) {
        // By hand: a chain of comparators is thirty classes, and it may be a request thread that first needs it.
        int order = compare(customerId, other.customerId);
        order = order != 0 ? order : compare(customerName, other.customerName);
        order = order != 0 ? order : compare(customerSource, other.customerSource);
        order = order != 0 ? order : compare(customerKind, other.customerKind);
        order = order != 0 ? order : compare(accepted, other.accepted);
        order = order != 0 ? order : compare(method, other.method);
        order = order != 0 ? order : compare(route, other.route);
        order = order != 0 ? order : Boolean.compare(routeInferred, other.routeInferred);
        order = order != 0 ? order : Integer.compare(status, other.status);
        return order != 0 ? order : outcome.compareTo(other.outcome);
    }

    private static <T extends Comparable<? super T>> int compare(@Nullable T one, @Nullable T other) {
        if (one == null || other == null) {
            return Boolean.compare(one != null, other != null);
        }
        return one.compareTo(other);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        if (!(object instanceof RollupKey)) {
            return false;
        }
        RollupKey other = (RollupKey) object;
        return hash == other.hash
                && status == other.status
                && outcome == other.outcome
                && routeInferred == other.routeInferred
                && customerKind == other.customerKind
                && Objects.equals(customerId, other.customerId)
                && Objects.equals(route, other.route)
                && Objects.equals(method, other.method)
                && Objects.equals(customerSource, other.customerSource)
                && Objects.equals(customerName, other.customerName)
                && Objects.equals(accepted, other.accepted);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
