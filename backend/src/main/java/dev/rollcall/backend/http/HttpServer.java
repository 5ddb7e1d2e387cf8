package dev.rollcall.backend.http;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The server: Jetty's core with one plain connector, and all that is bounded bounded. */
public final class HttpServer implements AutoCloseable {
    private static final int REQUEST_HEADER = 16 << 10;
    private static final int STOP_MILLIS = 5_000;
    private static final int MIN_THREADS = 8;

    private final Server server;
    private final ServerConnector connector;

    private HttpServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Starts.
     *
     * @param host the address to listen at
     * @param port 0 for any that is free
     * @param names the hosts that requests may be for; null for any
     * @param handlers asked one after another
     * @throws IOException when it cannot listen there
     */
    public static HttpServer start(
            String host, int port, @Nullable Set<String> names, Limits limits, List<Handler> handlers)
            throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(limits.threads(), Math.min(MIN_THREADS, limits.threads()));
        threads.setName("rollcall-http");
        Server server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(true);
        configuration.setRequestHeaderSize(REQUEST_HEADER);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(limits.idleMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        server.setErrorHandler(HttpServer::error);
        server.setStopTimeout(STOP_MILLIS);
        HeadDeadline heads = new HeadDeadline(connector.getScheduler(), limits.headMillis());
        connector.addEventListener(heads);
        server.setHandler(new GracefulHandler(new Front(new Handler.Sequence(handlers), names, heads)));
        try {
            server.start();
        } catch (Exception problem) {
            stop(server);
            throw problem instanceof IOException io ? io : new IOException(problem.getMessage(), problem);
        }
        return new HttpServer(server, connector);
    }

    /** The port it listens at. */
    public int port() {
        return connector.getLocalPort();
    }

    /** What Jetty itself refuses: told as everything else is, and without a word about the inside. */
    private static boolean error(Request request, Response response, Callback callback) {
        Front.secure(response.getHeaders());
        int status = response.getStatus() >= 400 ? response.getStatus() : 500;
        String reason = HttpStatus.getMessage(status);
        Answer.error(response, callback, status, status >= 500 ? "failed" : "bad_request", reason + ".");
        return true;
    }

    /** Takes no new requests, lets those that are under way end, for a few seconds, and stops. */
    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception problem) {
            Log.error("the HTTP server did not stop as it should", problem);
        }
    }
}
