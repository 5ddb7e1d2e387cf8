package dev.rollcall.adapters.netty;

import dev.rollcall.core.exchange.Recorder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.util.List;

/**
 * The hooks of the codec between HTTP/2 frames and HTTP objects, which stands in the channel of each stream. In a class of
 * its own, because many applications have no HTTP/2 on their class path.
 */
public final class Http2StreamHooks {
    private final Facts facts;

    public Http2StreamHooks(Recorder recorder) {
        this.facts = new Facts(recorder);
    }

    /** The codec has made HTTP objects of one frame. */
    public void decoded(
            Http2StreamFrameToHttpObjectCodec codec,
            ChannelHandlerContext context,
            Http2StreamFrame frame,
            List<Object> out) {
        Channel channel = context.channel();
        ChannelExchanges exchanges = ChannelExchanges.of(channel);
        if (exchanges == null) {
            // The codec serves clients as well; those decode responses.
            if (out.isEmpty() || !(out.get(0) instanceof HttpRequest)) {
                return;
            }
            exchanges = ChannelExchanges.http2(facts, channel, context.executor());
        }
        exchanges.seen(0);
        exchanges.read(out);
    }

    /** Gives back the promise that the write is to be made with. */
    public ChannelPromise writing(Object codec, ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(codec instanceof Http2StreamFrameToHttpObjectCodec)) {
            return promise;
        }
        ChannelExchanges exchanges = ChannelExchanges.of(context.channel());
        return exchanges == null ? promise : exchanges.write(message, promise, false);
    }
}
