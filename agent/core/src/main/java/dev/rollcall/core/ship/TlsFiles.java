package dev.rollcall.core.ship;

import dev.rollcall.core.options.Option;
import dev.rollcall.core.options.Options;
import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * The files that {@code rollcall.tls.*} name: whom we trust, and who we are. Immutable; null stands for what is not given.
 */
final class TlsFiles {
    final @Nullable File ca;
    final @Nullable File cert;
    final @Nullable File key;
    final @Nullable File keystore;
    final @Nullable String keystorePassword;

    TlsFiles(
            @Nullable String ca,
            @Nullable String cert,
            @Nullable String key,
            @Nullable String keystore,
            @Nullable String keystorePassword) {
        this.ca = file(ca);
        this.cert = file(cert);
        this.key = file(key);
        this.keystore = file(keystore);
        this.keystorePassword = keystorePassword;
    }

    /** What the options name. */
    static TlsFiles of(Options options) {
        return new TlsFiles(
                options.text(Option.TLS_CA),
                options.text(Option.TLS_CERT),
                options.text(Option.TLS_KEY),
                options.text(Option.TLS_KEYSTORE),
                options.text(Option.TLS_KEYSTORE_PASSWORD));
    }

    /** Nothing but what the JDK came with. */
    static TlsFiles none() {
        return new TlsFiles(null, null, null, null, null);
    }

    private static @Nullable File file(@Nullable String path) {
        return path == null ? null : new File(path);
    }

    /** Changes when one of the files does. */
    String stamp() {
        return stamp(ca) + stamp(cert) + stamp(key) + stamp(keystore);
    }

    private static String stamp(@Nullable File file) {
        return file == null ? "" : file.lastModified() + "/" + file.length() + ";";
    }
}
