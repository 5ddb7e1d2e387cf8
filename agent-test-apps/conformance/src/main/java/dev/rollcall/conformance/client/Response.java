package dev.rollcall.conformance.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A response as it came over the wire.
 *
 * @param statusLine without line end
 * @param headers as {@code name: value}, in order
 * @param body without chunked framing, still compressed if it came so
 * @param trailers after a chunked body
 * @param complete false when the connection ended before the response did
 * @param interim statuses of the 1xx answers before it
 */
public record Response(
        String statusLine,
        List<String> headers,
        byte[] body,
        List<String> trailers,
        boolean complete,
        List<Integer> interim) {
    /** The status code, 100 to 599. */
    public int status() {
        return Integer.parseInt(statusLine.split(" ", 3)[1]);
    }

    /** The first header of that name, or null. */
    public @Nullable String header(String name) {
        return find(headers, name);
    }

    static @Nullable String find(List<String> lines, String name) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
                return line.substring(colon + 1).trim();
            }
        }
        return null;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Status, headers, body and trailers, without chunk boundaries. */
    public String withoutChunks() {
        return statusLine + "\n" + String.join("\n", headers) + "\n\n" + new String(body, StandardCharsets.ISO_8859_1)
                + "\n" + trailers;
    }

    @Override
    public String toString() {
        return statusLine + ", " + body.length + " bytes" + (complete ? "" : ", cut off");
    }
}
