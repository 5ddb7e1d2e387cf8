package dev.rollcall.core.route;

import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.RouteTable;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The route of an exchange, from the best source there is: what the framework told; where it would have been routed to, had
 * a filter not refused it; or a template inferred from its path. Confined to one thread at a time: the drain thread, or for a
 * {@link #reader} whoever holds it.
 */
public final class RouteFinder {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final RouteInference inference;
    /** Whether new routes are learnt, which is the drain thread's alone. */
    private final boolean learns;

    private @Nullable String route;
    private boolean inferred;

    /** Infers at most the given number of templates. */
    public RouteFinder(int maxInferred) {
        this(new RouteInference(maxInferred), true);
    }

    private RouteFinder(RouteInference inference, boolean learns) {
        this.inference = inference;
        this.learns = learns;
    }

    /** For another thread: finds the routes that are known here, at the time of each call, and learns none. */
    public RouteFinder reader() {
        return new RouteFinder(inference, false);
    }

    /** Finds the route; {@link #route} and {@link #isInferred} then tell it, until the next call. */
    public void find(Record record) {
        inferred = false;
        route = record.route();
        int length = record.length(Record.PATH);
        if (route != null || length < 0) {
            return;
        }
        RouteTable routes = record.routes();
        if (routes != null) {
            route = inTable(routes, record.contextPath(), record.method(), String.valueOf(record.path()));
            if (route != null) {
                return;
            }
        }
        byte[] bytes = record.buffer();
        int from = record.offset(Record.PATH);
        if (record.status() == BAD_REQUEST && (length == 0 || bytes[from] != '/')) {
            // What could not be read as a path has no route.
            return;
        }
        inferred = true;
        // Strangers probe paths without end; only what the application serves may make a new template.
        boolean mayAdd = learns && record.status() != NOT_FOUND && record.status() != BAD_REQUEST;
        if (isAscii(bytes, from, from + length)) {
            route = inference.find(bytes, from, from + length, mayAdd);
        } else {
            // Whether it is UTF-8 or Latin-1 is found out in one place.
            byte[] utf8 = String.valueOf(record.path()).getBytes(StandardCharsets.UTF_8);
            route = inference.find(utf8, 0, utf8.length, mayAdd);
        }
    }

    private static boolean isAscii(byte[] bytes, int from, int to) {
        int all = 0;
        for (int i = from; i < to; i++) {
            all |= bytes[i];
        }
        return all >= 0;
    }

    private @Nullable String inTable(
            RouteTable routes, @Nullable String contextPath, @Nullable String method, String path) {
        String context = contextPath == null ? "" : contextPath;
        if (!path.startsWith(context)) {
            return null;
        }
        String inside = path.substring(context.length());
        return learns ? routes.match(method, inside) : routes.matchKnown(method, inside);
    }

    /** The template, or null when there is none. */
    public @Nullable String route() {
        return route;
    }

    /** Whether the template is our guess. */
    public boolean isInferred() {
        return inferred;
    }
}
