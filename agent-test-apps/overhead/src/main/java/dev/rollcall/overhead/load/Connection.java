package dev.rollcall.overhead.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One connection that is kept alive: one request, then its answer. Takes what the servers here send, and nothing else:
 * status 200, with a {@code Content-Length} or in chunks, not more than fits the buffer.
 */
final class Connection implements AutoCloseable {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "transfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);
    /** No body here contains it. */
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** When the request that is under way was meant to be sent, by {@code System.nanoTime()}. */
    volatile long due;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(16 << 10);
    private int whole;

    Connection(int port, Selector selector) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.socket().setTcpNoDelay(true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(ByteBuffer request) throws IOException {
        while (request.hasRemaining()) {
            // At once, practically: a request is far smaller than the socket's buffer.
            channel.write(request);
        }
    }

    /** Reads what has come; whether it is now the whole answer. */
    boolean receive() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the server closed a connection" + (in.position() == 0 ? "" : " in an answer"));
        }
        if (whole == 0) {
            whole = lengthOfAnswer();
        }
        if (whole == 0 || in.position() < whole) {
            return false;
        }
        if (in.position() > whole || in.get(9) != '2' || in.get(10) != '0' || in.get(11) != '0') {
            throw new IOException("not the answer that is expected: " + text(in.position()));
        }
        in.clear();
        whole = 0;
        return true;
    }

    /** Head and body together; 0 while that cannot be told. */
    private int lengthOfAnswer() throws IOException {
        int length = -1;
        boolean chunked = false;
        for (int at = 0; at < in.position(); at++) {
            if (in.get(at) == '\n') {
                if (at >= 3 && in.get(at - 2) == '\n') {
                    return at + 1 + lengthOfBody(at, length, chunked);
                }
                if (isAt(at + 1, LENGTH)) {
                    length = number(at + 1 + LENGTH.length);
                } else {
                    chunked |= isAt(at + 1, CHUNKED);
                }
            }
        }
        return notYet();
    }

    private int lengthOfBody(int endOfHead, int length, boolean chunked) throws IOException {
        if (length >= 0) {
            return length;
        }
        if (!chunked) {
            throw new IOException("an answer without a length: " + text(endOfHead));
        }
        boolean complete = isAt(in.position() - LAST_CHUNK.length, LAST_CHUNK);
        return complete ? in.position() - endOfHead - 1 : notYet() - endOfHead - 1;
    }

    private int notYet() throws IOException {
        if (!in.hasRemaining()) {
            throw new IOException("an answer of more than " + in.capacity() + " bytes");
        }
        return 0;
    }

    /** Whether these bytes stand there; letters in either case. */
    private boolean isAt(int from, byte[] lowerCase) {
        if (from + lowerCase.length > in.position()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            byte there = in.get(from + i);
            if ((there >= 'A' && there <= 'Z' ? there | 0x20 : there) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private int number(int from) {
        int number = 0;
        for (int at = from; at < in.position() && in.get(at) != '\r'; at++) {
            if (in.get(at) != ' ') {
                number = 10 * number + in.get(at) - '0';
            }
        }
        return number;
    }

    private String text(int bytes) {
        byte[] all = new byte[bytes];
        in.get(0, all);
        return new String(all, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
