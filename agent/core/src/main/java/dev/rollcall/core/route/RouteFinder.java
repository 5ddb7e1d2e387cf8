package dev.rollcall.core.route;

import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.RouteTable;
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

    /**
     * Finds the route; {@link #route} and {@link #isInferred} then tell it, until the next call.
     *
     * @param path the path of the request, without its query, or null
     */
    public void find(Record record, @Nullable String path) {
        inferred = false;
        route = record.route();
        if (route != null || path == null) {
            return;
        }
        route = inTable(record.routes(), record.contextPath(), record.method(), path);
        if (route != null) {
            return;
        }
        if (record.status() == BAD_REQUEST && !path.startsWith("/")) {
            // What could not be read as a path has no route.
            return;
        }
        inferred = true;
        // Strangers probe paths without end; only what the application serves may make a new template.
        route = !learns || record.status() == NOT_FOUND || record.status() == BAD_REQUEST
                ? inference.known(path)
                : inference.template(path);
    }

    private @Nullable String inTable(
            @Nullable RouteTable routes, @Nullable String contextPath, @Nullable String method, String path) {
        if (routes == null) {
            return null;
        }
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
