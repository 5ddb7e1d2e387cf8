package dev.rollcall.core.ship;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The agent's own trust in certificates: what the JDK came with, whatever default {@code SSLContext} or
 * {@code javax.net.ssl.trustStore} the application has chosen for itself. Made when the first connection needs it.
 */
final class Tls {
    private @Nullable SSLContext context;

    Tls() {}

    /** Trusts as a given context does. */
    Tls(SSLContext context) {
        this.context = context;
    }

    /** Confined to the shipper thread. */
    SSLContext context() throws IOException {
        SSLContext made = context;
        if (made == null) {
            try {
                made = make();
            } catch (GeneralSecurityException e) {
                throw new IOException("TLS is not to be had in this JVM: " + e.getMessage(), e);
            }
            context = made;
        }
        return made;
    }

    private static SSLContext make() throws GeneralSecurityException, IOException {
        File security = new File(System.getProperty("java.home"), "lib" + File.separator + "security");
        File own = new File(security, "jssecacerts");
        File certificates = own.exists() ? own : new File(security, "cacerts");
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(KeyStore.getInstance(certificates, (char[]) null));
        SSLContext made = SSLContext.getInstance("TLS");
        made.init(null, trust.getTrustManagers(), null);
        return made;
    }
}
