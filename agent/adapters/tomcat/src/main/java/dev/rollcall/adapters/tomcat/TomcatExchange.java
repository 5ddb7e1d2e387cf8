package dev.rollcall.adapters.tomcat;

import dev.rollcall.core.exchange.Exchange;
import org.apache.coyote.Request;
import org.jspecify.annotations.Nullable;

/**
 * An exchange, and what has to be noted while Tomcat works on it because it is overwritten by the end.
 *
 * <p>Lies in a note of Coyote's request from begin until Coyote recycles that request, also after it has ended: Tomcat may
 * log an exchange once more after the container is done with it (an error that escapes {@code service}), and that must not
 * begin a second one. Notes are an array that no application can enumerate.
 *
 * <p>Touched by one thread at a time, as Tomcat's own request is; it holds no object of the application.
 */
final class TomcatExchange {
    /** Tomcat itself uses the notes 1 to 3 of 32. */
    private static final int NOTE = 29;

    private static final int NOT_COMMITTED = 0;

    final Exchange exchange;
    final @Nullable String clientAddress;

    private int status = NOT_COMMITTED;
    private boolean timedOut;
    private boolean timedOutAfterCommit;
    private boolean brokenOff;
    private @Nullable String errorType;
    private boolean finished;
    private boolean chunked;
    private long chunkedBytes;

    TomcatExchange(Exchange exchange, @Nullable String clientAddress) {
        this.exchange = exchange;
        this.clientAddress = clientAddress;
    }

    /** The exchange of a request, which may have ended; null when none was begun. */
    static @Nullable TomcatExchange of(Request request) {
        return (TomcatExchange) request.getNote(NOTE);
    }

    void attachTo(Request request) {
        request.setNote(NOTE, this);
    }

    static void detachFrom(Request request) {
        request.setNote(NOTE, null);
    }

    /**
     * The status line is about to be written. Tomcat sets the status again afterwards, for its statistics: to 500 when the
     * connection has to be closed.
     */
    void committed(int wireStatus) {
        if (status == NOT_COMMITTED) {
            status = wireStatus;
        }
    }

    boolean isCommitted() {
        return status != NOT_COMMITTED;
    }

    /** The status on the wire, or 0. */
    int status() {
        return status;
    }

    /** Tomcat has given up waiting for an async request. */
    void timedOut() {
        timedOut = true;
        timedOutAfterCommit = isCommitted();
    }

    /**
     * Whether the time-out is what the client saw. A listener that answers it well (long polling, 200 or 204) makes it an
     * ordinary answer.
     */
    boolean endedByTimeout() {
        return timedOut && (timedOutAfterCommit || status >= 500 || !isCommitted());
    }

    /** An exception left the application, or was handed to an error page. */
    void failed(String exceptionType) {
        errorType = exceptionType;
        // Tomcat closes the connection when it cannot answer with an error page any more.
        brokenOff |= isCommitted();
    }

    /** The class of the exception that left the application, or null. */
    @Nullable
    String errorType() {
        return errorType;
    }

    /** Whether an exception left the application when the status line was out already. */
    boolean isBrokenOff() {
        return brokenOff;
    }

    /** The last byte was written: what becomes of the connection from now on is none of this exchange's business. */
    void finished() {
        finished = true;
    }

    /** Whether the last byte was written; known for HTTP/2 only. */
    boolean isFinished() {
        return finished;
    }

    /** The body goes out in chunks of HTTP/1.1. */
    void chunked() {
        chunked = true;
    }

    boolean isChunked() {
        return chunked;
    }

    void chunk(int bytes) {
        chunkedBytes += bytes;
    }

    long chunkedBytes() {
        return chunkedBytes;
    }
}
