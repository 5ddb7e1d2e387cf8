package dev.rollcall.adapters.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.util.AsciiString;

/** The {@code Upgrade} header of a 101 response. */
final class Upgrade {
    private Upgrade() {}

    /**
     * Whether the connection goes on in HTTP/2 (RFC 7540, 3.2). The request is then answered on stream 1: Netty's
     * {@code Http2FrameCodec} and {@code Http2ServerUpgradeCodec} put it there.
     */
    static boolean isToHttp2(Object message) {
        if (!(message instanceof HttpMessage)) {
            return false;
        }
        String protocol = ((HttpMessage) message).headers().get(HttpHeaderNames.UPGRADE);
        return protocol != null && AsciiString.contentEqualsIgnoreCase("h2c", protocol);
    }
}
