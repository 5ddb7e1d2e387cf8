package dev.rollcall.core.ship;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;

/**
 * The JDK's own TLS, whatever other security provider the application has put before it: such a one (Conscrypt, Bouncy
 * Castle) may trust other certificates, read other properties, or be half configured at the moment we connect. Where the
 * JDK's own is not there, the first that is.
 */
final class Jsse {
    static final String SUN_JSSE = "SunJSSE";
    static final String SUN = "SUN";

    private Jsse() {}

    /** Makes a thing of a named provider. */
    interface Named<T> {
        /** Asks the provider of that name. */
        T get(String provider) throws GeneralSecurityException;
    }

    /** Makes a thing of whatever provider comes first. */
    interface Any<T> {
        /** Asks all providers in their order. */
        T get() throws GeneralSecurityException;
    }

    static <T> T of(Named<T> named, Any<T> any) throws GeneralSecurityException {
        return of(SUN_JSSE, named, any);
    }

    static <T> T of(String provider, Named<T> named, Any<T> any) throws GeneralSecurityException {
        try {
            return named.get(provider);
        } catch (NoSuchProviderException | NoSuchAlgorithmException absent) {
            return any.get();
        }
    }
}
