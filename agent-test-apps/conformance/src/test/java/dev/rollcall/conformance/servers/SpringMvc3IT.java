package dev.rollcall.conformance.servers;

import dev.rollcall.conformance.Conformance;

/** Spring MVC of Spring Boot 3.5 on Tomcat 10.1. */
class SpringMvc3IT extends Conformance {
    SpringMvc3IT() {
        super(Servers.SPRING_MVC_3);
    }
}
