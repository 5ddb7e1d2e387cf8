package dev.rollcall.conformance.servers;

import dev.rollcall.conformance.Conformance;

/** Spring MVC of Spring Boot 2.7 on Tomcat 9. */
class SpringMvc2IT extends Conformance {
    SpringMvc2IT() {
        super(Servers.SPRING_MVC_2);
    }
}
