package dev.rollcall.conformance.servers;

import dev.rollcall.conformance.Conformance;

/** Netty 4.1. */
class Netty41IT extends Conformance {
    Netty41IT() {
        super(Servers.NETTY_41);
    }
}
