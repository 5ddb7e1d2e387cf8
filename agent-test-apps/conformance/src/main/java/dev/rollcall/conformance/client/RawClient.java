package dev.rollcall.conformance.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One connection, byte by byte: it sends exactly what it is told, in the pieces it is told, and remembers every byte that
 * came back.
 */
public final class RawClient implements AutoCloseable {
    /** No answer for so long means that there will be none. */
    private static final int READ_MILLIS = 60_000;

    /** The customer of requests that only serve to learn that another one has been taken; no case counts its events. */
    public static final String BYSTANDER = "bystander";

    private final Socket socket = new Socket();
    private final InputStream in;
    private final ResponseReader reader;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<Response> responses = new ArrayList<>();
    private boolean remember = true;
    private boolean reset;

    /** Connects to a loopback port. */
    public RawClient(int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), READ_MILLIS);
        in = new Remembering(new BufferedInputStream(socket.getInputStream(), 65536));
        reader = new ResponseReader(in);
    }

    /** Does not remember the bytes from now on: for downloads that are too large for it. */
    public RawClient forgetBytes() {
        remember = false;
        return this;
    }

    public RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    public RawClient send(Request request) throws IOException {
        return send(request.bytes());
    }

    /** Sends them all in one write, before the first answer. */
    public RawClient pipeline(Request... requests) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Request request : requests) {
            all.writeBytes(request.bytes());
        }
        return send(all.toByteArray());
    }

    /** Sends the request and reads its answer. */
    public Response exchange(Request request) throws IOException {
        send(request);
        return read(request.method().equals("HEAD"));
    }

    /** Reads the next answer. */
    public Response read() throws IOException {
        return read(false);
    }

    /** Reads the next answer; one to a HEAD request has no body. */
    public Response read(boolean toHead) throws IOException {
        Response response = reader.read(toHead);
        responses.add(response);
        return response;
    }

    /** Reads so many bytes, whatever they mean. */
    public byte[] readBytes(int count) throws IOException {
        return in.readNBytes(count);
    }

    /** Reads until these bytes have come. */
    public void readUntil(String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(text) < 0) {
            int next = in.read();
            if (next < 0 && seen.length() == 0) {
                throw new ConnectionEndedException(
                        "the connection ended, and there was nothing before \"" + text + "\"");
            }
            if (next < 0) {
                throw new IOException("the connection ended before \"" + text + "\"; there was: " + seen);
            }
            seen.append((char) next);
        }
    }

    /** Reads on until the server closes; returns how many bytes that were. */
    public long readToEnd() throws IOException {
        byte[] buffer = new byte[65536];
        long total = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            total += count;
        }
        return total;
    }

    /**
     * Waits for the server's end of the connection.
     *
     * @return false when it stayed open for as long as we wait for anything
     */
    public boolean closedByServer() {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /**
     * Waits until the server has taken what was sent, as far as the kernel can tell; where it cannot, for a whole exchange
     * over another connection, which was accepted later.
     *
     * <p>Only for what is about to be broken off: a reset throws away what the other side has not read yet.
     */
    public void awaitTaken(int port) throws IOException {
        if (KernelQueues.canTell() && takenInTime(port)) {
            return;
        }
        try (RawClient other = new RawClient(port)) {
            other.exchange(Request.get("/slow/50").customer(BYSTANDER).close());
        }
    }

    /** A server that does not want all of it leaves the rest where it is. */
    private boolean takenInTime(int port) {
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> KernelQueues.allTaken(socket.getLocalPort(), port));
            return true;
        } catch (ConditionTimeoutException left) {
            return false;
        }
    }

    /** Says that nothing more will be sent, and still listens. */
    public RawClient halfClose() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Breaks the connection off with a reset instead of an orderly end. */
    public void reset() throws IOException {
        reset = true;
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Whether this side has broken the connection off. */
    public boolean wasReset() {
        return reset;
    }

    /** Every byte that came back so far. */
    public byte[] received() {
        return received.toByteArray();
    }

    /** The answers read so far. */
    public List<Response> responses() {
        return List.copyOf(responses);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Keeps what is read on its way. */
    private final class Remembering extends InputStream {
        private final InputStream source;

        Remembering(InputStream source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            int next = source.read();
            if (next >= 0 && remember) {
                received.write(next);
            }
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = source.read(target, offset, length);
            if (count > 0 && remember) {
                received.write(target, offset, count);
            }
            return count;
        }
    }
}
