package dev.rollcall.adapters.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.FileRegion;

/** What of a message that is written becomes body bytes on the wire. */
final class ResponseBody {
    private ResponseBody() {}

    /** Whether the status or the method lets nothing of a body onto the wire. */
    static boolean isLeftOut(OpenExchange current, boolean dropsBodyOfHead) {
        int status = current.status;
        return status == 204 || status == 304 || (current.isHead && dropsBodyOfHead);
    }

    /** How many bytes of a body a message carries on its way into the encoder. */
    static long size(Object message) {
        // HttpContent, and the Http2DataFrame that Reactor Netty 1.3 writes past the codec.
        if (message instanceof ByteBufHolder) {
            return ((ByteBufHolder) message).content().readableBytes();
        }
        if (message instanceof ByteBuf) {
            return ((ByteBuf) message).readableBytes();
        }
        return message instanceof FileRegion ? ((FileRegion) message).count() : 0;
    }
}
