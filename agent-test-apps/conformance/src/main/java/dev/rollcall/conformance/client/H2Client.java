package dev.rollcall.conformance.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One HTTP/2 connection in clear text, by prior knowledge, with as many streams at once as wanted. */
public final class H2Client implements AutoCloseable {
    private final NioEventLoopGroup group = new NioEventLoopGroup(1);
    private final Map<H2Stream, Http2StreamChannel> channels = new HashMap<>();
    private final Channel connection;
    private volatile String farewell = "the connection ended";

    /** Connects to a loopback port. */
    public H2Client(int port) {
        connection = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new OneResetCodec().build())
                                .addLast(new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()))
                                .addLast(new Farewell());
                    }
                })
                .connect("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }

    /** Sends the request on a stream of its own. */
    public H2Stream send(Request request) {
        H2Stream stream = new H2Stream(() -> farewell);
        Http2StreamChannel channel = new Http2StreamChannelBootstrap(connection)
                .handler(stream)
                .open()
                .syncUninterruptibly()
                .getNow();
        channels.put(stream, channel);
        byte[] body = request.bodyBytes();
        channel.writeAndFlush(new DefaultHttp2HeadersFrame(headers(request), body.length == 0));
        if (body.length > 0) {
            channel.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true));
        }
        return stream;
    }

    /** Sends the request and waits for its answer. */
    public Response exchange(Request request) throws ExecutionException, InterruptedException, TimeoutException {
        return send(request).response();
    }

    /** Breaks one stream off. */
    public void reset(H2Stream stream) {
        Http2StreamChannel channel = channels.get(stream);
        if (channel == null) {
            throw new IllegalArgumentException("not a stream of this connection");
        }
        stream.reset(channel);
    }

    private static Http2Headers headers(Request request) {
        Http2Headers headers = new DefaultHttp2Headers()
                .method(request.method())
                .path(request.target())
                .scheme("http")
                .authority("localhost");
        for (String line : request.headerLines()) {
            int colon = line.indexOf(':');
            headers.add(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        return headers;
    }

    /** Closes the connection with all its streams. */
    @Override
    public void close() {
        connection.close().syncUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** Keeps the reason a server gives before it closes; it comes before the ends of the streams. */
    private final class Farewell extends SimpleChannelInboundHandler<Http2GoAwayFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, Http2GoAwayFrame frame) {
            farewell = "GOAWAY " + Http2Error.valueOf(frame.errorCode()) + " "
                    + frame.content().toString(StandardCharsets.UTF_8);
        }
    }
}
