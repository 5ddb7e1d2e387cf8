package dev.rollcall.adapters.netty;

import dev.rollcall.core.exchange.Recorder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpObjectDecoder;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.util.List;

/**
 * The hooks of the HTTP/1 codec: requests as they leave the decoder, responses as they reach the encoder.
 *
 * <p>Only a server decodes requests and encodes responses, so the client codecs, whose classes share the woven ones, are
 * told apart by their type. {@code HttpServerCodec} is made of the two, as is every pipeline that has them apart.
 */
public final class HttpCodecHooks {
    private final Facts facts;

    public HttpCodecHooks(Recorder recorder) {
        this.facts = new Facts(recorder);
    }

    /** The decoder is about to add messages to a list that may hold some already. */
    public void decoding(HttpObjectDecoder decoder, ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (decoder instanceof HttpRequestDecoder) {
            ChannelExchanges exchanges = ChannelExchanges.of(context.channel());
            if (exchanges != null) {
                exchanges.seen(out.size());
            }
        }
    }

    /** The decoder has added what it could read. */
    public void decoded(HttpObjectDecoder decoder, ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (out.isEmpty() || !(decoder instanceof HttpRequestDecoder)) {
            return;
        }
        Channel channel = context.channel();
        ChannelExchanges exchanges = ChannelExchanges.of(channel);
        if (exchanges == null) {
            exchanges = ChannelExchanges.http1(facts, channel, context.executor());
        }
        exchanges.read(out);
    }

    /** Gives back the promise that the write is to be made with. */
    public ChannelPromise writing(
            Object encoder, ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(encoder instanceof HttpResponseEncoder)) {
            return promise;
        }
        ChannelExchanges exchanges = ChannelExchanges.of(context.channel());
        if (exchanges == null) {
            return promise;
        }
        // Sub-classes, the one inside HttpServerCodec among them, leave out the body of an answer to HEAD; the class
        // itself,
        // used on its own or in the HttpServerCodec of 4.1.0, does not know of the request.
        boolean dropsBodyOfHead = encoder.getClass() != HttpResponseEncoder.class;
        return exchanges.write(message, promise, dropsBodyOfHead);
    }
}
