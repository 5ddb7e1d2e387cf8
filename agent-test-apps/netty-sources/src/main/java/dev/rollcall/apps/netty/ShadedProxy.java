package dev.rollcall.apps.netty;

import io.grpc.netty.shaded.io.netty.bootstrap.Bootstrap;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFutureListener;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.SimpleChannelInboundHandler;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.FullHttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpClientCodec;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpMethod;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpObjectAggregator;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpVersion;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.net.URI;
import java.util.function.BiConsumer;

/**
 * A forward proxy for {@code GET} whose client side is a shaded copy of Netty, as many drivers bring one: gRPC's, the only
 * one that holds an HTTP/1.1 codec.
 */
final class ShadedProxy extends io.netty.channel.SimpleChannelInboundHandler<FullHttpRequest> {
    private static final int MAX_CONTENT = 1 << 20;

    private final EventLoopGroup clients;

    private ShadedProxy(EventLoopGroup clients) {
        this.clients = clients;
    }

    static io.netty.channel.ChannelHandler pipeline() {
        EventLoopGroup clients = new NioEventLoopGroup(1);
        return new io.netty.channel.ChannelInitializer<io.netty.channel.Channel>() {
            @Override
            protected void initChannel(io.netty.channel.Channel channel) {
                channel.pipeline()
                        .addLast(
                                new io.netty.handler.codec.http.HttpServerCodec(),
                                new io.netty.handler.codec.http.HttpObjectAggregator(MAX_CONTENT),
                                new ShadedProxy(clients));
            }
        };
    }

    @Override
    protected void channelRead0(io.netty.channel.ChannelHandlerContext context, FullHttpRequest request) {
        URI target = URI.create(request.uri());
        DefaultFullHttpRequest onward =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target.getRawPath());
        onward.headers().set("Host", target.getRawAuthority());
        BiConsumer<Integer, byte[]> answer = (status, body) -> {
            io.netty.handler.codec.http.FullHttpResponse response = new DefaultFullHttpResponse(
                    io.netty.handler.codec.http.HttpVersion.HTTP_1_1,
                    HttpResponseStatus.valueOf(status),
                    Unpooled.wrappedBuffer(body));
            HttpUtil.setContentLength(response, body.length);
            context.writeAndFlush(response);
        };
        new Bootstrap()
                .group(clients)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(MAX_CONTENT),
                                        new Backward(answer));
                    }
                })
                .connect(target.getHost(), target.getPort())
                .addListener((ChannelFutureListener) connected -> {
                    if (connected.isSuccess()) {
                        connected.channel().writeAndFlush(onward);
                    } else {
                        answer.accept(502, new byte[0]);
                    }
                });
    }

    /** Gives the target's answer to the proxy's client. */
    private static final class Backward extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final BiConsumer<Integer, byte[]> answer;

        Backward(BiConsumer<Integer, byte[]> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            byte[] body = new byte[response.content().readableBytes()];
            response.content().readBytes(body);
            answer.accept(response.status().code(), body);
            context.close();
        }
    }
}
