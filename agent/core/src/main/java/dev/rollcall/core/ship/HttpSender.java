package dev.rollcall.core.ship;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one endpoint by HTTP/1.1 over one connection that is kept open.
 *
 * <p>Neither {@code HttpURLConnection} nor {@code java.net.http} is used, because both are the application's as much as ours:
 * its {@code ProxySelector}, {@code Authenticator}, {@code CookieHandler}, {@code URLStreamHandlerFactory} and default {@code SSLContext} would reach into
 * them, their first use fixes global state that the application may want to choose, and other agents in the JVM weave both
 * and would show our deliveries as the application's calls. A socket made with {@link java.net.Proxy#NO_PROXY} asks nobody.
 *
 * <p>A post takes as long as its time-out and no longer, whatever the other side does: connecting, shaking hands, writing and
 * reading together. Only the look-up of a name is the system's own, and lasts as long as the system lets it.
 *
 * <p>Confined to one thread, but for {@link #abort}.
 */
final class HttpSender {
    private final Endpoint endpoint;
    private final Route route;

    private volatile @Nullable Connection connection;

    /** A sender that connects when it has something to send. */
    HttpSender(Endpoint endpoint, Route route) {
        this.endpoint = endpoint;
        this.route = route;
    }

    /**
     * A sender without a proxy, with a watchdog of its own.
     *
     * @param tls for {@code https}; null trusts what the JDK came with
     */
    HttpSender(Endpoint endpoint, @Nullable Tls tls, int connectTimeoutMillis, int timeoutMillis) {
        this(
                endpoint,
                new Route(tls == null ? new Tls() : tls, null, connectTimeoutMillis, timeoutMillis, new Watchdog()));
    }

    /**
     * Posts a body and reads the answer.
     *
     * <p>A server may close a kept connection at the very moment we use it. When that happens the request is sent once more
     * on a new connection; should it have been received after all, its batch id makes the second one harmless.
     *
     * @param headers header lines, each ended by CR LF
     * @throws IOException when there was no whole answer in time
     */
    Answer post(String headers, byte[] body) throws IOException {
        boolean whole = false;
        try (Watchdog.Watch watch = route.watchdog.watch(this::abort, route.timeoutMillis)) {
            try {
                Answer answer = exchange(headers, body, watch);
                whole = true;
                return answer;
            } catch (IOException problem) {
                throw watch.isOver() || problem instanceof SocketTimeoutException ? late(problem) : problem;
            }
        } finally {
            if (!whole) {
                close();
            }
        }
    }

    private IOException late(IOException problem) {
        return new IOException(
                "timed out: no whole answer within " + route.timeoutMillis + "ms (rollcall.timeout)", problem);
    }

    private Answer exchange(String headers, byte[] body, Watchdog.Watch watch) throws IOException {
        Connection kept = connection;
        if (kept != null) {
            try {
                return exchange(kept, headers, body);
            } catch (EOFException | SocketException | SSLException stale) {
                close();
                if (watch.isOver()) {
                    throw stale;
                }
            }
        }
        Connection fresh = new Connection(endpoint, route);
        connection = fresh;
        // In this order: the watchdog says first that it is over, and then looks for a connection to abort.
        if (watch.isOver()) {
            throw new SocketException("no time left");
        }
        try {
            fresh.open();
            return exchange(fresh, headers, body);
        } catch (EOFException e) {
            throw e.getMessage() == null ? new IOException("the connection was closed without an answer", e) : e;
        }
    }

    private Answer exchange(Connection open, String headers, byte[] body) throws IOException {
        Answer answer = open.post(headers, body);
        if (!open.isReusable()) {
            close();
        }
        return answer;
    }

    /** Closes the connection; the next request opens another. */
    void close() {
        abort();
        connection = null;
    }

    /** Ends what another thread is waiting for, with an exception there. */
    void abort() {
        Connection open = connection;
        if (open != null) {
            open.abort();
        }
    }
}
