package dev.rollcall.adapters.tomcat;

import dev.rollcall.core.exchange.Recorder;
import org.apache.coyote.AbstractProcessor;

/**
 * Notes that the response of an HTTP/2 stream was written whole. A client may close its connection the moment it has read
 * the end of the stream; Tomcat then marks the request as reset, on another thread, before it is done with it.
 */
public final class Http2StreamHooks {
    /** Made by the linker. */
    public Http2StreamHooks(Recorder recorder) {}

    /** The end of the stream was sent, and nothing was thrown. */
    public void finished(Object processor) {
        TomcatExchange exchange = TomcatExchange.of(((AbstractProcessor) processor).getRequest());
        if (exchange != null) {
            exchange.finished();
        }
    }
}
