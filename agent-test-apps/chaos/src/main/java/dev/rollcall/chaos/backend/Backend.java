package dev.rollcall.chaos.backend;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A backend that behaves as it is told, down to its connections. It keeps its port while it is gone, so that nobody else
 * can take it in between.
 */
public final class Backend implements AutoCloseable {
    private static final Pattern BATCH = Pattern.compile("[^:\\s]+:\\d+:\\d+");

    private final Books books;
    private final Batches batches = new Batches();
    private final Socket keptPort = new Socket();
    private final int port;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger posts = new AtomicInteger();
    private final AtomicInteger failedHandshakes = new AtomicInteger();
    private @Nullable ServerSocket listening;
    private volatile Conduct conduct = Conduct.GOOD;
    private volatile @Nullable SSLContext tls;

    /** Listens on a free loopback port, without TLS, and takes everything. */
    public Backend(Books books) {
        this.books = books;
        try {
            keptPort.setReuseAddress(true);
            keptPort.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            port = keptPort.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        back();
    }

    /** What {@code rollcall.endpoint} is to be set to. */
    public String endpoint() {
        return (tls == null ? "http" : "https") + "://127.0.0.1:" + port + "/v1/events";
    }

    /** From now on it behaves like this. */
    public void conduct(Conduct wanted) {
        conduct = wanted;
    }

    /** From now on it speaks TLS, and shows this certificate to those who connect; who is connected is cut off. */
    public void certificate(SSLContext shown) {
        tls = shown;
        cutOff();
    }

    /** Nobody listens any more, and all connections are reset. */
    public synchronized void gone() {
        ServerSocket server = listening;
        listening = null;
        if (server != null) {
            closeQuietly(server);
        }
        cutOff();
    }

    /** It listens again. */
    public synchronized void back() {
        try {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
            listening = server;
            start(() -> accept(server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.add(socket);
                if (server.isClosed()) {
                    closeQuietly(socket);
                }
                start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket plain) {
        try (Socket socket = secured(plain)) {
            socket.setTcpNoDelay(true);
            PostReader reader = new PostReader(new BufferedInputStream(socket.getInputStream(), 64 << 10));
            for (PostReader.Raw raw = reader.next(); raw != null; raw = reader.next()) {
                if (!answer(plain, socket.getOutputStream(), raw)) {
                    return;
                }
            }
        } catch (IOException ended) {
            // By the other side, or by us.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeQuietly(plain);
            connections.remove(plain);
        }
    }

    private Socket secured(Socket plain) throws IOException {
        SSLContext context = tls;
        if (context == null) {
            return plain;
        }
        try {
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
            socket.setUseClientMode(false);
            socket.startHandshake();
            return socket;
        } catch (IOException refused) {
            failedHandshakes.incrementAndGet();
            throw refused;
        }
    }

    /** Whether the connection can go on. */
    private boolean answer(Socket plain, OutputStream out, PostReader.Raw raw)
            throws IOException, InterruptedException {
        Post post = post(raw);
        if (post == null) {
            send(out, Reply.refused(400), false);
            return true;
        }
        posts.incrementAndGet();
        Reply reply = conduct.to(post);
        books.store(post.events().stream().filter(reply.stores()).toList());
        switch (reply.ending()) {
            case WHOLE -> send(out, reply, false);
            case CUT -> send(out, reply, true);
            case RESET -> plain.setSoLinger(true, 0);
            case SILENT -> awaitEnd(plain);
        }
        return reply.ending() == Reply.Ending.WHOLE;
    }

    private @Nullable Post post(PostReader.Raw raw) {
        String batch = raw.header("rollcall-batch");
        try {
            if (!raw.line().startsWith("POST ")
                    || !raw.header("content-encoding").equals("gzip")) {
                throw new IOException("not a batch: " + raw.line() + " " + raw.headers());
            }
            List<Told> events = BatchReader.read(raw.body());
            if (!BATCH.matcher(batch).matches() || !batch.endsWith(":" + events.size())) {
                books.wrong("Rollcall-Batch: " + batch + " on a batch of " + events.size());
            }
            if (!batches.isConsistent(batch, raw.body())) {
                books.wrong("batch " + batch + " came again with other bytes");
            }
            return new Post(batch, raw.body().length, events);
        } catch (IOException e) {
            books.wrong("a batch that cannot be read: " + batch + " " + e);
            return null;
        }
    }

    private static void send(OutputStream out, Reply reply, boolean half) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ").append(reply.status()).append(" Status\r\n");
        for (String header : reply.headers()) {
            head.append(header).append("\r\n");
        }
        head.append("Content-Type: application/json\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n\r\n");
        byte[] all = (head + reply.body()).getBytes(StandardCharsets.UTF_8);
        out.write(all, 0, half ? all.length - body.length / 2 : all.length);
        out.flush();
    }

    /** Until the other side has had enough, or we are closed. */
    private static void awaitEnd(Socket plain) throws IOException {
        while (plain.getInputStream().read() >= 0) {
            // Whatever it says, there is no answer.
        }
    }

    /** Batches that came, whatever became of them. */
    public int posts() {
        return posts.get();
    }

    /** Connections that ended before there was a request, because the certificate was not liked. */
    public int failedHandshakes() {
        return failedHandshakes.get();
    }

    /** Resets all connections there are. */
    public void cutOff() {
        for (Socket socket : connections) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException gone) {
                // Then there is nothing to reset.
            }
            closeQuietly(socket);
        }
    }

    @Override
    public void close() {
        gone();
        closeQuietly(keptPort);
    }

    private static void closeQuietly(AutoCloseable it) {
        try {
            it.close();
        } catch (Exception gone) {
            // That is what was wanted.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "backend");
        thread.setDaemon(true);
        thread.start();
    }
}
