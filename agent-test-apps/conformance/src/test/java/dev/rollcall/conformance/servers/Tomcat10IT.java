package dev.rollcall.conformance.servers;

import dev.rollcall.conformance.Conformance;

/** Tomcat 10.1, jakarta, embedded. */
class Tomcat10IT extends Conformance {
    Tomcat10IT() {
        super(Servers.TOMCAT_10);
    }
}
