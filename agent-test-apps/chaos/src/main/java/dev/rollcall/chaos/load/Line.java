package dev.rollcall.chaos.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * One connection that asks and waits, over and over, at as little cost as possible: client and server share the machine.
 * It takes answers with a {@code Content-Length} only, which is what the test apps send for short texts.
 */
final class Line implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final byte[] buffer = new byte[4096];
    private int filled;
    private String text = "";
    private boolean last;

    Line(int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        in = socket.getInputStream();
    }

    /**
     * Asks, and reads the whole answer.
     *
     * @return its status
     * @throws IOException when the answer did not come whole
     */
    int get(String path, String customer) throws IOException {
        String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX-Customer-ID: " + customer + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        filled = 0;
        int endOfHead = -1;
        while (endOfHead < 0) {
            read();
            endOfHead = endOfHead();
        }
        String answer = new String(buffer, 0, endOfHead, ISO_8859_1);
        int whole = endOfHead + contentLength(answer);
        while (filled < whole) {
            read();
        }
        text = new String(buffer, endOfHead, whole - endOfHead, ISO_8859_1);
        last = answer.contains("Connection: close") || answer.contains("connection: close");
        return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    /** The text of the last answer. */
    String text() {
        return text;
    }

    /** Whether the server closes the connection now: Tomcat does after a hundred requests. */
    boolean isOver() {
        return last;
    }

    private void read() throws IOException {
        int count = in.read(buffer, filled, buffer.length - filled);
        if (count <= 0) {
            throw new EOFException("the connection ended");
        }
        filled += count;
    }

    private int endOfHead() {
        for (int i = 3; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int contentLength(String head) throws IOException {
        String name = "content-length:";
        for (int at = head.indexOf('\n'); at >= 0; at = head.indexOf('\n', at + 1)) {
            if (head.regionMatches(true, at + 1, name, 0, name.length())) {
                int from = at + 1 + name.length();
                return Integer.parseInt(
                        head.substring(from, head.indexOf('\r', from)).trim());
            }
        }
        throw new IOException("an answer without a length: " + head);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // That is what was wanted.
        }
    }
}
