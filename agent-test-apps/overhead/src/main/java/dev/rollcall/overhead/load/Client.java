package dev.rollcall.overhead.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A few connections to one server, all served by the thread that calls: a thread for each would cost the machine more than
 * some of the agents do.
 */
public final class Client implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 30_000;

    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();
    private final Requests requests;

    /** Connects. */
    public Client(int port, int connections, Requests requests) {
        this.requests = requests;
        try {
            selector = Selector.open();
            for (int i = 0; i < connections; i++) {
                this.connections.add(new Connection(port, selector));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * So many requests, or as many as can be done.
     *
     * @param requests how many were answered
     * @param nanos how long that took
     */
    public record Pace(long requests, long nanos) {
        public double perSecond() {
            return requests * 1e9 / nanos;
        }
    }

    /** So many requests as fast as the server takes them: each connection asks again as soon as it has its answer. */
    public Pace saturate(long count) {
        return saturate(count, Long.MAX_VALUE);
    }

    /** As many requests as the server takes in this time. */
    public Pace saturateSeconds(long seconds) {
        return saturate(Long.MAX_VALUE, TimeUnit.SECONDS.toNanos(seconds));
    }

    private Pace saturate(long most, long nanos) {
        try {
            long begin = System.nanoTime();
            long sent = 0;
            for (Connection connection : connections) {
                if (sent < most) {
                    connection.send(requests.next());
                    sent++;
                }
            }
            long answered = 0;
            while (answered < sent) {
                boolean more = System.nanoTime() - begin < nanos;
                for (Connection connection : receive()) {
                    answered++;
                    if (more && sent < most) {
                        connection.send(requests.next());
                        sent++;
                    }
                }
            }
            return new Pace(answered, System.nanoTime() - begin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for answers.
     *
     * @return the connections whose answers have come whole; perhaps none
     */
    List<Connection> receive() throws IOException {
        if (selector.select(PATIENCE_MILLIS) == 0) {
            throw new IOException("no answer for " + PATIENCE_MILLIS / 1000 + " seconds");
        }
        List<Connection> answered = new ArrayList<>(connections.size());
        for (SelectionKey key : selector.selectedKeys()) {
            Connection connection = (Connection) key.attachment();
            if (connection.receive()) {
                answered.add(connection);
            }
        }
        selector.selectedKeys().clear();
        return answered;
    }

    List<Connection> connections() {
        return connections;
    }

    Requests requests() {
        return requests;
    }

    @Override
    public void close() {
        try {
            for (Connection connection : connections) {
                connection.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
