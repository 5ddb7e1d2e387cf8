package dev.rollcall.adapters.netty;

import dev.rollcall.core.exchange.Recorder;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.io.IOException;

/**
 * The hooks of the head of every pipeline, which tell who ended a connection: what the application closes passes through
 * the head, and what the client closes or resets does not, but for the exception a reset is announced with.
 */
public final class ConnectionHooks {
    public ConnectionHooks(Recorder recorder) {}

    /** The application, or a handler of the server's, closes the channel. */
    public void closing(Object head, ChannelHandlerContext context, ChannelPromise promise) {
        ChannelExchanges exchanges = ChannelExchanges.of(context.channel());
        if (exchanges != null) {
            exchanges.closedByServer();
        }
    }

    /** Reading or writing failed; many applications close the channel in answer, and did not break anything off. */
    public void failed(Object head, ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            ChannelExchanges exchanges = ChannelExchanges.of(context.channel());
            if (exchanges != null) {
                exchanges.lostByClient();
            }
        }
    }
}
