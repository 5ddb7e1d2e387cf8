package dev.rollcall.adapters.tomcat;

import dev.rollcall.core.exchange.Outcome;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Slots;
import dev.rollcall.core.exchange.Wanted;
import java.io.IOException;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What Coyote, Tomcat's connector, knows of an exchange: what came in, what went out, and how it ended. Nothing is changed
 * by reading; see {@link Text}.
 *
 * <p>Request bytes are those that the application, or Tomcat for it, has read; a body that nobody reads is thrown away by
 * Tomcat after the exchange, if the client sends it at all, and counts as 0. Response bytes are those of the body as
 * handed to the socket: after compression, without the framing of chunks.
 */
final class WireFacts {
    private static final String JAKARTA_ERROR = "jakarta.servlet.error.exception";
    private static final String JAVAX_ERROR = "javax.servlet.error.exception";
    private static final String SENDFILE_START = "org.apache.tomcat.sendfile.start";
    private static final String SENDFILE_END = "org.apache.tomcat.sendfile.end";

    private final Wanted wanted;

    WireFacts(Wanted wanted) {
        this.wanted = wanted;
    }

    void read(Request request, TomcatExchange exchange, Record record) {
        Response response = request.getResponse();
        record.method(Text.method(request.method()))
                .protocol(protocol(request.protocol()))
                .scheme(Text.scheme(request.scheme()))
                .clientAddress(exchange.clientAddress);
        Text.path(request.requestURI(), record);
        if (wanted.query()) {
            Text.query(request.queryString(), record);
        }
        requestHeaders(request, record);
        if (wanted.responseHeaders().size() > 0) {
            responseHeaders(response.getMimeHeaders(), record);
        }
        long responseBytes = responseBytes(request, response, exchange);
        Outcome outcome = outcome(request, response, exchange, responseBytes);
        if (outcome != Outcome.ABORTED) {
            record.errorType(exchange.errorType());
        }
        record.end(exchange.status(), outcome, request.getBytesRead(), responseBytes);
    }

    private void requestHeaders(Request request, Record record) {
        MimeHeaders headers = request.getMimeHeaders();
        Slots slots = wanted.requestHeaders();
        boolean hostSeen = false;
        for (int i = 0; i < headers.size(); i++) {
            MessageBytes name = headers.getName(i);
            int slot = Text.slot(slots, name);
            if (slot >= 0) {
                Text.requestHeader(headers.getValue(i), slot, record);
            }
            int length = name.getLength();
            if (length == 4 && name.equalsIgnoreCase("host")) {
                hostSeen = true;
                Text.host(headers.getValue(i), record);
            } else if (length == 10 && name.equalsIgnoreCase("user-agent")) {
                Text.userAgent(headers.getValue(i), record);
            }
        }
        if (!hostSeen) {
            authority(request, record);
        }
    }

    /** HTTP/2 sends {@code :authority} in the place of a Host header; Tomcat takes it apart. */
    private static void authority(Request request, Record record) {
        String name = request.serverName().getString();
        if (name != null && "HTTP/2.0".equals(request.protocol().getString())) {
            int port = request.getServerPort();
            record.host(port > 0 ? name + ':' + port : name);
        }
    }

    private void responseHeaders(MimeHeaders headers, Record record) {
        Slots slots = wanted.responseHeaders();
        for (int i = 0; i < headers.size(); i++) {
            int slot = Text.slot(slots, headers.getName(i));
            if (slot >= 0) {
                Text.responseHeader(headers.getValue(i), slot, record);
            }
        }
    }

    private static @Nullable String protocol(MessageBytes protocol) {
        if (protocol.equals("HTTP/1.1")) {
            return "1.1";
        }
        if (protocol.equals("HTTP/2.0")) {
            return "2";
        }
        return protocol.equals("HTTP/1.0") ? "1.0" : null;
    }

    private static long responseBytes(Request request, Response response, TomcatExchange exchange) {
        if (exchange.isChunked()) {
            return ChunkedBodyHooks.canCount() ? exchange.chunkedBytes() : response.getContentWritten();
        }
        long written = response.getBytesWritten(false);
        if (written > 0 || request.getAttributes().isEmpty()) {
            return Math.max(written, 0);
        }
        // Sendfile, as Tomcat's access log counts it: the kernel copies the file after the exchange.
        Object start = request.getAttribute(SENDFILE_START);
        Object end = request.getAttribute(SENDFILE_END);
        boolean sendfile = start instanceof Long
                && end instanceof Long
                && !request.method().equals("HEAD");
        return sendfile ? (Long) end - (Long) start : 0;
    }

    private static Outcome outcome(Request request, Response response, TomcatExchange exchange, long responseBytes) {
        if (isConnectionBroken(request, exchange)) {
            return Outcome.ABORTED;
        }
        if (exchange.endedByTimeout()) {
            return Outcome.TIMEOUT;
        }
        if (!exchange.isCommitted() || exchange.isBrokenOff() || isShort(request, response, exchange, responseBytes)) {
            return Outcome.ERROR;
        }
        return Outcome.OK;
    }

    /** Whether the response has promised more bytes than it brought. */
    private static boolean isShort(Request request, Response response, TomcatExchange exchange, long responseBytes) {
        int status = exchange.status();
        return !exchange.isChunked()
                && responseBytes < response.getContentLengthLong()
                && status >= 200
                && status != 204
                && status != 304
                && !request.method().equals("HEAD");
    }

    /**
     * Whether the client went away: reading or writing failed, which Coyote notes in three places. An {@code IOException} of
     * the application's own is none.
     */
    static boolean isConnectionBroken(Request request, TomcatExchange exchange) {
        Response response = request.getResponse();
        if (response.isExceptionPresent()) {
            return true;
        }
        if (request.isExceptionPresent() && !isBadRequest(request.getErrorException())) {
            return true;
        }
        if (exchange.isFinished()
                || exchange.errorType() != null
                || request.getAttributes().isEmpty()) {
            return false;
        }
        return request.getAttribute(JAKARTA_ERROR) instanceof IOException
                || request.getAttribute(JAVAX_ERROR) instanceof IOException;
    }

    /** Tomcat's word for a body that is not framed as it should be, which it answers with 400; an IOException too. */
    private static boolean isBadRequest(Exception failure) {
        return failure.getClass().getSimpleName().equals("BadRequestException");
    }
}
