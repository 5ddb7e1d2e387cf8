package dev.rollcall.core.ship;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own trust in certificates: what the JDK came with, or what {@code rollcall.tls.ca} names in its place; whatever
 * default {@code SSLContext}, {@code javax.net.ssl.*} property or security provider the application has chosen for itself.
 *
 * <p>Files are read when a connection needs them, and again for the first connection after they have changed: certificates
 * are renewed while an application runs.
 *
 * <p>Confined to the shipper thread.
 */
final class Tls {
    /** Not left to {@code jdk.tls.client.protocols}, which an application may set for a server of its own. */
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final TlsFiles files;
    private @Nullable SSLContext context;
    private String stamp = "";

    Tls(TlsFiles files) {
        this.files = files;
    }

    /** Trusts what the JDK came with. */
    Tls() {
        this(TlsFiles.none());
    }

    /**
     * Shakes hands over a connection.
     *
     * @param plain to the endpoint, or to a proxy's tunnel that leads there; not closed when this fails
     * @param host the name that the certificate must have
     * @throws IOException when there is no trust, or a file is wrong: with one sentence for people
     */
    SSLSocket secure(Socket plain, String host, int port) throws IOException {
        SSLSocket secure = (SSLSocket) context().getSocketFactory().createSocket(plain, host, port, true);
        SSLParameters parameters = secure.getSSLParameters();
        // Without this the certificate may be anybody's: a socket, unlike HttpsURLConnection, does not compare names.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        List<String> protocols = new ArrayList<>(PROTOCOLS);
        protocols.retainAll(Arrays.asList(secure.getSupportedProtocols()));
        if (!protocols.isEmpty()) {
            parameters.setProtocols(protocols.toArray(new String[0]));
        }
        secure.setSSLParameters(parameters);
        try {
            secure.startHandshake();
        } catch (SSLException refused) {
            throw TlsTrouble.explained(refused, host);
        }
        return secure;
    }

    private SSLContext context() throws IOException {
        String now = files.stamp();
        SSLContext made = context;
        if (made == null || !now.equals(stamp)) {
            try {
                made = make();
            } catch (GeneralSecurityException e) {
                throw new IOException("TLS is not to be had in this JVM: " + e.getMessage(), e);
            }
            context = made;
            stamp = now;
        }
        return made;
    }

    private SSLContext make() throws GeneralSecurityException, IOException {
        File ca = files.ca;
        TrustManagerFactory trust =
                Jsse.of(p -> TrustManagerFactory.getInstance("PKIX", p), () -> TrustManagerFactory.getInstance("PKIX"));
        trust.init(ca == null ? ofTheJdk() : of(ca));
        SSLContext made = Jsse.of(p -> SSLContext.getInstance("TLS", p), () -> SSLContext.getInstance("TLS"));
        made.init(ClientKey.read(files), trust.getTrustManagers(), null);
        return made;
    }

    private static KeyStore ofTheJdk() throws GeneralSecurityException, IOException {
        File security = new File(System.getProperty("java.home"), "lib" + File.separator + "security");
        File own = new File(security, "jssecacerts");
        return KeyStore.getInstance(own.exists() ? own : new File(security, "cacerts"), (char[]) null);
    }

    private static KeyStore of(File ca) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        int number = 0;
        for (java.security.cert.X509Certificate certificate : Certificates.read("rollcall.tls.ca", ca)) {
            trusted.setCertificateEntry("ca" + number++, certificate);
        }
        return trusted;
    }
}
