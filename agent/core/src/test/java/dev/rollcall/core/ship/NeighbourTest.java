package dev.rollcall.core.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an application sets for the whole JVM neither helps nor harms our deliveries. */
class NeighbourTest {
    private static final Authority AUTHORITY = new Authority("test");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private LittleServer plain;
    private TlsServer secure;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        plain = new LittleServer(socket -> {
            requests.add(LittleServer.readRequest(socket.getInputStream()));
            LittleServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });
        secure = new TlsServer(AUTHORITY.forLocalhost(), null);
    }

    @AfterEach
    void stop() throws IOException {
        plain.close();
        secure.close();
    }

    @Test
    void a_proxy_selector_of_the_application_is_not_asked() throws IOException {
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<java.net.Proxy> select(URI uri) {
                throw new IllegalStateException("asked for " + uri);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException problem) {}
        });
        try {
            assertThat(post(plain.endpoint(), new Tls())).isEqualTo(200);
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void an_authenticator_of_the_application_is_not_asked() throws IOException {
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                throw new IllegalStateException("asked by " + getRequestingHost());
            }
        });
        try (LittleServer strict = new LittleServer(socket -> {
            LittleServer.readRequest(socket.getInputStream());
            LittleServer.write(
                    socket, "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n");
        })) {
            assertThat(post(strict.endpoint(), new Tls())).isEqualTo(401);
        } finally {
            Authenticator.setDefault(null);
        }
    }

    @Test
    void an_application_that_trusts_everybody_does_not_make_us_trust_a_certificate_nobody_signed() throws Exception {
        SSLContext before = SSLContext.getDefault();
        SSLContext.setDefault(trustingEverybody());
        try {
            assertThatThrownBy(() -> post(secure.endpoint("localhost"), new Tls()))
                    .isInstanceOf(SSLException.class);
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void an_application_that_trusts_nobody_does_not_make_us_distrust_our_own_authority() throws Exception {
        SSLContext before = SSLContext.getDefault();
        SSLContext nobody = SSLContext.getInstance("TLS");
        nobody.init(null, new TrustManager[] {new Nobody()}, null);
        SSLContext.setDefault(nobody);
        try {
            assertThat(post(secure.endpoint("localhost"), TlsTest.trusting(AUTHORITY)))
                    .isEqualTo(200);
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "javax.net.ssl.trustStore,        /nowhere/at/all",
        "javax.net.ssl.trustStoreType,    nonsense",
        "javax.net.ssl.keyStore,          /nowhere/at/all",
        "jdk.tls.client.protocols,        SSLv3",
        "https.protocols,                 SSLv3",
    })
    void properties_that_an_application_sets_for_its_own_tls_do_not_harm_ours(String name, String value)
            throws IOException {
        System.setProperty(name, value);
        try {
            assertThat(post(secure.endpoint("localhost"), TlsTest.trusting(AUTHORITY)))
                    .isEqualTo(200);
        } finally {
            System.clearProperty(name);
        }
    }

    @Test
    void a_security_provider_that_the_application_puts_first_is_not_ours() throws IOException {
        Security.insertProviderAt(new Broken(), 1);
        try {
            assertThat(post(secure.endpoint("localhost"), TlsTest.trusting(AUTHORITY)))
                    .isEqualTo(200);
            assertThatThrownBy(() -> post(secure.endpoint("localhost"), new Tls()))
                    .hasMessageContaining("signed by nobody we trust");
        } finally {
            Security.removeProvider("Broken");
        }
    }

    @Test
    void a_socket_factory_of_the_application_is_not_used() throws IOException {
        Security.setProperty("ssl.SocketFactory.provider", "no.such.Factory");
        try {
            assertThat(post(secure.endpoint("localhost"), TlsTest.trusting(AUTHORITY)))
                    .isEqualTo(200);
        } finally {
            Security.setProperty("ssl.SocketFactory.provider", "");
        }
    }

    private static int post(Endpoint endpoint, Tls tls) throws IOException {
        return new HttpSender(endpoint, tls, 60_000, 60_000)
                .post("", new byte[1])
                .status();
    }

    /** Offers what TLS is made of, and has none of it. */
    private static final class Broken extends Provider {
        private static final long serialVersionUID = 1;

        Broken() {
            super("Broken", "1", "for a test");
            for (String service : List.of(
                    "SSLContext.TLS",
                    "SSLContext.Default",
                    "TrustManagerFactory.PKIX",
                    "KeyManagerFactory.SunX509",
                    "CertificateFactory.X.509",
                    "KeyStore.PKCS12")) {
                put(service, "no.such.Class");
            }
        }
    }

    private static SSLContext trustingEverybody() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Everybody()}, null);
        return context;
    }

    private static final class Nobody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("nobody");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("nobody");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static final class Everybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
