package dev.rollcall.apps.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/** Fails what is written after the bytes of a request for {@code /failing} came by; the connection stays. */
final class FailingWrites extends ChannelDuplexHandler {
    private boolean failing;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        failing = message instanceof ByteBuf
                && ((ByteBuf) message).toString(StandardCharsets.US_ASCII).startsWith("GET /failing");
        super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (failing) {
            ReferenceCountUtil.release(message);
            promise.setFailure(new IllegalStateException("made to fail"));
        } else {
            super.write(context, message, promise);
        }
    }
}
