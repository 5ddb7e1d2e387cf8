package dev.rollcall.core.exchange;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Where the route table of a web application is found by the application's servlet context: a framework adapter registers
 * it, and the container's adapter asks for it when a request was refused before the framework saw it. The two sit in
 * different class loaders and share nothing else; two applications in one JVM must not see each other's routes.
 *
 * <p>Applications are told apart by identity and held weakly, so that one that is undeployed can be collected. Reading
 * takes no lock and walks an array, because a JVM has one application, or a few.
 */
public final class ApplicationRoutes {
    private volatile Entry[] entries = {};

    /** Registers the routes of an application; its earlier ones, from before a reload of the same context, are forgotten. */
    public synchronized void register(Object application, RouteTable routes) {
        Entry[] old = entries;
        int kept = 0;
        Entry[] next = new Entry[old.length + 1];
        for (Entry entry : old) {
            Object known = entry.application.get();
            if (known != null && known != application) {
                next[kept++] = entry;
            }
        }
        next[kept++] = new Entry(application, routes);
        entries = java.util.Arrays.copyOf(next, kept);
    }

    /** The routes of an application, or null when none were registered. */
    public @Nullable RouteTable of(Object application) {
        for (Entry entry : entries) {
            if (entry.application.get() == application) {
                return entry.routes;
            }
        }
        return null;
    }

    /** Whether no application has registered routes: then there is nothing to look for. */
    public boolean isEmpty() {
        return entries.length == 0;
    }

    private static final class Entry {
        final WeakReference<Object> application;
        final RouteTable routes;

        Entry(Object application, RouteTable routes) {
            this.application = new WeakReference<>(application);
            this.routes = routes;
        }
    }
}
