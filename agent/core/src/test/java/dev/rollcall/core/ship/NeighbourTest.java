package dev.rollcall.core.ship;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application sets for the whole JVM neither helps nor harms our deliveries. */
class NeighbourTest {
    @TempDir
    static Path keys;

    private static String keystore;

    private final WireMockServer backend = new WireMockServer(options()
            .dynamicPort()
            .dynamicHttpsPort()
            .keystorePath(keystore)
            .keystorePassword("password")
            .keyManagerPassword("password"));

    @BeforeAll
    static void certificateForLocalhost() throws IOException, InterruptedException {
        keystore = keys.resolve("localhost.p12").toString();
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keystore,
                        "-storepass",
                        "password")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    @BeforeEach
    void start() {
        backend.start();
        backend.stubFor(any(anyUrl()).willReturn(ok()));
    }

    @AfterEach
    void stop() {
        backend.stop();
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
            Endpoint endpoint = Endpoint.of("http://localhost:" + backend.port() + "/");
            assertThat(new HttpSender(endpoint, null, 5000, 5000)
                            .post("", new byte[1])
                            .status())
                    .isEqualTo(200);
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void an_application_that_trusts_everybody_does_not_make_us_trust_a_certificate_nobody_signed()
            throws IOException, GeneralSecurityException {
        SSLContext before = SSLContext.getDefault();
        SSLContext.setDefault(trustingEverybody());
        try {
            assertThatThrownBy(() -> secure(new Tls()).post("", new byte[1])).isInstanceOf(SSLException.class);
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void a_certificate_for_another_name_is_refused_even_when_it_is_trusted() throws GeneralSecurityException {
        HttpSender sender = new HttpSender(
                Endpoint.of("https://127.0.0.1:" + backend.httpsPort() + "/"),
                new Tls(trustingEverybody()),
                5000,
                5000);

        assertThatThrownBy(() -> sender.post("", new byte[1])).isInstanceOf(SSLException.class);
    }

    @Test
    void a_trusted_certificate_of_the_right_name_is_taken() throws IOException, GeneralSecurityException {
        assertThat(secure(new Tls(trustingEverybody())).post("", new byte[1]).status())
                .isEqualTo(200);
    }

    private HttpSender secure(Tls tls) {
        return new HttpSender(Endpoint.of("https://localhost:" + backend.httpsPort() + "/"), tls, 5000, 5000);
    }

    private static SSLContext trustingEverybody() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Everybody()}, null);
        return context;
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
