package dev.rollcall.conformance.servers;

import dev.rollcall.conformance.Conformance;

/** Netty 4.2. */
class Netty42IT extends Conformance {
    Netty42IT() {
        super(Servers.NETTY_42);
    }
}
