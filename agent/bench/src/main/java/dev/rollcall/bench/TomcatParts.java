package dev.rollcall.bench;

import dev.rollcall.adapters.tomcat.TomcatHooks;
import dev.rollcall.core.exchange.Recorder;
import java.nio.ByteBuffer;
import org.apache.coyote.OutputBuffer;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.buf.MessageBytes;

/** A request of Tomcat's connector as its parser leaves it, all texts as bytes, and the hooks that are woven around it. */
final class TomcatParts {
    private static final int OK = 200;
    private static final int RESPONSE_BYTES = 1234;

    private final Request request = new Request();
    private final Response response = new Response();
    private final TomcatHooks hooks;

    TomcatParts(Recorder recorder, Sample sample) {
        hooks = new TomcatHooks(recorder);
        request.setResponse(response);
        response.setRequest(request);
        set(request.method(), "POST");
        set(request.protocol(), "HTTP/1.1");
        set(request.scheme(), "https");
        set(request.requestURI(), Sample.PATH);
        set(request.queryString(), Sample.QUERY);
        request.remoteAddr().setString("203.0.113.7");
        for (int i = 0; i < sample.names.length; i++) {
            byte[] name = Sample.bytes(sample.names[i]);
            byte[] value = Sample.bytes(sample.values[i]);
            request.getMimeHeaders().addValue(name, 0, name.length).setBytes(value, 0, value.length);
        }
        response.setStatus(OK);
        response.setOutputBuffer(new Written());
    }

    /** The hooks' part of an exchange, in the order in which Tomcat comes by. */
    void exchange() {
        hooks.begin(this, request, response);
        hooks.committed(response, true);
        hooks.endLate(request);
    }

    private static void set(MessageBytes text, String value) {
        byte[] bytes = Sample.bytes(value);
        text.setBytes(bytes, 0, bytes.length);
    }

    /** A body that has been written. */
    private static final class Written implements OutputBuffer {
        @Override
        public int doWrite(ByteBuffer chunk) {
            return chunk.remaining();
        }

        @Override
        public long getBytesWritten() {
            return RESPONSE_BYTES;
        }
    }
}
