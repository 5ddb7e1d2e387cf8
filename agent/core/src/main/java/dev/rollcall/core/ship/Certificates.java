package dev.rollcall.core.ship;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Certificates in PEM files. */
final class Certificates {
    private Certificates() {}

    /**
     * Reads all certificates of a file, in order.
     *
     * @param option names the option in what is thrown
     * @return at least one
     * @throws IOException with one sentence that says what is wrong with the file
     */
    static X509Certificate[] read(String option, File file) throws IOException, GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        CertificateFactory factory = Jsse.of(
                Jsse.SUN,
                p -> CertificateFactory.getInstance("X.509", p),
                () -> CertificateFactory.getInstance("X.509"));
        try {
            for (Pem.Block block : Pem.read(file)) {
                if (block.label().endsWith("CERTIFICATE")) {
                    certificates.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content())));
                }
            }
        } catch (IOException | CertificateException problem) {
            throw new IOException(option + "=" + file + " cannot be read (" + problem.getMessage() + ")", problem);
        }
        if (certificates.isEmpty()) {
            throw new IOException(
                    option + "=" + file + " has no certificate in it; write the path of a PEM file with one or more");
        }
        return certificates.toArray(new X509Certificate[0]);
    }
}
