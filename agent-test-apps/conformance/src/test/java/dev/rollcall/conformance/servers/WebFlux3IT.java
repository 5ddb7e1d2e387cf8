package dev.rollcall.conformance.servers;

import dev.rollcall.conformance.Conformance;

/** WebFlux of Spring Boot 3.5 on Reactor Netty 1.2. */
class WebFlux3IT extends Conformance {
    WebFlux3IT() {
        super(Servers.WEBFLUX_3);
    }
}
