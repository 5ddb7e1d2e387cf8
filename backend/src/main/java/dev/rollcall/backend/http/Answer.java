package dev.rollcall.backend.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers with JSON. */
final class Answer {
    private static final String CLOSE = "close";

    private Answer() {}

    /** A value. */
    static void json(Response response, Callback callback, int status, Json.Value value) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(Json.bytes(value)), callback);
    }

    /**
     * One error: a word for programs, a sentence for people. Whoever is refused may still be sending a body that nobody will read: what
     * has come is passed over, and when there is more, the connection is good for nothing else, and is told to be.
     */
    static void error(Response response, Callback callback, int status, String code, String message) {
        boolean ends = response.getHeaders().contains(HttpHeader.CONNECTION, CLOSE);
        if (!ends && !response.getRequest().consumeAvailable()) {
            response.getHeaders().put(HttpHeader.CONNECTION, CLOSE);
        }
        json(response, callback, status, json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("code", code);
            json.writeStringField("message", message);
            json.writeEndObject();
            json.writeEndObject();
        });
    }
}
