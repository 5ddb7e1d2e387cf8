package dev.rollcall.backend.http;

import dev.rollcall.backend.ingest.Shown;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** One request and its answer, as an {@link Endpoint} sees them. Used by one thread. */
public final class Call {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final @Nullable User user;
    private final Fields query;
    private final byte[] body;
    private final Semaphore streams;
    private final BooleanSupplier letIn;
    private boolean answered;

    /**
     * Makes one.
     *
     * @param user who asks; null when everybody may
     * @param body all of it
     * @param streams how many more answers may be written as they come: each takes a thread for as long as its reader likes
     * @param letIn whether whoever asks would be let in now
     */
    Call(
            Request request,
            Response response,
            Callback callback,
            @Nullable User user,
            byte[] body,
            Semaphore streams,
            BooleanSupplier letIn)
            throws BadRequest {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.user = user;
        this.body = body;
        this.streams = streams;
        this.letIn = letIn;
        try {
            this.query = Request.extractQueryParameters(request);
        } catch (RuntimeException notUtf8) {
            throw new BadRequest(400, "bad_query", "The query of the address is not properly encoded UTF-8.");
        }
    }

    public Request request() {
        return request;
    }

    public Response response() {
        return response;
    }

    /** Who asks; only endpoints of {@link Access#PUBLIC} must not ask for it. */
    public User user() {
        if (user == null) {
            throw new IllegalStateException("a public endpoint has no user");
        }
        return user;
    }

    /** Whether they would be let in now too: while an answer is on its way for long, they may sign out or be removed. */
    boolean isStillLetIn() {
        return letIn.getAsBoolean();
    }

    /** A query parameter; null when it is absent. An empty one is an empty text. */
    public @Nullable String query(String name) {
        return query.getValue(name);
    }

    /** A query parameter that has to be there. */
    public String required(String name) throws BadRequest {
        String value = query.getValue(name);
        if (value == null || value.isEmpty()) {
            throw new BadRequest(400, "missing", "The query parameter " + name + " is missing.");
        }
        return value;
    }

    /** A whole number in a query parameter. */
    public int number(String name, int otherwise, int least, int most) throws BadRequest {
        String value = query.getValue(name);
        if (value == null || value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // Told below, with the same words.
        }
        throw BadRequest.value(
                name + "=" + Shown.of(value) + " is not a whole number from " + least + " to " + most + ".");
    }

    /** The body, at most a megabyte; of public endpoints, at most 16 kilobytes. */
    public byte[] body() throws IOException, BadRequest {
        return body;
    }

    /** Answers with a value as JSON. */
    public void json(int status, Json.Value value) {
        answered = true;
        Answer.json(response, callback, status, value);
    }

    /** Answers 200 with a value as JSON. */
    public void json(Json.Value value) {
        json(200, value);
    }

    /** Answers with nothing: 204. */
    public void done() {
        answered = true;
        response.setStatus(204);
        response.write(true, ByteBuffer.allocate(0), callback);
    }

    /** Sends a browser to another address of ours. */
    public void redirect(String path) {
        answered = true;
        response.setStatus(303);
        response.getHeaders().put(HttpHeader.LOCATION, path);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.allocate(0), callback);
    }

    /** Answers with a text. */
    public void text(int status, String contentType, String text) {
        answered = true;
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
    }

    /** What writes an answer as it comes, over however long. */
    public interface Body {
        void to(OutputStream out) throws IOException;
    }

    /**
     * Answers 200 with what is written, as it is written and flushed. When writing fails after the first bytes were sent, the
     * connection is closed, so that nobody takes half an answer for a whole one.
     */
    public void stream(String contentType, Body body) {
        answered = true;
        if (!streams.tryAcquire()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "10");
            Answer.error(
                    response,
                    callback,
                    503,
                    "too_many_streams",
                    "Too many answers are being read at the moment; try again later.");
            return;
        }
        try {
            write(contentType, body);
        } finally {
            streams.release();
        }
    }

    private void write(String contentType, Body body) {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            body.to(out);
        } catch (IOException | RuntimeException problem) {
            callback.failed(problem);
            return;
        }
        callback.succeeded();
    }

    boolean isAnswered() {
        return answered;
    }
}
