package dev.rollcall.core.ship;

import java.net.URI;
import java.util.Locale;

/** An {@code http} or {@code https} address, taken apart. Immutable. */
public final class Endpoint {
    private final boolean secure;
    private final String host;
    private final int port;
    private final String target;
    private final boolean withUser;

    private Endpoint(boolean secure, String host, int port, String target, boolean withUser) {
        this.secure = secure;
        this.host = host;
        this.port = port;
        this.target = target;
        this.withUser = withUser;
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException when it is no absolute {@code http} or {@code https} address
     */
    public static Endpoint of(String address) {
        URI uri = URI.create(address);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        if ((!secure && !scheme.equals("http")) || uri.getHost() == null) {
            throw new IllegalArgumentException(address + " is not an http or https address");
        }
        String host = uri.getHost();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery();
        return new Endpoint(secure, bare, port, target, uri.getRawUserInfo() != null);
    }

    /** Whether the address had a user name or a password; neither is kept or sent. */
    boolean hadUser() {
        return withUser;
    }

    boolean isSecure() {
        return secure;
    }

    /** The name or address to connect to, IPv6 without brackets. */
    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** Path and query, as in a request line. */
    String target() {
        return target;
    }

    /** As in a {@code Host} header: the port is left out when it is the scheme's own. */
    String hostHeader() {
        String name = host.indexOf(':') >= 0 ? '[' + host + ']' : host;
        return port == (secure ? 443 : 80) ? name : name + ':' + port;
    }

    /** Host and port, as a tunnel is asked for. */
    String authority() {
        return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
    }

    /** Scheme, host, port if it is not the scheme's own, path and query: the same for the same endpoint, however written. */
    String address() {
        return (secure ? "https://" : "http://") + hostHeader().toLowerCase(Locale.ROOT) + target;
    }

    /** For people, without the query, which may hold a secret. */
    @Override
    public String toString() {
        int query = target.indexOf('?');
        return (secure ? "https://" : "http://") + hostHeader() + (query < 0 ? target : target.substring(0, query));
    }
}
