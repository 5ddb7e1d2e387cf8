package dev.rollcall.apps.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContentCompressor;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ways to put an HTTP server together, by the name of the port. */
final class Pipelines {
    private static final int MAX_CONTENT = 4 << 20;

    private Pipelines() {}

    static Map<String, ChannelHandler> all() throws ReflectiveOperationException {
        Map<String, ChannelHandler> all = new LinkedHashMap<>();
        all.put("http", initializer(Pipelines::aggregating));
        all.put("streaming", initializer(Pipelines::streaming));
        all.put("split", initializer(Pipelines::split));
        all.put("nested", initializer(Pipelines::nested));
        all.put("replaced", initializer(Pipelines::replaced));
        all.put("void", initializer(Pipelines::voidPromises));
        all.put("refusing", initializer(Pipelines::refusingExpectations));
        all.put("failing", initializer(Pipelines::failingWrites));
        try {
            // HTTP/2 is built in only where Netty has the codec between streams and HTTP objects.
            Class<?> http2 = Class.forName("dev.rollcall.apps.netty.Http2Port");
            all.put("h2c", (ChannelHandler) http2.getDeclaredConstructor().newInstance());
        } catch (ClassNotFoundException oldNetty) {
            return all;
        }
        return all;
    }

    /** What fills the pipeline of one channel. */
    private interface Filler {
        void fill(ChannelPipeline pipeline);
    }

    private static ChannelHandler initializer(Filler filler) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                filler.fill(channel.pipeline());
            }
        };
    }

    private static void aggregating(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpServerCodec());
        pipeline.addLast(new HttpContentCompressor());
        pipeline.addLast(new HttpObjectAggregator(MAX_CONTENT));
        pipeline.addLast(new AppHandler());
    }

    private static void streaming(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpServerCodec());
        pipeline.addLast(new HttpContentCompressor());
        pipeline.addLast(new ExpectHandler(true));
        pipeline.addLast(new AppHandler());
    }

    private static void split(ChannelPipeline pipeline) {
        pipeline.addLast("decoder", new HttpRequestDecoder());
        pipeline.addLast("encoder", new HttpResponseEncoder());
        pipeline.addLast("aggregator", new HttpObjectAggregator(MAX_CONTENT));
        pipeline.addLast("app", new AppHandler());
    }

    /** The codec comes with an initializer of its own, from within the first one. */
    private static void nested(ChannelPipeline pipeline) {
        pipeline.addLast(initializer(inner -> {
            inner.addLast(new HttpServerCodec());
            inner.addLast(initializer(innermost -> {
                innermost.addLast(new HttpObjectAggregator(MAX_CONTENT));
                innermost.addLast(new AppHandler());
            }));
        }));
    }

    /** A new codec for every request. */
    private static void replaced(ChannelPipeline pipeline) {
        pipeline.addLast("codec", new HttpServerCodec());
        pipeline.addLast("aggregator", new HttpObjectAggregator(MAX_CONTENT));
        pipeline.addLast("app", new AppHandler() {
            @Override
            void answered(ChannelPipeline of) {
                if (of.get("codec") != null) {
                    of.replace("codec", "codec", new HttpServerCodec());
                }
            }
        });
    }

    private static void voidPromises(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpServerCodec());
        pipeline.addLast(new HttpObjectAggregator(MAX_CONTENT));
        pipeline.addLast(new AppHandler().withVoidPromises());
    }

    private static void refusingExpectations(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpServerCodec());
        pipeline.addLast(new ExpectHandler(false));
        pipeline.addLast(new HttpObjectAggregator(MAX_CONTENT));
        pipeline.addLast(new AppHandler());
    }

    /** Between codec and socket, every write of {@code /failing} fails. */
    private static void failingWrites(ChannelPipeline pipeline) {
        pipeline.addLast(new FailingWrites());
        pipeline.addLast(new HttpServerCodec());
        pipeline.addLast(new HttpObjectAggregator(MAX_CONTENT));
        pipeline.addLast(new AppHandler());
    }
}
