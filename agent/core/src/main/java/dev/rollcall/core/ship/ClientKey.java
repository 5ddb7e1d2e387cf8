package dev.rollcall.core.ship;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who we are to an endpoint that asks for a certificate: a PEM certificate (with its chain) and key, or a PKCS12 keystore.
 *
 * <p>The JDK reads private keys in PKCS#8 without encryption and no others; for the others a sentence says how to convert
 * them.
 */
final class ClientKey {
    private static final String PKCS8 = "PRIVATE KEY";
    /** A certificate can be made with others, but hardly anybody does. */
    private static final List<String> ALGORITHMS = List.of("RSA", "EC");

    private ClientKey() {}

    /**
     * Reads what the options name.
     *
     * @return null when they name nothing
     * @throws IOException with one sentence that says which file is wrong, and what would be right
     */
    static KeyManager @Nullable [] read(TlsFiles files) throws IOException, GeneralSecurityException {
        File cert = files.cert;
        File key = files.key;
        File keystore = files.keystore;
        if (keystore != null) {
            if (cert != null || key != null) {
                throw new IOException(
                        "rollcall.tls.keystore and rollcall.tls.cert are both given; write one of the two");
            }
            return managers(keystore(keystore, files.keystorePassword), files.keystorePassword);
        }
        if (cert == null && key == null) {
            return null;
        }
        if (cert == null || key == null) {
            throw new IOException("rollcall.tls." + (cert == null ? "key" : "cert") + " is given without rollcall.tls."
                    + (cert == null ? "cert" : "key") + "; write both");
        }
        X509Certificate[] chain = Certificates.read("rollcall.tls.cert", cert);
        PrivateKey mine = key(key);
        if (!belong(mine, chain[0])) {
            throw new IOException("rollcall.tls.key=" + key + " is not the key of the first certificate in " + cert);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        // The password protects the key in this object only, for as long as the factory below reads it.
        store.setKeyEntry("rollcall", mine, new char[] {'-'}, chain);
        return managers(store, "-");
    }

    private static KeyManager[] managers(KeyStore store, @Nullable String password) throws GeneralSecurityException {
        KeyManagerFactory factory = Jsse.of(
                p -> KeyManagerFactory.getInstance("SunX509", p), () -> KeyManagerFactory.getInstance("SunX509"));
        factory.init(store, password == null ? new char[0] : password.toCharArray());
        return factory.getKeyManagers();
    }

    private static KeyStore keystore(File file, @Nullable String password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(file)) {
            store.load(in, password == null ? new char[0] : password.toCharArray());
        } catch (IOException | GeneralSecurityException problem) {
            throw new IOException(
                    "rollcall.tls.keystore=" + file + " cannot be read (" + problem.getMessage()
                            + "); write the path of a PKCS12 file, and its password in rollcall.tls.keystore.password",
                    problem);
        }
        for (String alias : java.util.Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return store;
            }
        }
        throw new IOException("rollcall.tls.keystore=" + file + " has no private key in it");
    }

    private static PrivateKey key(File file) throws IOException {
        List<Pem.Block> blocks;
        try {
            blocks = Pem.read(file);
        } catch (IOException problem) {
            throw new IOException(
                    "rollcall.tls.key=" + file + " cannot be read (" + problem.getMessage() + ")", problem);
        }
        for (Pem.Block block : blocks) {
            if (block.label().equals(PKCS8)) {
                return key(file, block.content());
            }
            if (block.label().endsWith(PKCS8)) {
                String kind = block.label().startsWith("ENCRYPTED") ? "is encrypted" : "is not in PKCS#8";
                throw new IOException("rollcall.tls.key=" + file + " " + kind
                        + "; convert it with: openssl pkcs8 -topk8 -nocrypt -in " + file.getName()
                        + " -out pkcs8-" + file.getName());
            }
        }
        throw new IOException(
                "rollcall.tls.key=" + file + " has no private key in it; write the path of a PEM file with one");
    }

    private static PrivateKey key(File file, byte[] pkcs8) throws IOException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException another) {
                continue;
            } catch (GeneralSecurityException problem) {
                throw new IOException(problem);
            }
        }
        throw new IOException("rollcall.tls.key=" + file + " is not a key for RSA or EC");
    }

    /** Without this question, a mistaken file would be a handshake that fails for no reason that anybody could see. */
    private static boolean belong(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        String algorithm = "SHA256with" + (key.getAlgorithm().equals("RSA") ? "RSA" : "ECDSA");
        byte[] text = {1, 2, 3};
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(text);
        byte[] signature = signer.sign();
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(certificate.getPublicKey());
        verifier.update(text);
        try {
            return verifier.verify(signature);
        } catch (GeneralSecurityException another) {
            return false; // of another length or curve
        }
    }
}
