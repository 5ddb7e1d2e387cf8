package dev.rollcall.apps.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;

/** A forward proxy: a server towards its clients, and a client, with the client's codec, towards the target. */
final class ForwardProxy extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final int MAX_CONTENT = 4 << 20;

    private final EventLoopGroup group;

    private ForwardProxy(EventLoopGroup group) {
        this.group = group;
    }

    static ChannelHandler pipeline(EventLoopGroup group) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new HttpServerCodec(), new HttpObjectAggregator(MAX_CONTENT), new ForwardProxy(group));
            }
        };
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        URI target = URI.create(request.uri());
        if (target.getHost() == null) {
            answer(context, HttpResponseStatus.BAD_REQUEST);
            return;
        }
        FullHttpRequest onward = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                request.method(),
                target.getRawPath(),
                request.content().retain());
        onward.headers().set(request.headers());
        new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(MAX_CONTENT),
                                        new Backward(context));
                    }
                })
                .connect(target.getHost(), target.getPort())
                .addListener((ChannelFutureListener) connected -> {
                    if (connected.isSuccess()) {
                        connected.channel().writeAndFlush(onward);
                    } else {
                        onward.release();
                        answer(context, HttpResponseStatus.BAD_GATEWAY);
                    }
                });
    }

    private static void answer(ChannelHandlerContext context, HttpResponseStatus status) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.buffer(0));
        HttpUtil.setContentLength(response, 0);
        context.writeAndFlush(response);
    }

    /** Gives the target's answer to the proxy's client. */
    private static final class Backward extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final ChannelHandlerContext client;

        Backward(ChannelHandlerContext client) {
            this.client = client;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            client.writeAndFlush(response.retain());
            context.close();
        }
    }
}
