package dev.rollcall.conformance.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Stands where the backend would be: takes batches, keeps every event in the order of arrival, and notes what a backend
 * must never see: an event delivered twice, a batch it cannot read.
 */
public final class Receiver implements AutoCloseable {
    static {
        // Otherwise each small answer waits for the peer's delayed acknowledgement, 40 ms on Linux.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "receiver");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Event> requests = new ArrayList<>();
    private final List<Event> others = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final List<String> wrongs = new ArrayList<>();
    private @Nullable String lastAuthorization;
    private @Nullable CountDownLatch stuck;

    /** Listens on a free loopback port. */
    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    /** What {@code rollcall.endpoint} is to be set to. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/events";
    }

    /** From now on every batch is left without an answer, and not kept, until {@link #unstick}. */
    public synchronized void stick() {
        stuck = new CountDownLatch(1);
    }

    /** Batches are taken again; those that came in the meantime were never seen. */
    public synchronized void unstick() {
        if (stuck != null) {
            stuck.countDown();
            stuck = null;
        }
    }

    private synchronized @Nullable CountDownLatch stuck() {
        return stuck;
    }

    private void take(HttpExchange exchange) throws IOException {
        CountDownLatch latch = stuck();
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        int status = 202;
        try (InputStream body = exchange.getRequestBody()) {
            if (!exchange.getRequestMethod().equals("POST")) {
                status = 405;
            } else if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                keep(EventReader.read(new GZIPInputStream(body)), exchange);
            } else {
                keep(EventReader.read(body), exchange);
            }
        } catch (IOException e) {
            status = 400;
            synchronized (this) {
                wrongs.add("a batch that cannot be read: " + e);
            }
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private synchronized void keep(List<Event> events, HttpExchange exchange) {
        lastAuthorization = exchange.getRequestHeaders().getFirst("Authorization");
        for (Event event : events) {
            if (!ids.add(event.id())) {
                wrongs.add("event " + event.id() + " arrived twice");
            }
            (event.kind().equals("agent_status") ? others : requests).add(event);
        }
        notifyAll();
    }

    /** The events about requests, in the order of arrival, from the given one on. */
    public synchronized List<Event> requests(int from) {
        return List.copyOf(requests.subList(from, requests.size()));
    }

    /** How many events about requests have arrived. */
    public synchronized int count() {
        return requests.size();
    }

    /** What the agent told about itself. */
    public synchronized List<Event> statusEvents() {
        return List.copyOf(others);
    }

    /** What should never have arrived, in words; empty when all is well. */
    public synchronized List<String> wrongs() {
        return List.copyOf(wrongs);
    }

    public synchronized @Nullable String lastAuthorization() {
        return lastAuthorization;
    }

    @Override
    public void close() {
        unstick();
        server.stop(0);
        threads.shutdownNow();
    }
}
