package dev.rollcall.adapters.webflux;

import dev.rollcall.core.exchange.ApplicationView;
import dev.rollcall.core.exchange.RouteTable;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** Somebody who was authenticated, on the way to the view of the same exchange; on its own it says nothing. */
final class KnownPrincipal implements ApplicationView {
    private final ServerWebExchange innermost;
    private final Principal person;

    KnownPrincipal(ServerWebExchange innermost, Principal person) {
        this.innermost = innermost;
        this.person = person;
    }

    @Override
    public boolean isAddition() {
        return true;
    }

    boolean isOf(ServerWebExchange other) {
        return other == innermost;
    }

    Principal person() {
        return person;
    }

    @Override
    public @Nullable String route() {
        return null;
    }

    @Override
    public @Nullable Object attribute(String name) {
        return null;
    }

    @Override
    public @Nullable String principal() {
        return null;
    }

    @Override
    public @Nullable RouteTable routes() {
        return null;
    }
}
