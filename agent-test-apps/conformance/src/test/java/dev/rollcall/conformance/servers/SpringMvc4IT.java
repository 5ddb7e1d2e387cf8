package dev.rollcall.conformance.servers;

import dev.rollcall.conformance.Conformance;

/** Spring MVC of Spring Boot 4 on Tomcat 11. */
class SpringMvc4IT extends Conformance {
    SpringMvc4IT() {
        super(Servers.SPRING_MVC_4);
    }
}
