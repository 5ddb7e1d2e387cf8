package dev.rollcall.conformance.lab;

import dev.rollcall.conformance.client.ConnectionEndedException;
import dev.rollcall.conformance.client.RawClient;

/**
 * How often one process may still close a connection instead of answering it, without that being anybody's fault: once
 * for every connection that a client broke off before, and only where the {@link Server} declares it.
 *
 * <p>So a server, or an agent, that drops connections for any other reason runs out of excuses at once.
 */
final class Excuses {
    private final boolean declared;
    private int left;

    Excuses(Server server) {
        declared = server.mayDropAConnection() != null;
    }

    /** To be told of every conversation that came to its end. */
    void earnedBy(Wire wire) {
        left += (int) wire.clients().stream().filter(RawClient::wasReset).count();
    }

    /** Whether the failure is one that the server is known for; each excuse is good for one. */
    boolean cover(Exception failure) {
        if (!declared || left == 0 || !(failure instanceof ConnectionEndedException)) {
            return false;
        }
        left--;
        return true;
    }
}
