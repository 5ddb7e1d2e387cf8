package dev.rollcall.core.ship;

import org.jspecify.annotations.Nullable;

/** How a connection to an endpoint is made: trust, proxy, patience. One for each sender, because trust is confined to its thread. */
final class Route {
    final Tls tls;
    final @Nullable HttpProxy proxy;
    final int connectTimeoutMillis;
    final int timeoutMillis;
    final Watchdog watchdog;

    /**
     * Puts a route together.
     *
     * @param connectTimeoutMillis for TCP alone, and for each address that the endpoint's name has
     * @param timeoutMillis for a whole post, from connecting to the last byte of the answer
     */
    Route(Tls tls, @Nullable HttpProxy proxy, int connectTimeoutMillis, int timeoutMillis, Watchdog watchdog) {
        this.tls = tls;
        this.proxy = proxy;
        this.connectTimeoutMillis = connectTimeoutMillis;
        this.timeoutMillis = timeoutMillis;
        this.watchdog = watchdog;
    }
}
