package dev.rollcall.apps.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.ArrayList;
import java.util.List;

/** The paths after which the connection speaks something else. */
final class Upgrades {
    private Upgrades() {}

    static boolean handle(Call call, String first) {
        switch (first) {
            case "websocket":
                webSocket(call);
                return true;
            case "upgrade":
                // As a whole message, as Netty's own upgrade handlers write it.
                upgrade(
                        call,
                        new DefaultFullHttpResponse(
                                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.buffer(0)));
                return true;
            case "upgrade-head":
                // As a head alone: nothing of HTTP follows, and the application does not say so.
                upgrade(call, new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS));
                return true;
            default:
                return false;
        }
    }

    private static void webSocket(Call call) {
        if (!(call.request instanceof FullHttpRequest)) {
            call.full(404, "no web socket here");
            return;
        }
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        "ws://localhost/websocket", null, false)
                .newHandshaker(call.request);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(call.context.channel());
            return;
        }
        ChannelPipeline pipeline = call.context.pipeline();
        handshaker.handshake(call.context.channel(), (FullHttpRequest) call.request);
        pipeline.addLast(new SimpleChannelInboundHandler<WebSocketFrame>() {
            @Override
            protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
                if (frame instanceof TextWebSocketFrame) {
                    context.writeAndFlush(new TextWebSocketFrame(((TextWebSocketFrame) frame).text()));
                } else if (frame instanceof CloseWebSocketFrame) {
                    handshaker.close(context.channel(), ((CloseWebSocketFrame) frame).retain());
                }
            }
        });
        pipeline.remove(AppHandler.class);
    }

    private static void upgrade(Call call, HttpResponse response) {
        response.headers().set("Connection", "Upgrade");
        response.headers().set("Upgrade", "echo");
        ChannelPipeline pipeline = call.context.pipeline();
        call.context.writeAndFlush(response).addListener(written -> {
            List<String> http = new ArrayList<>(pipeline.names());
            pipeline.addFirst("raw", new RawEcho());
            for (String name : http) {
                ChannelHandler handler = pipeline.get(name);
                if (handler != null) {
                    pipeline.remove(handler);
                }
            }
        });
    }

    private static final class RawEcho extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            context.writeAndFlush(bytes.retain());
        }
    }
}
