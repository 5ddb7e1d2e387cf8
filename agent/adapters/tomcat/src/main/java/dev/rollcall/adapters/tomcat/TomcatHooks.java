package dev.rollcall.adapters.tomcat;

import dev.rollcall.core.exchange.ApplicationView;
import dev.rollcall.core.exchange.Exchange;
import dev.rollcall.core.exchange.HandOver;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Recorder;
import org.apache.catalina.connector.Request;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;
import org.jspecify.annotations.Nullable;

/** The hooks of Tomcat: where an exchange begins, what is noted on its way, and where it ends. */
public final class TomcatHooks {
    /** {@code javax} or {@code jakarta} stands before it. */
    private static final String ERROR_EXCEPTION = ".servlet.error.exception";

    private static final int SWITCHING_PROTOCOLS = 101;

    private final Recorder recorder;
    private final ApplicationFacts applicationFacts;
    private final WireFacts wireFacts;

    /** Made by the linker. */
    public TomcatHooks(Recorder recorder) {
        this.recorder = recorder;
        this.applicationFacts = new ApplicationFacts(recorder);
        this.wireFacts = new WireFacts(recorder.wanted());
    }

    /** The request line and headers have been read; malformed ones too, for which Tomcat has set the status 400. */
    public void begin(Object adapter, org.apache.coyote.Request request, Response response) {
        TomcatExchange before = TomcatExchange.of(request);
        if (before != null) {
            abandon(before);
        }
        new TomcatExchange(recorder.begin(), clientAddress(request)).attachTo(request);
    }

    /**
     * Tomcat logs a request that may never have reached {@code service}: an invalid one of HTTP/2, which it is about to
     * answer with 400. Not a request of ours are a failed TLS handshake, which has no method, and the first half of an
     * upgrade to HTTP/2 in clear text, which goes on as stream 1 and is counted there.
     */
    public void beginRefused(Object adapter, org.apache.coyote.Request request, Response response, long time) {
        if (TomcatExchange.of(request) == null
                && !request.method().isNull()
                && response.getStatus() != SWITCHING_PROTOCOLS) {
            begin(adapter, request, response);
        }
    }

    /** Something happened to an async request. */
    public void asyncEvent(Object adapter, org.apache.coyote.Request request, Response response, SocketEvent event) {
        if (event == SocketEvent.TIMEOUT) {
            TomcatExchange exchange = TomcatExchange.of(request);
            if (exchange != null) {
                exchange.timedOut();
            }
        }
    }

    /** The response's status line goes out. */
    public void committed(Response response, boolean committed) {
        org.apache.coyote.Request request = response.getRequest();
        if (committed && request != null) {
            TomcatExchange exchange = TomcatExchange.of(request);
            if (exchange != null) {
                exchange.committed(response.getStatus());
            }
        }
    }

    /**
     * A request attribute is set, by Tomcat, a framework or the application.
     *
     * @return whether it was meant for us and must not be set
     */
    public boolean attribute(Request request, @Nullable String name, @Nullable Object value) {
        if (name == null || value == null) {
            return false;
        }
        if (name.equals(HandOver.ATTRIBUTE)) {
            take(request, value);
            return true;
        }
        if (recorder.isRouteAttribute(name)) {
            route(request, value);
        } else if (value instanceof Throwable && name.endsWith(ERROR_EXCEPTION)) {
            failure(request, name, (Throwable) value);
        }
        return false;
    }

    private static void take(Request request, Object value) {
        TomcatExchange exchange = TomcatExchange.of(request.getCoyoteRequest());
        if (exchange == null || !exchange.exchange.isOpen()) {
            return;
        }
        if (value instanceof ApplicationView) {
            exchange.exchange.link((ApplicationView) value);
        } else if (value instanceof String) {
            exchange.exchange.principal((String) value);
        }
    }

    private static void route(Request request, Object template) {
        TomcatExchange exchange = TomcatExchange.of(request.getCoyoteRequest());
        if (exchange != null && template instanceof String && !ApplicationFacts.isErrorDispatch(request)) {
            exchange.exchange.route(ApplicationFacts.mountedAt(request).concat((String) template));
        }
    }

    /**
     * Tomcat sets the same exception again for the listeners of an async request, after the error page; and one that Coyote
     * has already is a broken connection that Tomcat passes on.
     */
    private static void failure(Request request, String name, Throwable failure) {
        TomcatExchange exchange = TomcatExchange.of(request.getCoyoteRequest());
        if (exchange != null && request.getAttribute(name) != failure) {
            exchange.failed(ApplicationFacts.rootType(failure));
        }
    }

    /**
     * The container is done with the request: after error pages, async dispatches and the last byte. When nothing is
     * committed yet and the connection is well, Tomcat's connector is about to answer in the container's place (an error
     * that escaped {@code service}, response headers that are too large), and {@link #endLate} waits for that.
     */
    public void end(Request request) {
        org.apache.coyote.Request coyote = request.getCoyoteRequest();
        TomcatExchange exchange = coyote == null ? null : TomcatExchange.of(coyote);
        if (coyote == null || exchange == null || !exchange.exchange.isOpen()) {
            return;
        }
        applicationFacts.read(request, exchange.exchange.record());
        if (exchange.isCommitted() || WireFacts.isConnectionBroken(coyote, exchange)) {
            finish(coyote, exchange);
        }
    }

    /** The connector is done with the request, whatever became of it. */
    public void endLate(org.apache.coyote.Request request) {
        TomcatExchange exchange = TomcatExchange.of(request);
        if (exchange == null) {
            return;
        }
        TomcatExchange.detachFrom(request);
        if (exchange.exchange.isOpen()) {
            finish(request, exchange);
        }
    }

    private void finish(org.apache.coyote.Request request, TomcatExchange exchange) {
        Record record = exchange.exchange.end();
        if (record == null) {
            return;
        }
        try {
            wireFacts.read(request, exchange, record);
        } finally {
            recorder.submit(record);
        }
    }

    /** An exchange that nobody ended before its request was used again: never seen, but it must not be lost. */
    private void abandon(TomcatExchange before) {
        Exchange exchange = before.exchange;
        Record record = exchange.isOpen() ? exchange.end() : null;
        if (record != null) {
            record.end(before.status(), dev.rollcall.core.exchange.Outcome.ERROR, 0, 0);
            recorder.submit(record);
        }
    }

    /**
     * The peer's address, asked for at the begin, because a closed socket has none. Tomcat makes the text once a connection;
     * putting it into the request is what the application's own {@code getRemoteAddr} would do.
     */
    private @Nullable String clientAddress(org.apache.coyote.Request request) {
        if (!recorder.wanted().clientAddress()) {
            return null;
        }
        request.action(ActionCode.REQ_HOST_ADDR_ATTRIBUTE, request);
        return request.remoteAddr().getString();
    }
}
