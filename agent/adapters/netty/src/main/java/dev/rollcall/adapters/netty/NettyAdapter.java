package dev.rollcall.adapters.netty;

import dev.rollcall.core.adapter.Adapter;
import dev.rollcall.core.adapter.Hook;
import dev.rollcall.core.adapter.Hook.At;
import java.util.List;

/** What is woven in Netty. */
public final class NettyAdapter implements Adapter {
    private static final String HTTP_HOOKS = "dev.rollcall.adapters.netty.HttpCodecHooks";
    private static final String CONNECTION_HOOKS = "dev.rollcall.adapters.netty.ConnectionHooks";
    private static final String HTTP2_HOOKS = "dev.rollcall.adapters.netty.Http2StreamHooks";

    private static final String DECODER = "io.netty.handler.codec.http.HttpObjectDecoder";
    private static final String ENCODER = "io.netty.handler.codec.http.HttpObjectEncoder";
    private static final String HEAD = "io.netty.channel.DefaultChannelPipeline$HeadContext";
    private static final String HTTP2_CODEC = "io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec";

    private static final String DECODE =
            "(Lio/netty/channel/ChannelHandlerContext;Lio/netty/buffer/ByteBuf;Ljava/util/List;)";
    private static final String WRITE =
            "(Lio/netty/channel/ChannelHandlerContext;Ljava/lang/Object;Lio/netty/channel/ChannelPromise;)";
    private static final int PROMISE = 2;

    @Override
    public String name() {
        return "Netty";
    }

    @Override
    public List<Hook> hooks() {
        return List.of(
                // decodeLast() calls decode(), with messages of an earlier call still in the list: so both ends of
                // both.
                Hook.of(DECODER, "decode", DECODE, At.ENTER, HTTP_HOOKS, "decoding"),
                Hook.of(DECODER, "decode", DECODE, At.EXIT, HTTP_HOOKS, "decoded"),
                Hook.of(DECODER, "decodeLast", DECODE, At.ENTER, HTTP_HOOKS, "decoding"),
                Hook.of(DECODER, "decodeLast", DECODE, At.EXIT, HTTP_HOOKS, "decoded"),
                // Since about 4.1.84 the HTTP encoder has a write() of its own, which does not call the one it
                // inherits.
                Hook.replacing(ENCODER, "write", WRITE, PROMISE, HTTP_HOOKS, "writing")
                        .optional(),
                Hook.replacing(
                                "io.netty.handler.codec.MessageToMessageEncoder",
                                "write",
                                WRITE,
                                PROMISE,
                                HTTP_HOOKS,
                                "writing")
                        .onlyWith(ENCODER),
                Hook.of(
                                HEAD,
                                "close",
                                "(Lio/netty/channel/ChannelHandlerContext;Lio/netty/channel/ChannelPromise;)",
                                At.ENTER,
                                CONNECTION_HOOKS,
                                "closing")
                        .onlyWith(DECODER),
                Hook.of(
                                HEAD,
                                "exceptionCaught",
                                "(Lio/netty/channel/ChannelHandlerContext;Ljava/lang/Throwable;)",
                                At.ENTER,
                                CONNECTION_HOOKS,
                                "failed")
                        .onlyWith(DECODER),
                Hook.of(
                        HTTP2_CODEC,
                        "decode",
                        "(Lio/netty/channel/ChannelHandlerContext;Lio/netty/handler/codec/http2/Http2StreamFrame;"
                                + "Ljava/util/List;)",
                        At.EXIT,
                        HTTP2_HOOKS,
                        "decoded"),
                Hook.replacing(
                                "io.netty.handler.codec.MessageToMessageCodec",
                                "write",
                                WRITE,
                                PROMISE,
                                HTTP2_HOOKS,
                                "writing")
                        .onlyWith(HTTP2_CODEC));
    }
}
