package dev.rollcall.core.exchange;

import org.jspecify.annotations.Nullable;

/**
 * What a framework inside the server knows of an exchange, asked once at its end. The exchange lets go of the view when it
 * ends, so that no object of the application outlives its request.
 */
public interface ApplicationView {
    /** The route template, for example {@code /users/{id}}, or null when the framework matched none. */
    @Nullable
    String route();

    /** A request attribute of the framework, or null. */
    @Nullable
    Object attribute(String name);

    /** The name of the authenticated user, or null. */
    @Nullable
    String principal();

    /** The routes of the application, to tell the route of a request that was refused before it was matched; or null. */
    @Nullable
    RouteTable routes();

    /** Where the application is mounted, which the route begins with and the routes of {@link #routes} do not. */
    default String contextPath() {
        return "";
    }

    /**
     * Whether this only adds to the view that is linked to the same exchange: it is then never linked itself, because on
     * its own it could not tell whose it is.
     */
    default boolean isAddition() {
        return false;
    }

    /**
     * Takes from another view, offered while this one is linked, what this one lacks; nothing by default. May be called on
     * any thread while the exchange is open. The addition may have been meant for another exchange, of which the view has
     * to be the judge.
     */
    default void add(ApplicationView addition) {}
}
