package dev.rollcall.adapters.tomcat;

import dev.rollcall.core.adapter.Adapter;
import dev.rollcall.core.adapter.Hook;
import dev.rollcall.core.adapter.Hook.At;
import java.util.List;

/**
 * Weaves Tomcat 9, 10.1 and 11.
 *
 * <p>An exchange begins when the connector hands a parsed request to the container ({@code CoyoteAdapter.service}), and
 * ends when the container recycles its request: after error pages, async dispatches and the last byte, and before the
 * pooled objects forget what was said. Everything is read from the container's own request and response, beneath whatever
 * the application wraps around them, and no type of {@code javax.servlet} or {@code jakarta.servlet} is touched.
 */
public final class TomcatAdapter implements Adapter {
    private static final String HOOKS = "dev.rollcall.adapters.tomcat.TomcatHooks";
    private static final String CHUNKED_HOOKS = "dev.rollcall.adapters.tomcat.ChunkedBodyHooks";

    private static final String HTTP2_HOOKS = "dev.rollcall.adapters.tomcat.Http2StreamHooks";

    private static final String COYOTE_ADAPTER = "org.apache.catalina.connector.CoyoteAdapter";
    private static final String REQUEST = "org.apache.catalina.connector.Request";
    private static final String CHUNKED_OUTPUT = "org.apache.coyote.http11.filters.ChunkedOutputFilter";

    private static final String HTTP2_STREAM = "org.apache.coyote.http2.StreamProcessor";

    private static final String REQUEST_AND_RESPONSE = "(Lorg/apache/coyote/Request;Lorg/apache/coyote/Response;";

    @Override
    public String name() {
        return "Tomcat";
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                Hook.of(COYOTE_ADAPTER, "service", REQUEST_AND_RESPONSE, At.ENTER, HOOKS, "begin"),
                Hook.of(COYOTE_ADAPTER, "log", REQUEST_AND_RESPONSE, At.ENTER, HOOKS, "beginRefused"),
                Hook.of(COYOTE_ADAPTER, "asyncDispatch", REQUEST_AND_RESPONSE, At.ENTER, HOOKS, "asyncEvent"),
                Hook.of("org.apache.coyote.Response", "setCommitted", "(Z)V", At.ENTER, HOOKS, "committed"),
                Hook.of(HTTP2_STREAM, "finishResponse", "()V", At.EXIT, HTTP2_HOOKS, "finished"),
                Hook.of(
                        REQUEST,
                        "setAttribute",
                        "(Ljava/lang/String;Ljava/lang/Object;)V",
                        At.ENTER_OR_SKIP,
                        HOOKS,
                        "attribute"),
                Hook.of(REQUEST, "recycle", "()V", At.ENTER, HOOKS, "end"),
                Hook.of("org.apache.coyote.Request", "recycle", "()V", At.ENTER, HOOKS, "endLate"),
                Hook.of(CHUNKED_OUTPUT, "setResponse", null, At.ENTER, CHUNKED_HOOKS, "chunked"),
                Hook.of(CHUNKED_OUTPUT, "doWrite", "(Ljava/nio/ByteBuffer;)I", At.EXIT, CHUNKED_HOOKS, "wrote"));
    }
}
