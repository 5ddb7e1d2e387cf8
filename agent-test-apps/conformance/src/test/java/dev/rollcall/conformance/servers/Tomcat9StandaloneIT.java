package dev.rollcall.conformance.servers;

import dev.rollcall.conformance.Conformance;

/** Tomcat 9 as it is distributed. */
class Tomcat9StandaloneIT extends Conformance {
    Tomcat9StandaloneIT() {
        super(Servers.TOMCAT_9_STANDALONE);
    }
}
