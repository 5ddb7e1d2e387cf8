package dev.rollcall.core.ship;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The proxy between us and the endpoint: {@code http://[user:password@]host:port}. Immutable. */
final class HttpProxy {
    private final String host;
    private final int port;
    private final @Nullable String credentials;

    private HttpProxy(String host, int port, @Nullable String credentials) {
        this.host = host;
        this.port = port;
        this.credentials = credentials;
    }

    /**
     * Reads an address that the options have found to be one.
     *
     * @throws IllegalArgumentException when it is none after all
     */
    static HttpProxy of(String address) {
        URI uri = URI.create(address);
        String host = uri.getHost();
        if (host == null || uri.getPort() <= 0) {
            throw new IllegalArgumentException("not the address of a proxy");
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        String user = uri.getRawUserInfo();
        return new HttpProxy(bare, uri.getPort(), user == null ? null : credentials(user));
    }

    /** RFC 7617: name, colon, password; a name without a colon has an empty password. */
    private static String credentials(String rawUserInfo) {
        int colon = rawUserInfo.indexOf(':');
        String name = decoded(colon < 0 ? rawUserInfo : rawUserInfo.substring(0, colon));
        String password = colon < 0 ? "" : decoded(rawUserInfo.substring(colon + 1));
        return "Basic " + Base64.getEncoder().encodeToString((name + ':' + password).getBytes(UTF_8));
    }

    /** In an address a plus is a plus, unlike in a form. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    /** The name or address to connect to, IPv6 without brackets. */
    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** The header line that the proxy is to be shown, and nobody else; ended by CR LF, empty without credentials. */
    String authorization() {
        return credentials == null ? "" : "Proxy-Authorization: " + credentials + "\r\n";
    }

    /** What to say when the proxy wants credentials (407). */
    String refusal() {
        return "the proxy " + this + " wants "
                + (credentials == null ? "a user name and password" : "another user name or password")
                + " (407); write rollcall.proxy=http://user:password@host:port";
    }

    /** For people, without the credentials. */
    @Override
    public String toString() {
        return "http://" + (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
    }
}
