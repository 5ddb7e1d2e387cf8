package dev.rollcall.conformance.servers;

import dev.rollcall.conformance.Conformance;

/** Tomcat 9, javax, embedded. */
class Tomcat9IT extends Conformance {
    Tomcat9IT() {
        super(Servers.TOMCAT_9);
    }
}
