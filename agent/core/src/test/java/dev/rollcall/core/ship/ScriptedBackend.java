package dev.rollcall.core.ship;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A backend on a socket that answers as a test wants, also in ways no HTTP server would. */
final class ScriptedBackend implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("\"event_id\":\"([^\"]+)\"");

    /** What to answer to a delivery. */
    interface Script {
        Reply to(Delivery delivery);
    }

    /** Every delivery that came whole, answered or not. */
    final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    private final ServerSocket server;
    private final Thread acceptor;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Script script = delivery -> ok();
    private volatile boolean closed;

    ScriptedBackend() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor = run(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1/events?x=1";
    }

    void answers(Script next) {
        script = next;
    }

    /** How many connections there ever were. */
    int connections() {
        return connections.get();
    }

    boolean hasOpenConnection() {
        return !open.isEmpty();
    }

    /** Answers in turn; the last one for ever. */
    void answersInTurn(Reply... replies) {
        int before = deliveries.size();
        script = delivery -> replies[Math.min(deliveries.size() - before, replies.length) - 1];
    }

    /** The ids of all events in deliveries that were answered with 2xx, in the order they came. */
    List<String> accepted() {
        List<String> ids = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            if (delivery.isAccepted()) {
                ids.addAll(delivery.ids());
            }
        }
        return ids;
    }

    static Reply ok() {
        return answer(200, "", "{}");
    }

    static Reply status(int status) {
        return answer(status, "", "");
    }

    static Reply answer(int status, String headers, String body) {
        return new Reply(
                status,
                "HTTP/1.1 " + status + " X\r\n" + headers + "Content-Length: " + body.getBytes(UTF_8).length
                        + "\r\n\r\n" + body,
                false,
                false);
    }

    /** These bytes, and then the end of the connection. */
    static Reply thenClosed(String bytes) {
        return new Reply(0, bytes, true, false);
    }

    static Reply reset() {
        return new Reply(0, "", true, true);
    }

    /** Nothing at all; the connection stays open. */
    static Reply silence() {
        return new Reply(0, "", false, false);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                open.add(socket);
                run(() -> serve(socket));
            } catch (IOException e) {
                continue;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                Delivery delivery = read(in);
                deliveries.add(delivery);
                Reply reply = script.to(delivery);
                delivery.status = reply.status;
                if (reply.reset) {
                    socket.setSoLinger(true, 0);
                    return;
                }
                socket.getOutputStream().write(reply.bytes.getBytes(UTF_8));
                socket.getOutputStream().flush();
                if (reply.close) {
                    return;
                }
            }
        } catch (IOException ended) {
            // The other side has closed, or the test is over.
            return;
        } finally {
            open.remove(socket);
        }
    }

    private static Delivery read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException();
            }
            head.append((char) b);
        }
        Matcher length = Pattern.compile("Content-Length: (\\d+)").matcher(head);
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        return new Delivery(head.toString(), body);
    }

    private static Thread run(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        try {
            // A thread that is about to accept may still do so after the close.
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One request. */
    static final class Delivery {
        final String head;
        final byte[] body;
        private volatile int status;

        Delivery(String head, byte[] body) {
            this.head = head;
            this.body = body;
        }

        boolean isAccepted() {
            return status >= 200 && status < 300;
        }

        String batch() {
            Matcher id = Pattern.compile("Rollcall-Batch: (\\S+)").matcher(head);
            return id.find() ? id.group(1) : "";
        }

        String json() {
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                return new String(in.readAllBytes(), UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(new String(body, ISO_8859_1), e);
            }
        }

        List<String> ids() {
            List<String> ids = new ArrayList<>();
            Matcher id = ID.matcher(json());
            while (id.find()) {
                ids.add(id.group(1));
            }
            return ids;
        }
    }

    /** One answer. */
    static final class Reply {
        private final int status;
        private final String bytes;
        private final boolean close;
        private final boolean reset;

        private Reply(int status, String bytes, boolean close, boolean reset) {
            this.status = status;
            this.bytes = bytes;
            this.close = close;
            this.reset = reset;
        }
    }
}
