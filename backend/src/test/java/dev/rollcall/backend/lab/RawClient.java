package dev.rollcall.backend.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection on which anything can be sent: what well behaved clients refuse to send too. */
public final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int MAX_ANSWER = 32 << 20;
    private static final int RECEIVE_BUFFER = 16 << 10;

    private final Socket socket;

    /** Connects. */
    public RawClient(URI base) throws IOException {
        socket = new Socket();
        // Small, so that whoever does not read is soon noticed on the other side.
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.connect(new InetSocketAddress(InetAddress.getByName(base.getHost()), base.getPort()));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Sends one request whole, and reads until the other side closes; all of one answer or several, or nothing. */
    public static String exchange(URI base, String request) throws IOException {
        try (RawClient client = new RawClient(base)) {
            client.sendSparingly(request.getBytes(StandardCharsets.ISO_8859_1));
            return client.answer();
        }
    }

    /** Sends bytes, now. */
    public void send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes; that the other side does not want to hear it all is no failure: it may have answered already. */
    public void sendSparingly(byte[] bytes) {
        try {
            send(bytes);
        } catch (IOException refused) {
            // What it has to say is read next.
        }
    }

    /** Tells the other side that nothing more is sent. */
    public void finish() {
        try {
            socket.shutdownOutput();
        } catch (IOException closed) {
            // It knows.
        }
    }

    /** What comes until the other side closes, or resets. */
    public String answer() throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int count = in.read(buffer); count >= 0 && answer.size() < MAX_ANSWER; count = in.read(buffer)) {
                answer.write(buffer, 0, count);
            }
        } catch (java.net.SocketTimeoutException stuck) {
            throw new AssertionError("the connection was neither closed nor answered in a minute: " + answer, stuck);
        } catch (IOException reset) {
            // Then that is all.
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whether the other side has closed, as far as can be seen without waiting. */
    public boolean isClosed() throws IOException {
        socket.setSoTimeout(1);
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
