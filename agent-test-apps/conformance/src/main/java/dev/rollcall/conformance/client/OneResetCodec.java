package dev.rollcall.conformance.client;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DecoratingHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DecoratingHttp2FrameWriter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameWriter;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.HashSet;
import java.util.Set;

/**
 * Netty's codec for a client, but no stream is reset twice.
 *
 * <p>Netty (4.1.140) forgets a stream with its reset, and answers every frame of it that was still on its way with one
 * more. Tomcat (9.0.123, 10.1.61, 11.0.27) counts every reset it gets, and every one it sends, as overhead: a second one
 * for the first stream of a connection, and it closes that with {@code ENHANCE_YOUR_CALM}. Whether a frame is on its way
 * depends on how busy the machine is, so that would decide whether the next request is answered. RFC 9113 wants late
 * frames ignored (5.1) and one reset a stream (5.4.2).
 */
final class OneResetCodec extends Http2FrameCodecBuilder {
    OneResetCodec() {
        server(false);
        // A connection that is closed is closed at once, whatever is open on it.
        gracefulShutdownTimeoutMillis(0);
    }

    @Override
    protected Http2FrameCodec build(
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
        Http2FrameWriter frames = new OneReset(encoder.frameWriter());
        return super.build(
                decoder,
                new DecoratingHttp2ConnectionEncoder(encoder) {
                    @Override
                    public Http2FrameWriter frameWriter() {
                        return frames;
                    }
                },
                settings);
    }

    /** Touched by the connection's event loop alone. */
    private static final class OneReset extends DecoratingHttp2FrameWriter {
        private final Set<Integer> reset = new HashSet<>();

        OneReset(Http2FrameWriter frames) {
            super(frames);
        }

        @Override
        public ChannelFuture writeRstStream(
                ChannelHandlerContext context, int streamId, long errorCode, ChannelPromise promise) {
            if (!reset.add(streamId)) {
                return promise.setSuccess();
            }
            return super.writeRstStream(context, streamId, errorCode, promise);
        }
    }
}
