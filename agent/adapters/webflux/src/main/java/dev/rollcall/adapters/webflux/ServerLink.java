package dev.rollcall.adapters.webflux;

import dev.rollcall.core.exchange.ApplicationView;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The way from a request to the exchange that the server's adapter began for it. */
interface ServerLink {
    /**
     * Links a view to the request's exchange, or adds it to the one that is linked.
     *
     * @param request a request of whatever server; the link leaves those of others alone
     */
    void link(ServerHttpRequest request, ApplicationView view);
}
