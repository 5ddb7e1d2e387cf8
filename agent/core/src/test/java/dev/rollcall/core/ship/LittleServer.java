package dev.rollcall.core.ship;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Accepts connections on a free port of this machine and treats each as it is told, on a thread of its own. */
final class LittleServer implements AutoCloseable {
    private final ServerSocket server;

    /** What is done with a connection; it is closed afterwards. */
    interface Treatment {
        /** Reads and writes. */
        void treat(Socket socket) throws IOException, InterruptedException;
    }

    LittleServer(Treatment treatment) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(() -> {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                start(() -> {
                    try (socket) {
                        treatment.treat(socket);
                    }
                });
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    Endpoint endpoint() {
        return Endpoint.of("http://127.0.0.1:" + port() + "/in");
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads one request with its body; the head is what is returned. */
    static String readRequest(InputStream in) throws IOException {
        String head = readHead(in);
        int length = head.indexOf("Content-Length: ");
        if (length >= 0) {
            int size = Integer.parseInt(head.substring(length + 16, head.indexOf("\r\n", length)));
            in.readNBytes(size);
        }
        return head;
    }

    /** Reads up to the empty line. */
    static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("closed by the client");
            }
            head.append((char) b);
        }
        return head.toString();
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
