package dev.rollcall.overhead.receiver;

import com.sun.net.httpserver.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One request of an agent to its backend.
 *
 * @param path without the query
 * @param body as it came, compressed or not
 */
record Message(String method, String path, Headers headers, byte[] body) {
    @Nullable
    String header(String name) {
        return headers.getFirst(name);
    }

    boolean isGzip() {
        return "gzip".equals(header("Content-Encoding"));
    }
}
