package dev.rollcall.adapters.tomcat;

import dev.rollcall.core.exchange.Recorder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.apache.coyote.Response;
import org.apache.coyote.http11.filters.ChunkedOutputFilter;
import org.jspecify.annotations.Nullable;

/**
 * Counts the body bytes of a chunked response after compression and without the framing of chunks. Tomcat's own counters
 * are before compression ({@code getContentWritten}) or with the framing ({@code getBytesWritten}).
 */
public final class ChunkedBodyHooks {
    /** The filter's response, a private field; null when a version of Tomcat has none. */
    private static final @Nullable VarHandle RESPONSE = response();

    /** Made by the linker. */
    public ChunkedBodyHooks(Recorder recorder) {}

    /** Whether chunks can be tied to their response. */
    static boolean canCount() {
        return RESPONSE != null;
    }

    /** The filter was put in place for a response. */
    public void chunked(Object filter, Response response) {
        TomcatExchange exchange = TomcatExchange.of(response.getRequest());
        if (exchange != null) {
            exchange.chunked();
        }
    }

    /** A chunk was written. */
    public void wrote(Object filter, ByteBuffer chunk, int bytes) {
        VarHandle handle = RESPONSE;
        if (bytes <= 0 || handle == null) {
            return;
        }
        Response response = (Response) handle.get((ChunkedOutputFilter) filter);
        if (response != null) {
            TomcatExchange exchange = TomcatExchange.of(response.getRequest());
            if (exchange != null) {
                exchange.chunk(bytes);
            }
        }
    }

    private static @Nullable VarHandle response() {
        try {
            return MethodHandles.privateLookupIn(ChunkedOutputFilter.class, MethodHandles.lookup())
                    .findVarHandle(ChunkedOutputFilter.class, "response", Response.class);
        } catch (ReflectiveOperationException | RuntimeException unknownVersion) {
            return null;
        }
    }
}
