package dev.rollcall.conformance.servers;

import dev.rollcall.conformance.Conformance;

/** WebFlux of Spring Boot 4 on Reactor Netty 1.3. */
class WebFlux4IT extends Conformance {
    WebFlux4IT() {
        super(Servers.WEBFLUX_4);
    }
}
