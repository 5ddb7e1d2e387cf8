package dev.rollcall.conformance.servers;

import dev.rollcall.conformance.Conformance;

/** The first Netty 4.1. */
class Netty41OldestIT extends Conformance {
    Netty41OldestIT() {
        super(Servers.NETTY_41_OLDEST);
    }
}
