package dev.rollcall.core.route;

import dev.rollcall.core.exchange.RouteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one application, as its framework registers them, in Spring's notation: <code>{name}</code>,
 * <code>{name:regex}</code>, {@code *} and {@code ?} within a segment, {@code **} and <code>{*rest}</code> for any number
 * of segments.
 *
 * <p>Any thread may add, at any time, without waiting; patterns are taken apart on the one thread that matches. The most
 * specific pattern wins, segment by segment: literal, then regular expression or wildcard within a segment, then
 * <code>{name}</code>, then {@code *}, then any number of segments.
 *
 * <p>Bounded: routes beyond the maximum are not kept, and a match gives up after a number of steps that no sensible table
 * needs, so that neither the application's patterns nor a hostile path can hold up the thread.
 */
public final class Routes implements RouteTable {
    /** More routes than the largest applications have. */
    public static final int DEFAULT_MAX_ROUTES = 10_000;

    private static final int MAX_TEMPLATE_LENGTH = 1000;

    private final int maxRoutes;
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();
    private final Queue<Route> added = new ConcurrentLinkedQueue<>();
    /** Belongs to the one thread that matches, with {@link #routes}. */
    private final RouteTree tree = new RouteTree();

    private final List<Route> routes = new ArrayList<>();

    /** A copy that is not changed any more, made only when another thread has asked for it; null before. */
    private volatile @Nullable RouteTree published;

    private volatile boolean wanted;

    /** A table for up to {@link #DEFAULT_MAX_ROUTES} routes. */
    public Routes() {
        this(DEFAULT_MAX_ROUTES);
    }

    /** A table for up to the given number of routes. */
    public Routes(int maxRoutes) {
        this.maxRoutes = maxRoutes;
    }

    /**
     * Adds a route; one that is known already changes nothing.
     *
     * @param method the HTTP method, or null for all of them
     * @param template the pattern within the application, for example {@code /users/{id}}; also the name of the route. A
     *     missing slash at its begin is added
     */
    public void add(@Nullable String method, String template) {
        if (template.length() > MAX_TEMPLATE_LENGTH || known.size() >= maxRoutes) {
            return;
        }
        String rooted = template.startsWith("/") ? template : '/' + template;
        if (known.putIfAbsent(method + " " + rooted, Boolean.TRUE) == null) {
            added.add(new Route(method, rooted));
        }
    }

    /** How many routes there are. */
    public int size() {
        return known.size();
    }

    /**
     * Finds the most specific route. {@code HEAD} is served by the route for {@code GET}, and {@code OPTIONS} by any
     * route of the path, as frameworks do. Only one thread at a time may match.
     */
    @Override
    public @Nullable String match(@Nullable String method, String path) {
        for (Route route = added.poll(); route != null; route = added.poll()) {
            tree.add(route.method, route.template);
            routes.add(route);
            published = null;
        }
        if (wanted && published == null) {
            publish();
        }
        return match(tree, method, path);
    }

    @Override
    public @Nullable String matchKnown(@Nullable String method, String path) {
        RouteTree known = published;
        if (known == null) {
            wanted = true;
            return null;
        }
        return match(known, method, path);
    }

    private void publish() {
        RouteTree copy = new RouteTree();
        for (Route route : routes) {
            copy.add(route.method, route.template);
        }
        published = copy;
    }

    private static @Nullable String match(RouteTree tree, @Nullable String method, String path) {
        String found = tree.match(method, path);
        if (found == null && path.length() > 1 && path.endsWith("/")) {
            // Spring up to 5.3 matches a trailing slash by default; later ones were refused either way.
            found = tree.match(method, path.substring(0, path.length() - 1));
        }
        return found;
    }

    private static final class Route {
        final @Nullable String method;
        final String template;

        Route(@Nullable String method, String template) {
            this.method = method;
            this.template = template;
        }
    }
}
