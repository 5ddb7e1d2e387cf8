package dev.rollcall.conformance.servers;

import dev.rollcall.conformance.Conformance;

/** WebFlux of Spring Boot 3.5 on Tomcat 10.1. */
class WebFluxTomcat3IT extends Conformance {
    WebFluxTomcat3IT() {
        super(Servers.WEBFLUX_TOMCAT_3);
    }
}
