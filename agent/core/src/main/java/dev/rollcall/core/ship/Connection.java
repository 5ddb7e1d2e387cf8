package dev.rollcall.core.ship;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection towards an endpoint: straight, or through a proxy ({@code http} by absolute addresses, RFC 9112, 3.2.2;
 * {@code https} through a tunnel, RFC 9110, 9.3.6).
 *
 * <p>States: made, {@link #open}, {@link #abort aborted}. It can be aborted from another thread in each of them, which ends
 * whatever is being waited for with an exception; all the rest is confined to one thread.
 */
final class Connection {
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final Endpoint endpoint;
    private final Route route;

    /** Everything below TLS. It is this one that is closed: closing TLS politely writes, and may wait for that forever. */
    private volatile Socket plain = new Socket(Proxy.NO_PROXY);

    private volatile boolean aborted;
    private @Nullable AnswerReader answers;
    private @Nullable OutputStream out;

    Connection(Endpoint endpoint, Route route) {
        this.endpoint = endpoint;
        this.route = route;
    }

    /**
     * Connects, through the proxy if there is one, and shakes hands.
     *
     * @throws IOException when that was not to be; the connection is to be aborted then
     */
    void open() throws IOException {
        HttpProxy proxy = route.proxy;
        connect(proxy == null ? endpoint.host() : proxy.host(), proxy == null ? endpoint.port() : proxy.port());
        Socket connected = plain;
        connected.setTcpNoDelay(true);
        // Only for the case that there is no thread to be had for the watchdog.
        connected.setSoTimeout(route.timeoutMillis + 1000);
        if (endpoint.isSecure()) {
            if (proxy != null) {
                tunnel(connected, proxy);
            }
            connected = route.tls.secure(connected, endpoint.host(), endpoint.port());
        }
        answers = new AnswerReader(new BufferedInputStream(connected.getInputStream()));
        out = connected.getOutputStream();
    }

    /** A name may have several addresses, of which the first need not be the one that is reachable. */
    private void connect(String host, int port) throws IOException {
        try {
            InetAddress[] addresses = InetAddress.getAllByName(host);
            for (int i = 0; !connect(new InetSocketAddress(addresses[i], port), i == addresses.length - 1); i++) {
                plain = new Socket(Proxy.NO_PROXY);
            }
        } catch (SocketTimeoutException late) {
            throw unreachable(
                    "no connection within " + route.connectTimeoutMillis + "ms (rollcall.timeout.connect)", late);
        } catch (UnknownHostException unknown) {
            throw unreachable("its name is not known", unknown);
        } catch (IOException refused) {
            throw unreachable(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** False when another address may be tried. */
    private boolean connect(InetSocketAddress address, boolean last) throws IOException {
        try {
            if (aborted) {
                throw new SocketException("given up");
            }
            plain.connect(address, route.connectTimeoutMillis);
            return true;
        } catch (IOException e) {
            plain.close();
            if (last || aborted) {
                throw e;
            }
            return false;
        }
    }

    private IOException unreachable(String why, IOException e) {
        HttpProxy proxy = route.proxy;
        return new IOException(proxy == null ? why : "the proxy " + proxy + " cannot be reached: " + why, e);
    }

    private void tunnel(Socket connected, HttpProxy proxy) throws IOException {
        String authority = endpoint.authority();
        connected
                .getOutputStream()
                .write(("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n" + proxy.authorization()
                                + "\r\n")
                        .getBytes(ISO_8859_1));
        // Unbuffered: what follows the proxy's answer belongs to TLS.
        InputStream in = connected.getInputStream();
        int status = new AnswerReader(in).readHead().status();
        if (status == PROXY_AUTHENTICATION_REQUIRED) {
            throw new IOException(proxy.refusal());
        }
        if (status < 200 || status >= 300) {
            throw new IOException(
                    "the proxy " + proxy + " refuses a tunnel to " + authority + " with status " + status);
        }
    }

    /**
     * Posts a body and reads the answer.
     *
     * @param headers header lines, each ended by CR LF
     */
    Answer post(String headers, byte[] body) throws IOException {
        OutputStream to = out;
        AnswerReader from = answers;
        if (to == null || from == null) {
            throw new SocketException("not connected");
        }
        try {
            Answer answer = exchange(headers, body, to, from);
            HttpProxy proxy = route.proxy;
            if (proxy != null && !endpoint.isSecure() && answer.status() == PROXY_AUTHENTICATION_REQUIRED) {
                throw new IOException(proxy.refusal());
            }
            return answer;
        } catch (SSLException refused) {
            throw TlsTrouble.explained(refused, endpoint.host());
        }
    }

    private Answer exchange(String headers, byte[] body, OutputStream to, AnswerReader from) throws IOException {
        HttpProxy proxy = endpoint.isSecure() ? null : route.proxy;
        String head = "POST " + (proxy == null ? "" : "http://" + endpoint.hostHeader()) + endpoint.target()
                + " HTTP/1.1\r\nHost: " + endpoint.hostHeader() + "\r\n"
                + (proxy == null ? "" : proxy.authorization())
                + headers + "Content-Length: " + body.length + "\r\n\r\n";
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
                return early;
            }
            throw broken;
        }
        return from.read();
    }

    private static @Nullable Answer earlyAnswer(AnswerReader from) throws SSLException {
        try {
            Answer early = from.read();
            from.giveUp();
            return early;
        } catch (SSLException refusal) {
            throw refusal; // of our certificate: TLS 1.3 says so only now
        } catch (IOException none) {
            return null;
        }
    }

    /** Whether it can carry another request after the answer that was read. */
    boolean isReusable() {
        AnswerReader from = answers;
        return from != null && from.isReusable();
    }

    /** Closes it, whatever it is doing. Any thread; never blocks. */
    void abort() {
        aborted = true;
        try {
            plain.close();
        } catch (IOException e) {
            // It is as closed as it can be.
            return;
        }
    }
}
