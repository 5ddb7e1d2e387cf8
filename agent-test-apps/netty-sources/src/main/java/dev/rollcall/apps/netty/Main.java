package dev.rollcall.apps.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Opens all ports, prints them, and runs until its stdin ends. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        // Netty 4.1 asks java.util.logging when it finds nothing else; only what goes wrong is to be said.
        java.util.logging.Logger.getLogger("io.netty").setLevel(java.util.logging.Level.SEVERE);
        EventLoopGroup group = new NioEventLoopGroup(4);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(group)));
        StringBuilder ready = new StringBuilder("READY");
        int http = 0;
        for (Map.Entry<String, ChannelHandler> pipeline : Pipelines.all().entrySet()) {
            int port = open(group, pipeline.getValue());
            ready.append(' ').append(pipeline.getKey()).append('=').append(port);
            http = http == 0 ? port : http;
        }
        ready.append(" proxy=").append(open(group, ForwardProxy.pipeline(group)));
        ready.append(" shaded=").append(open(group, ShadedProxy.pipeline()));
        System.out.println(ready);
        awaitEndOfInput();
        stop(group);
        System.exit(0);
    }

    private static int open(EventLoopGroup group, ChannelHandler pipeline) throws InterruptedException {
        Channel server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(pipeline)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // Nobody says anything here.
        }
    }

    private static void stop(EventLoopGroup group) {
        Future<?> stopped = group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        stopped.awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
