package dev.rollcall.core.ship;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Why a handshake failed, for people: the JDK's own words name its classes and leave the way out unsaid. */
final class TlsTrouble {
    private TlsTrouble() {}

    /** The same failure with a sentence that can be acted upon, where we know one. */
    static SSLException explained(SSLException refused, String host) {
        String reason = reason(refused, host);
        if (reason == null) {
            return refused;
        }
        SSLException explained = new SSLHandshakeException(reason);
        explained.initCause(refused);
        return explained;
    }

    private static @Nullable String reason(SSLException refused, String host) {
        boolean nobody = false;
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "its certificate has expired (" + cause.getMessage() + ")";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "its certificate is not valid yet (" + cause.getMessage() + ")";
            }
            nobody |= cause instanceof CertPathBuilderException;
            // "No name matching x found", "No subject alternative DNS name matching x found", "... IP address ..."
            String message = String.valueOf(cause.getMessage());
            if (cause.getClass() == CertificateException.class
                    && message.startsWith("No ")
                    && message.contains("matching")) {
                return "its certificate is not one for " + host + " (" + message + ")";
            }
        }
        if (nobody) {
            return "its certificate is signed by nobody we trust; name the certificate of its authority with rollcall.tls.ca=<PEM file>";
        }
        return alert(String.valueOf(refused.getMessage()));
    }

    /** What the other side said of our certificate. TLS 1.3 lets it say so only after the handshake. */
    private static @Nullable String alert(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        if (!lower.contains("fatal alert")) {
            return null;
        }
        if (lower.contains("certificate_required")) {
            return "it wants a client certificate; write rollcall.tls.cert and rollcall.tls.key, or rollcall.tls.keystore";
        }
        return lower.contains("certificate") || lower.contains("unknown_ca")
                ? "it refuses our client certificate (" + message + ")"
                : null;
    }
}
