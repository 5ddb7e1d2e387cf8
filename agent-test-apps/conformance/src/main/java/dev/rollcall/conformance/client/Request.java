package dev.rollcall.conformance.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request, down to its bytes. Nothing is added but {@code Host} and the framing of the body.
 *
 * <p>Example: {@code Request.post("/items", "abc").customer("acme")}.
 */
public final class Request {
    private static final byte[] NOTHING = new byte[0];

    private final String method;
    private final String target;
    private final List<String> headers = new ArrayList<>();
    private byte[] body = NOTHING;
    private int chunk;
    private boolean framed = true;
    private String version = "HTTP/1.1";
    private @Nullable String host = "localhost";
    private @Nullable String customer;

    private Request(String method, String target) {
        this.method = method;
        this.target = target;
    }

    public static Request of(String method, String target) {
        return new Request(method, target);
    }

    public static Request get(String target) {
        return of("GET", target);
    }

    public static Request post(String target, String body) {
        return of("POST", target).body(body);
    }

    /** Sends this body with its {@code Content-Length}. */
    public Request body(String text) {
        body = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** Sends the body chunked, so many bytes a chunk. */
    public Request chunked(int bytesPerChunk) {
        chunk = bytesPerChunk;
        return this;
    }

    /** Leaves out {@code Content-Length} and {@code Transfer-Encoding}: the case writes them itself. */
    public Request unframed() {
        framed = false;
        return this;
    }

    public Request header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    /** Says who pays, the plainest way; the event must name the same. */
    public Request customer(String id) {
        customer = id;
        return header("X-Customer-ID", id);
    }

    /** Says who the event must name, when it is not the one the client claims. */
    public Request expect(String id) {
        customer = id;
        return this;
    }

    /** The customer the event must name; null when the case checks it by itself. */
    public @Nullable String expectedCustomer() {
        return customer;
    }

    public Request bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    public Request http10() {
        version = "HTTP/1.0";
        return this;
    }

    public Request host(@Nullable String value) {
        host = value;
        return this;
    }

    /** Asks the server to close the connection after the answer. */
    public Request close() {
        return header("Connection", "close");
    }

    public String method() {
        return method;
    }

    public String target() {
        return target;
    }

    /** The target without its query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    public boolean isHttp10() {
        return version.equals("HTTP/1.0");
    }

    /** How many bytes the body has, without framing. */
    public int bodyLength() {
        return body.length;
    }

    public byte[] bodyBytes() {
        return body.clone();
    }

    /** Header lines as {@code name: value}, without host and framing. */
    public List<String> headerLines() {
        return List.copyOf(headers);
    }

    /** Everything before the body, with the empty line. */
    public byte[] head() {
        StringBuilder head = new StringBuilder(128);
        head.append(method)
                .append(' ')
                .append(target)
                .append(' ')
                .append(version)
                .append("\r\n");
        if (host != null) {
            head.append("Host: ").append(host).append("\r\n");
        }
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (framed && chunk > 0) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (framed && body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        // Paths beyond ASCII go out as UTF-8, as curl and browsers' address bars would let them.
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The body as it goes over the wire, with its framing. */
    public byte[] framedBody() {
        if (chunk == 0) {
            return body.clone();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < body.length; from += chunk) {
            byte[] part = Arrays.copyOfRange(body, from, Math.min(body.length, from + chunk));
            out.writeBytes((Integer.toHexString(part.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(part);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    /** All of it. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head());
        out.writeBytes(framedBody());
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
