package dev.rollcall.conformance.servers;

import dev.rollcall.conformance.Conformance;

/** WebFlux of Spring Boot 2.7 on Reactor Netty 1.0. */
class WebFlux2IT extends Conformance {
    WebFlux2IT() {
        super(Servers.WEBFLUX_2);
    }
}
