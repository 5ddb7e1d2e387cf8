package dev.rollcall.core.ship;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** An endpoint that answers 200 to everybody who gets through its TLS, with the name of who that was. */
final class TlsServer implements AutoCloseable {
    private final SSLServerSocket server;

    /**
     * Starts it.
     *
     * @param clients signs the certificates of those who may come; null when everybody may
     */
    TlsServer(Authority.Issued identity, @Nullable Authority clients) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("server", identity.key, new char[] {'x'}, new Certificate[] {identity.certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
        managers.init(keys, new char[] {'x'});
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("clients", clients == null ? identity.certificate : clients.certificate());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(clients != null);
        Thread thread = new Thread(this::serve, "tls-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    Endpoint endpoint(String host) {
        return Endpoint.of("https://" + host + ":" + port() + "/in");
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                LittleServer.readRequest(socket.getInputStream());
                String who = who((SSLSocket) socket);
                socket.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + who.length() + "\r\n\r\n"
                                        + who)
                                .getBytes(ISO_8859_1));
            } catch (IOException refused) {
                continue;
            }
        }
    }

    private static String who(SSLSocket socket) {
        try {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        } catch (SSLPeerUnverifiedException anonymous) {
            return "nobody";
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
