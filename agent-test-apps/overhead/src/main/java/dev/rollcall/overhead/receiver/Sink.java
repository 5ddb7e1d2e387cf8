package dev.rollcall.overhead.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on a free loopback port that talks like one kind of backend. */
public final class Sink implements AutoCloseable {
    static {
        // Otherwise each small answer waits for the peer's delayed acknowledgement, 40 ms on Linux.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Protocol protocol;
    private final HttpServer server;
    private final Set<String> unknown = new ConcurrentSkipListSet<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "sink");
        thread.setDaemon(true);
        return thread;
    });

    /** Listens. */
    public Sink(Protocol protocol) {
        this.protocol = protocol;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Its address without a path: {@code http://127.0.0.1:port}. */
    public String address() {
        return "http://127.0.0.1:" + port();
    }

    private void take(HttpExchange exchange) throws IOException {
        Message message = new Message(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readAllBytes());
        Answer answer = protocol.take(message);
        if (answer == null) {
            unknown.add(message.method() + " " + message.path());
            answer = Answer.empty(404);
        }
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        if (answer.body().length > 0) {
            exchange.getResponseBody().write(answer.body());
        }
        exchange.close();
    }

    /** What has come. */
    public Tally tally() {
        return protocol.tally();
    }

    /** What was asked that this kind of backend does not know, as method and path. */
    public Set<String> unknown() {
        return unknown;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
