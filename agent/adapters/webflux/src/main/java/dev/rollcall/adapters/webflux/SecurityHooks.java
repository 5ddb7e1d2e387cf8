package dev.rollcall.adapters.webflux;

import dev.rollcall.core.exchange.Recorder;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.web.server.ServerWebExchange;

/** The hooks of Spring Security, the same on every server. */
public abstract class SecurityHooks {
    private final Recorder recorder;
    private final ServerLink server;

    SecurityHooks(Recorder recorder, ServerLink server) {
        this.recorder = recorder;
        this.server = server;
    }

    /**
     * Credentials of the request were found right: Basic, bearer token, client certificate or a login form. It comes on
     * whatever thread checked them. A request that is known by its session only does not come here.
     */
    public void authenticated(
            AuthenticationWebFilter filter, @Nullable Authentication authentication, WebFilterExchange filtered) {
        if (authentication != null && recorder.wanted().principal()) {
            ServerWebExchange innermost = Exchanges.innermost(filtered.getExchange());
            server.link(innermost.getRequest(), new KnownPrincipal(innermost, authentication));
        }
    }
}
