package dev.rollcall.conformance.servers;

import dev.rollcall.conformance.Conformance;

/** Tomcat 10 as it is distributed. */
class Tomcat10StandaloneIT extends Conformance {
    Tomcat10StandaloneIT() {
        super(Servers.TOMCAT_10_STANDALONE);
    }
}
