package dev.rollcall.core.exchange;

import org.jspecify.annotations.Nullable;

/**
 * The routes an application has registered, so that a request that was refused by a filter, before any handler was looked
 * for, is still counted under its route.
 */
public interface RouteTable {
    /**
     * Finds the template that a request would have been matched to.
     *
     * @param method the request method, or null
     * @param path the path within the application, without the query
     * @return the template, for example {@code /users/{id}}, or null when none fits
     */
    @Nullable
    String match(@Nullable String method, String path);

    /**
     * As {@link #match}, for any thread at any time: routes that {@link #match} has not come across yet may be missing.
     */
    default @Nullable String matchKnown(@Nullable String method, String path) {
        return null;
    }
}
