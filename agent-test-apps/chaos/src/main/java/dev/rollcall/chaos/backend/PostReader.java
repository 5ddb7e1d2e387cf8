package dev.rollcall.chaos.backend;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests with a {@code Content-Length} from one connection. */
final class PostReader {
    private static final int LONGEST_LINE = 16 << 10;

    private final InputStream in;

    PostReader(InputStream in) {
        this.in = in;
    }

    /**
     * A request as it came.
     *
     * @param headers by lower-case name
     */
    record Raw(String line, Map<String, String> headers, byte[] body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /**
     * The next request.
     *
     * @return null when the connection ended in between two
     */
    @Nullable
    Raw next() throws IOException {
        String line = line(true);
        if (line == null) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        for (String header = line(false); header != null && !header.isEmpty(); header = line(false)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).trim());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "-1"));
        if (length < 0) {
            throw new IOException("a request without a Content-Length: " + line);
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the connection ended in the middle of a body");
        }
        return new Raw(line, headers, body);
    }

    private @Nullable String line(boolean mayEnd) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 && mayEnd && line.length() == 0) {
                return null;
            }
            if (b < 0 || line.length() > LONGEST_LINE) {
                throw new EOFException("the connection ended in the middle of a header");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
