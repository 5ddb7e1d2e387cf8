package dev.rollcall.conformance.servers;

import dev.rollcall.conformance.Conformance;

/** Tomcat 11 as it is distributed. */
class Tomcat11StandaloneIT extends Conformance {
    Tomcat11StandaloneIT() {
        super(Servers.TOMCAT_11_STANDALONE);
    }
}
