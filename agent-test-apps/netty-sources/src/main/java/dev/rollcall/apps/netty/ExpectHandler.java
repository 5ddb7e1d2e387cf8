package dev.rollcall.apps.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpExpectationFailedEvent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;

/** Answers {@code Expect: 100-continue}: go on, or 417 and the decoder is told that no body will come. */
final class ExpectHandler extends ChannelInboundHandlerAdapter {
    private final boolean accepts;

    ExpectHandler(boolean accepts) {
        this.accepts = accepts;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof HttpRequest) || !HttpUtil.is100ContinueExpected((HttpRequest) message)) {
            context.fireChannelRead(message);
            return;
        }
        if (accepts) {
            context.writeAndFlush(response(HttpResponseStatus.CONTINUE));
            ((HttpRequest) message).headers().remove("Expect");
            context.fireChannelRead(message);
        } else {
            DefaultFullHttpResponse refusal = response(HttpResponseStatus.EXPECTATION_FAILED);
            HttpUtil.setContentLength(refusal, 0);
            ReferenceCountUtil.release(message);
            context.writeAndFlush(refusal);
            context.pipeline().fireUserEventTriggered(HttpExpectationFailedEvent.INSTANCE);
        }
    }

    private static DefaultFullHttpResponse response(HttpResponseStatus status) {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.buffer(0));
    }
}
