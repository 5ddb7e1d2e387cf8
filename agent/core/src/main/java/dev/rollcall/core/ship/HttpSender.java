package dev.rollcall.core.ship;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one endpoint by HTTP/1.1 over one connection that is kept open.
 *
 * <p>Neither {@code HttpURLConnection} nor {@code java.net.http} is used, because both are the application's as much as ours:
 * its {@code ProxySelector}, {@code Authenticator}, {@code CookieHandler}, {@code URLStreamHandlerFactory} and default {@code SSLContext} would reach into
 * them, their first use fixes global state that the application may want to choose, and other agents in the JVM weave both
 * and would show our deliveries as the application's calls. A socket made with {@link Proxy#NO_PROXY} asks nobody.
 *
 * <p>Confined to one thread, but for {@link #abort}.
 */
final class HttpSender {
    private final Endpoint endpoint;
    private final @Nullable Tls tls;
    private final int connectTimeoutMillis;
    private final int readTimeoutMillis;

    private volatile @Nullable Socket socket;
    private @Nullable AnswerReader answers;
    private @Nullable OutputStream out;

    /**
     * A sender that connects when it has something to send.
     *
     * @param tls for {@code https}; not looked at for {@code http}
     * @param readTimeoutMillis how long the endpoint may be silent
     */
    HttpSender(Endpoint endpoint, @Nullable Tls tls, int connectTimeoutMillis, int readTimeoutMillis) {
        this.endpoint = endpoint;
        this.tls = tls;
        this.connectTimeoutMillis = connectTimeoutMillis;
        this.readTimeoutMillis = readTimeoutMillis;
    }

    /**
     * Posts a body and reads the answer.
     *
     * <p>A server may close a kept connection at the very moment we use it. When that happens the request is sent once more
     * on a new connection; should it have been received after all, its batch id makes the second one harmless.
     *
     * @param headers header lines, each ended by CR LF
     * @throws IOException when there was no whole answer
     */
    Answer post(String headers, byte[] body) throws IOException {
        boolean used = socket != null;
        boolean whole = false;
        try {
            Answer answer = exchange(headers, body, used);
            whole = true;
            return answer;
        } finally {
            if (!whole) {
                close();
            }
        }
    }

    private Answer exchange(String headers, byte[] body, boolean used) throws IOException {
        try {
            return exchange(headers, body);
        } catch (EOFException | SocketException stale) {
            if (!used) {
                throw explained(stale);
            }
            close();
        }
        try {
            return exchange(headers, body);
        } catch (EOFException e) {
            throw explained(e);
        }
    }

    private static IOException explained(IOException e) {
        return e instanceof EOFException && e.getMessage() == null
                ? new IOException("the connection was closed without an answer", e)
                : e;
    }

    private Answer exchange(String headers, byte[] body) throws IOException {
        if (socket == null) {
            connect();
        }
        OutputStream to = out;
        AnswerReader from = answers;
        if (to == null || from == null) {
            throw new SocketException("not connected");
        }
        String head = "POST " + endpoint.target() + " HTTP/1.1\r\nHost: " + endpoint.hostHeader() + "\r\n" + headers
                + "Content-Length: " + body.length + "\r\n\r\n";
        byte[] request = new byte[head.length() + body.length];
        System.arraycopy(head.getBytes(ISO_8859_1), 0, request, 0, head.length());
        System.arraycopy(body, 0, request, head.length(), body.length);
        try {
            to.write(request);
            to.flush();
        } catch (SocketException broken) {
            // A server that refuses a request may answer and close before it has read all of it.
            Answer early = earlyAnswer(from);
            if (early != null) {
                close();
                return early;
            }
            throw broken;
        }
        Answer answer = from.read();
        if (!from.isReusable()) {
            close();
        }
        return answer;
    }

    private static @Nullable Answer earlyAnswer(AnswerReader from) {
        try {
            return from.read();
        } catch (IOException none) {
            return null;
        }
    }

    private void connect() throws IOException {
        Socket plain = new Socket(Proxy.NO_PROXY);
        Socket connected = plain;
        try {
            plain.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), connectTimeoutMillis);
            plain.setTcpNoDelay(true);
            plain.setSoTimeout(readTimeoutMillis);
            if (endpoint.isSecure()) {
                connected = secured(plain);
            }
            answers = new AnswerReader(new BufferedInputStream(connected.getInputStream()));
            out = connected.getOutputStream();
            socket = connected;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private Socket secured(Socket plain) throws IOException {
        Tls security = tls;
        if (security == null) {
            throw new IOException("no TLS for " + endpoint);
        }
        SSLSocket secure = (SSLSocket)
                security.context().getSocketFactory().createSocket(plain, endpoint.host(), endpoint.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        // Without this the certificate may be anybody's: a socket, unlike HttpsURLConnection, does not compare names.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    /** Closes the connection; the next request opens another. */
    void close() {
        abort();
        socket = null;
        answers = null;
        out = null;
    }

    /** Ends what another thread is waiting for, with an exception there. */
    void abort() {
        Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is as closed as it can be.
                return;
            }
        }
    }
}
