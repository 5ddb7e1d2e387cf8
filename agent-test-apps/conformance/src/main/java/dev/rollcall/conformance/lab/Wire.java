package dev.rollcall.conformance.lab;

import dev.rollcall.conformance.client.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The connections of one conversation with one server, in the order in which they were opened. */
public final class Wire implements AutoCloseable {
    private final int port;
    private final List<RawClient> clients = new ArrayList<>();

    Wire(int port) {
        this.port = port;
    }

    /** Opens a connection; what comes back over it is compared between the two servers. */
    public RawClient open() throws IOException {
        RawClient client = new RawClient(port);
        clients.add(client);
        return client;
    }

    public int port() {
        return port;
    }

    List<RawClient> clients() {
        return clients;
    }

    @Override
    public void close() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
    }
}
