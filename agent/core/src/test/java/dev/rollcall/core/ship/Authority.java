package dev.rollcall.core.ship;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/** Signs certificates for tests, in memory. The JDK reads certificates and makes none, so their bytes are put together here. */
final class Authority {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final String COMMON_NAME = "55 04 03";
    private static final String BASIC_CONSTRAINTS = "55 1d 13";
    private static final String ALTERNATIVE_NAMES = "55 1d 11";
    private static final String ECDSA_WITH_SHA256 = "2a 86 48 ce 3d 04 03 02";

    private final String name;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private int serial = 1;

    /** An authority that nobody trusts yet. */
    Authority(String name) {
        this.name = name;
        try {
            keys = generate("EC");
            certificate = sign(name, keys, Instant.now().plus(Duration.ofDays(1)), der(0x30, basicConstraints()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A certificate and its key. */
    static final class Issued {
        final X509Certificate certificate;
        final PrivateKey key;

        Issued(X509Certificate certificate, PrivateKey key) {
            this.certificate = certificate;
            this.key = key;
        }

        String certificatePem() {
            return pem("CERTIFICATE", encoded(certificate));
        }

        String keyPem() {
            return pem("PRIVATE KEY", key.getEncoded());
        }
    }

    X509Certificate certificate() {
        return certificate;
    }

    String certificatePem() {
        return pem("CERTIFICATE", encoded(certificate));
    }

    /** For a server of this machine, by name and by address. */
    Issued forLocalhost() {
        return issue("EC", Instant.now().plus(Duration.ofDays(1)), "localhost", "127.0.0.1");
    }

    /** With names of its own. */
    Issued forNames(String... names) {
        return issue("EC", Instant.now().plus(Duration.ofDays(1)), names);
    }

    Issued expired() {
        return issue("EC", Instant.now().minus(Duration.ofHours(1)), "localhost");
    }

    /** With a key of this algorithm, {@code RSA} or {@code EC}. */
    Issued forClient(String algorithm) {
        return issue(algorithm, Instant.now().plus(Duration.ofDays(1)), "client");
    }

    private Issued issue(String algorithm, Instant end, String... names) {
        try {
            KeyPair pair = generate(algorithm);
            byte[] alternatives = {};
            for (String each : names) {
                alternatives = concat(
                        alternatives,
                        Character.isDigit(each.charAt(0))
                                ? der(0x87, InetAddress.getByName(each).getAddress())
                                : der(0x82, each.getBytes(UTF_8)));
            }
            byte[] extension = der(0x30, oid(ALTERNATIVE_NAMES), der(0x04, der(0x30, alternatives)));
            return new Issued(sign(names[0], pair, end, der(0x30, extension)), pair.getPrivate());
        } catch (GeneralSecurityException | UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] basicConstraints() {
        return der(0x30, oid(BASIC_CONSTRAINTS), der(0x01, (byte) -1), der(0x04, der(0x30, der(0x01, (byte) -1))));
    }

    private static KeyPair generate(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
        return generator.generateKeyPair();
    }

    /** RFC 5280, 4.1. */
    private X509Certificate sign(String subject, KeyPair pair, Instant end, byte[] extensions)
            throws GeneralSecurityException {
        byte[] algorithm = der(0x30, oid(ECDSA_WITH_SHA256));
        byte[] begin = TIME.format(end.minus(Duration.ofDays(10))).getBytes(UTF_8);
        byte[] content = der(
                0x30,
                der(0xa0, der(0x02, (byte) 2)),
                der(0x02, BigInteger.valueOf(serial++).toByteArray()),
                algorithm,
                distinguished(name),
                der(0x30, der(0x18, begin), der(0x18, TIME.format(end).getBytes(UTF_8))),
                distinguished(subject),
                pair.getPublic().getEncoded(),
                der(0xa3, extensions));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        byte[] whole = der(0x30, content, algorithm, der(0x03, concat(new byte[1], signature.sign())));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }

    private static byte[] distinguished(String commonName) {
        return der(0x30, der(0x31, der(0x30, oid(COMMON_NAME), der(0x0c, commonName.getBytes(UTF_8)))));
    }

    private static byte[] oid(String hex) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String each : hex.split(" ")) {
            bytes.write(Integer.parseInt(each, 16));
        }
        return der(0x06, bytes.toByteArray());
    }

    private static byte[] der(int tag, byte... content) {
        return der(tag, new byte[][] {content});
    }

    private static byte[] der(int tag, byte[]... parts) {
        byte[] content = concat(parts);
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        if (content.length > 127) {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int from = length[0] == 0 ? 1 : 0;
            der.write(0x80 | length.length - from);
            der.write(length, from, length.length - from);
        } else {
            der.write(content.length);
        }
        der.writeBytes(content);
        return der.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + label + "-----\n";
    }
}
