package dev.rollcall.adapters.netty;

import dev.rollcall.core.exchange.Exchange;
import dev.rollcall.core.exchange.Recorder;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import org.jspecify.annotations.Nullable;

/**
 * An exchange from its request's head to its end, and what has passed of its two messages. A link in its channel's list,
 * and the listener of the write that ends its response: so a request costs one object, and no more.
 */
final class OpenExchange extends Exchange implements ChannelFutureListener {
    final ChannelExchanges owner;
    /** Its place among the requests of the channel, from 0; compared for being the same only, because it may overflow. */
    final int index;

    @Nullable
    OpenExchange previous;

    @Nullable
    OpenExchange next;

    boolean isHead;
    boolean isConnect;
    /** The client holds the body back until it is told to go on, and has not been told yet. */
    boolean awaitsContinue;
    /** The request has been read whole, or no more of it will come. */
    boolean requestRead;
    /** The last part of the response was handed to the codec. */
    boolean answered;
    /** ... in one message with its head. */
    boolean answeredAtOnce;
    /** That part is on the wire. */
    boolean written;

    /** Of the final response; 0 until its head was handed to the codec. */
    int status;

    long requestBytes;
    long responseBytes;

    OpenExchange(ChannelExchanges owner, Recorder recorder, int index) {
        super(recorder);
        this.owner = owner;
        this.index = index;
    }

    @Override
    public void operationComplete(ChannelFuture write) {
        owner.written(this, write);
    }
}
