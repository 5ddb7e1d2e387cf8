package dev.rollcall.core.adapter;

import java.util.List;

/**
 * What one server or framework adapter wants woven. Implementations are plain data: they are loaded where no class of the
 * application can be seen, so they name classes and never refer to them.
 */
public interface Adapter {
    /** The adapter's name, as start-up lines and {@code doctor} print it, for example {@code Tomcat}. */
    String name();

    /** The places to weave, each by the exact name of its class. */
    List<Hook> hooks();

    /**
     * Names of request attributes that hold a route template, for frameworks that leave theirs on the servlet request.
     * The first value that is set during a request wins.
     */
    default List<String> routeAttributes() {
        return List.of();
    }
}
