package dev.rollcall.core.exchange;

import java.util.List;

/**
 * What has to be read from every exchange, because a rule or an option asks for it. Immutable; made once at the start from
 * the options, so that request threads read nothing that nobody wants.
 */
public final class Wanted {
    private final Slots requestHeaders;
    private final Slots responseHeaders;
    private final String[] attributes;
    private final boolean principal;
    private final boolean query;
    private final boolean clientAddress;

    /**
     * Lists what is wanted.
     *
     * @param requestHeaders names of request headers
     * @param responseHeaders names of response headers
     * @param attributes names of request attributes, case-sensitive
     * @param principal whether the user the server or framework authenticated is wanted
     * @param query whether the query string is wanted; it never leaves the process whole
     * @param clientAddress whether the peer's address is wanted
     */
    public Wanted(
            List<String> requestHeaders,
            List<String> responseHeaders,
            List<String> attributes,
            boolean principal,
            boolean query,
            boolean clientAddress) {
        this.requestHeaders = new Slots(requestHeaders);
        this.responseHeaders = new Slots(responseHeaders);
        this.attributes = attributes.toArray(new String[0]);
        this.principal = principal;
        this.query = query;
        this.clientAddress = clientAddress;
    }

    public Slots requestHeaders() {
        return requestHeaders;
    }

    public Slots responseHeaders() {
        return responseHeaders;
    }

    /** How many request attributes are wanted. */
    public int attributes() {
        return attributes.length;
    }

    /** The name of a wanted request attribute. */
    public String attribute(int index) {
        return attributes[index];
    }

    public boolean principal() {
        return principal;
    }

    public boolean query() {
        return query;
    }

    public boolean clientAddress() {
        return clientAddress;
    }
}
