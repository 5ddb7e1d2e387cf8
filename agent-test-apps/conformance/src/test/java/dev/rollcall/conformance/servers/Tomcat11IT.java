package dev.rollcall.conformance.servers;

import dev.rollcall.conformance.Conformance;

/** Tomcat 11, jakarta, embedded. */
class Tomcat11IT extends Conformance {
    Tomcat11IT() {
        super(Servers.TOMCAT_11);
    }
}
