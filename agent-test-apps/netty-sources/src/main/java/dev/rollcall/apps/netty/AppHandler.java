package dev.rollcall.apps.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;

/** The application: takes one request after the other, aggregated or in parts, so that pipelined ones are answered in order. */
class AppHandler extends ChannelInboundHandlerAdapter {
    private final ArrayDeque<Object> waiting = new ArrayDeque<>();
    private boolean voidPromises;
    private boolean draining;
    private Call call;

    /** Writes with the void promise from now on. */
    AppHandler withVoidPromises() {
        voidPromises = true;
        return this;
    }

    /** A response is complete; for those who change the pipeline then. */
    void answered(ChannelPipeline pipeline) {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        waiting.add(message);
        drain(context);
    }

    /** Goes on with what waits, unless the call before is not done. */
    void drain(ChannelHandlerContext context) throws Exception {
        if (draining) {
            return;
        }
        draining = true;
        try {
            while (!waiting.isEmpty()) {
                if (waiting.peek() instanceof HttpRequest && call != null && !call.isDone()) {
                    return;
                }
                Object message = waiting.remove();
                try {
                    handle(context, message);
                } finally {
                    ReferenceCountUtil.release(message);
                }
            }
        } finally {
            draining = false;
        }
    }

    private void handle(ChannelHandlerContext context, Object message) throws Exception {
        boolean complete = message instanceof LastHttpContent;
        if (message instanceof HttpRequest) {
            call = new Call(this, context, (HttpRequest) message, voidPromises);
        }
        if (message instanceof HttpContent && call != null) {
            call.body(((HttpContent) message).content(), complete);
        }
        if (message instanceof HttpRequest) {
            Filters.handle(call);
        }
        if (complete && call != null) {
            call.bodyComplete();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
        if (call == null || cause instanceof java.io.IOException) {
            context.close();
        } else {
            call.failed();
            drain(context);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        for (Object message = waiting.poll(); message != null; message = waiting.poll()) {
            ReferenceCountUtil.release(message);
        }
        super.channelInactive(context);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        if (call != null) {
            call.writable();
        }
        super.channelWritabilityChanged(context);
    }
}
