package dev.rollcall.adapters.webflux;

import dev.rollcall.core.exchange.ApplicationView;
import dev.rollcall.core.exchange.HandOver;
import org.apache.catalina.connector.RequestFacade;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Hands a view to the Tomcat adapter through the reserved request attribute, which is taken before it is set.
 * {@code RequestFacade} is Tomcat's own class under both names of the servlet API, so neither is mentioned here.
 */
final class TomcatLink implements ServerLink {
    @Override
    public void link(ServerHttpRequest request, ApplicationView view) {
        Object nativeRequest = Exchanges.nativeRequest(request);
        if (nativeRequest instanceof RequestFacade) {
            try {
                ((RequestFacade) nativeRequest).setAttribute(HandOver.ATTRIBUTE, view);
            } catch (IllegalStateException over) {
                // The request ended while the application was still at it (10.1 discards the facade): nobody to tell.
                return;
            }
        }
    }
}
