package dev.rollcall.core.ship;

import dev.rollcall.core.options.Option;
import dev.rollcall.core.options.Options;
import org.jspecify.annotations.Nullable;

/**
 * What all destinations have in common on the way out: proxy, trust and time-outs, as the options say. The files that the
 * options name are read when the first connection needs them.
 */
public final class Transport {
    private final TlsFiles files;
    private final @Nullable HttpProxy proxy;
    private final int connectTimeoutMillis;
    private final int timeoutMillis;
    private final Watchdog watchdog = new Watchdog();

    private Transport(TlsFiles files, @Nullable HttpProxy proxy, int connectTimeoutMillis, int timeoutMillis) {
        this.files = files;
        this.proxy = proxy;
        this.connectTimeoutMillis = connectTimeoutMillis;
        this.timeoutMillis = timeoutMillis;
    }

    /** The transport that the options describe. */
    public static Transport of(Options options) {
        String proxy = options.text(Option.PROXY);
        return new Transport(
                TlsFiles.of(options),
                proxy == null || proxy.equalsIgnoreCase("none") ? null : HttpProxy.of(proxy),
                (int) options.millis(Option.TIMEOUT_CONNECT),
                (int) options.millis(Option.TIMEOUT));
    }

    /** A sender to one endpoint, for one thread. */
    HttpSender to(Endpoint endpoint) {
        return new HttpSender(
                endpoint, new Route(new Tls(files), proxy, connectTimeoutMillis, timeoutMillis, watchdog));
    }
}
