package dev.rollcall.backend.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers with JSON. */
final class Answer {
    private Answer() {}

    /** A value. */
    static void json(Response response, Callback callback, int status, Json.Value value) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(Json.bytes(value)), callback);
    }

    /** One error: a word for programs, a sentence for people. */
    static void error(Response response, Callback callback, int status, String code, String message) {
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
