package dev.rollcall.core.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom we trust and who we are, against servers that mean it. */
@Timeout(120)
class TlsTest {
    private static final Authority OURS = new Authority("ours");
    private static final Authority THEIRS = new Authority("theirs");

    @TempDir
    Path folder;

    // ---- whom we trust -------------------------------------------------------------------------------------------

    @Test
    void a_certificate_of_the_authority_that_is_named_is_trusted_by_name_and_by_address() throws Exception {
        try (TlsServer server = new TlsServer(OURS.forLocalhost(), null)) {
            assertThat(post(server, "localhost", trusting(OURS))).isEqualTo("nobody");
            assertThat(post(server, "127.0.0.1", trusting(OURS))).isEqualTo("nobody");
        }
    }

    @Test
    void several_authorities_can_be_in_one_file_with_comments_between() throws Exception {
        Path both = write("ca.pem", "# theirs\n" + THEIRS.certificatePem() + "\nours:\n" + OURS.certificatePem());

        try (TlsServer server = new TlsServer(OURS.forLocalhost(), null)) {
            assertThat(post(server, "localhost", tls(both, null, null))).isEqualTo("nobody");
        }
    }

    @Test
    void a_certificate_of_another_authority_is_refused_and_the_way_out_is_named() throws Exception {
        try (TlsServer server = new TlsServer(THEIRS.forLocalhost(), null)) {
            assertThatThrownBy(() -> post(server, "localhost", trusting(OURS)))
                    .isInstanceOf(SSLException.class)
                    .hasMessage("its certificate is signed by nobody we trust;"
                            + " name the certificate of its authority with rollcall.tls.ca=<PEM file>");
            assertThatThrownBy(() -> post(server, "localhost", new Tls()))
                    .hasMessageContaining("signed by nobody we trust");
        }
    }

    @Test
    void a_certificate_for_another_name_is_refused() throws Exception {
        try (TlsServer server = new TlsServer(OURS.forNames("backend.example"), null)) {
            assertThatThrownBy(() -> post(server, "localhost", trusting(OURS)))
                    .isInstanceOf(SSLException.class)
                    .hasMessageStartingWith("its certificate is not one for localhost");
            assertThatThrownBy(() -> post(server, "127.0.0.1", trusting(OURS)))
                    .isInstanceOf(SSLException.class)
                    .hasMessageStartingWith("its certificate is not one for 127.0.0.1");
        }
    }

    @Test
    void an_expired_certificate_is_refused_and_that_is_said() throws Exception {
        try (TlsServer server = new TlsServer(OURS.expired(), null)) {
            assertThatThrownBy(() -> post(server, "localhost", trusting(OURS)))
                    .isInstanceOf(SSLException.class)
                    .hasMessageStartingWith("its certificate has expired");
        }
    }

    // ---- who we are ----------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void a_client_certificate_and_its_key_are_shown_to_a_server_that_asks(String algorithm) throws Exception {
        Authority.Issued client = THEIRS.forClient(algorithm);
        Tls tls = tls(ca(), write("cert.pem", client.certificatePem()), write("key.pem", client.keyPem()));

        try (TlsServer server = new TlsServer(OURS.forLocalhost(), THEIRS)) {
            assertThat(post(server, "localhost", tls)).isEqualTo("CN=client");
        }
    }

    @Test
    void a_keystore_does_as_well() throws Exception {
        Tls tls = new Tls(
                new TlsFiles(ca().toString(), null, null, keystore("s3cret").toString(), "s3cret"));

        try (TlsServer server = new TlsServer(OURS.forLocalhost(), THEIRS)) {
            assertThat(post(server, "localhost", tls)).isEqualTo("CN=client");
        }
    }

    @Test
    void a_server_that_wants_a_certificate_and_gets_none_or_another_is_a_failure() throws Exception {
        Authority.Issued stranger = OURS.forClient("EC");
        Tls another = tls(ca(), write("cert.pem", stranger.certificatePem()), write("key.pem", stranger.keyPem()));

        try (TlsServer server = new TlsServer(OURS.forLocalhost(), THEIRS)) {
            assertThatThrownBy(() -> post(server, "localhost", trusting(OURS))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> post(server, "localhost", another)).isInstanceOf(IOException.class);
        }
    }

    // ---- files that change ---------------------------------------------------------------------------------------

    @Test
    void a_renewed_authority_is_found_without_a_restart() throws Exception {
        Path ca = write("ca.pem", THEIRS.certificatePem());
        try (TlsServer server = new TlsServer(OURS.forLocalhost(), null)) {
            HttpSender sender = new HttpSender(server.endpoint("localhost"), tls(ca, null, null), 60_000, 60_000);
            assertThatThrownBy(() -> sender.post("", new byte[1])).isInstanceOf(SSLException.class);

            write("ca.pem", THEIRS.certificatePem() + OURS.certificatePem());

            assertThat(sender.post("", new byte[1]).status()).isEqualTo(200);
        }
    }

    @Test
    void a_renewed_client_certificate_is_shown_from_the_next_connection_on() throws Exception {
        Authority.Issued stranger = OURS.forClient("RSA");
        Path cert = write("cert.pem", stranger.certificatePem());
        Path key = write("key.pem", stranger.keyPem());
        try (TlsServer server = new TlsServer(OURS.forLocalhost(), THEIRS)) {
            HttpSender sender = new HttpSender(server.endpoint("localhost"), tls(ca(), cert, key), 60_000, 60_000);
            assertThatThrownBy(() -> sender.post("", new byte[1])).isInstanceOf(IOException.class);

            Authority.Issued client = THEIRS.forClient("EC");
            write("cert.pem", client.certificatePem());
            // Half way through: the new certificate with the old key is one clear sentence, and no crash.
            assertThatThrownBy(() -> sender.post("", new byte[1])).hasMessageContaining("is not the key of");
            write("key.pem", client.keyPem());

            assertThat(sender.post("", new byte[1]).body()).isEqualTo("CN=client");
        }
    }

    // ---- files that are wrong ------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RSA PRIVATE KEY | is not in PKCS#8; convert it with: openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8-key.pem",
                "EC PRIVATE KEY | is not in PKCS#8; convert it with: openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8-key.pem",
                "ENCRYPTED PRIVATE KEY | is encrypted; convert it with: openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8-key.pem",
                "PRIVATE KEY | is not a key for RSA or EC",
                "PUBLIC KEY | has no private key in it; write the path of a PEM file with one",
            })
    void a_key_of_another_kind_is_one_sentence_that_says_what_to_do(String label, String sentence) throws Exception {
        Path key = write("key.pem", Authority.pem(label, new byte[100]));

        assertTrouble(
                tls(ca(), write("cert.pem", THEIRS.forClient("EC").certificatePem()), key),
                "rollcall.tls.key=" + key + " " + sentence);
    }

    @Test
    void a_wrong_file_is_one_sentence_that_names_the_option_and_the_file() throws Exception {
        Path cert = write("cert.pem", THEIRS.forClient("EC").certificatePem());
        Path otherKey = write("key.pem", THEIRS.forClient("EC").keyPem());
        Path absent = folder.resolve("absent.pem");
        Path text = write("text.pem", "no certificate");
        Path broken = write("broken.pem", Authority.pem("CERTIFICATE", new byte[50]));

        assertTrouble(tls(absent, null, null), "rollcall.tls.ca=" + absent + " cannot be read (");
        assertTrouble(tls(text, null, null), "rollcall.tls.ca=" + text + " has no certificate in it");
        assertTrouble(tls(broken, null, null), "rollcall.tls.ca=" + broken + " cannot be read (");
        assertTrouble(tls(folder, null, null), "rollcall.tls.ca=" + folder + " cannot be read (");
        assertTrouble(tls(ca(), cert, null), "rollcall.tls.cert is given without rollcall.tls.key; write both");
        assertTrouble(tls(ca(), null, otherKey), "rollcall.tls.key is given without rollcall.tls.cert; write both");
        assertTrouble(tls(ca(), cert, absent), "rollcall.tls.key=" + absent + " cannot be read (");
        assertTrouble(
                tls(ca(), cert, otherKey),
                "rollcall.tls.key=" + otherKey + " is not the key of the first certificate in " + cert);
        assertTrouble(withKeystore(text, "x"), "rollcall.tls.keystore=" + text + " cannot be read (");
        assertTrouble(withKeystore(keystore("right"), "wrong"), "rollcall.tls.keystore=" + folder.resolve("keys.p12"));
    }

    private void assertTrouble(Tls tls, String sentence) throws Exception {
        try (TlsServer server = new TlsServer(OURS.forLocalhost(), null)) {
            assertThatThrownBy(() -> post(server, "localhost", tls))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(sentence)
                    .message()
                    .doesNotContain("\n");
        }
    }

    // ---- arranging -----------------------------------------------------------------------------------------------

    /** A trust in one authority. */
    static Tls trusting(Authority authority) throws IOException {
        File file = File.createTempFile("authority", ".pem");
        file.deleteOnExit();
        Files.writeString(file.toPath(), authority.certificatePem());
        return new Tls(new TlsFiles(file.getPath(), null, null, null, null));
    }

    private static String post(TlsServer server, String host, Tls tls) throws IOException {
        Answer answer = new HttpSender(server.endpoint(host), tls, 60_000, 60_000).post("", new byte[1]);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private static Tls tls(Path ca, @Nullable Path cert, @Nullable Path key) {
        return new Tls(new TlsFiles(
                ca.toString(), cert == null ? null : cert.toString(), key == null ? null : key.toString(), null, null));
    }

    private Tls withKeystore(Path keystore, String password) throws IOException {
        return new Tls(new TlsFiles(ca().toString(), null, null, keystore.toString(), password));
    }

    private Path ca() throws IOException {
        return write("ours.pem", OURS.certificatePem());
    }

    /** A file that is seen to have changed: within one tick of the clock only its length could tell. */
    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        long before = Files.exists(file) ? file.toFile().lastModified() : 0;
        Files.writeString(file, text);
        if (file.toFile().lastModified() <= before) {
            assertThat(file.toFile().setLastModified(before + 1000)).isTrue();
        }
        return file;
    }

    private Path keystore(String password) throws IOException, GeneralSecurityException {
        Authority.Issued client = THEIRS.forClient("RSA");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("me", client.key, password.toCharArray(), new Certificate[] {client.certificate});
        Path file = folder.resolve("keys.p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }
}
