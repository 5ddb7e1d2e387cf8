package dev.rollcall.core.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Where a server adapter keeps the exchanges of one connection (HTTP/1.1) or one stream (HTTP/2), so that a framework's
 * adapter finds the one it is working on without either adapter knowing the other.
 *
 * <p>On Netty the holder is the value of a channel attribute:
 *
 * <pre>{@code
 * AttributeKey<Object> key = AttributeKey.valueOf(ExchangeHolder.CHANNEL_ATTRIBUTE);
 * Object holder = channel.attr(key).get();
 * Exchange exchange = holder instanceof ExchangeHolder ? ((ExchangeHolder) holder).current() : null;
 * }</pre>
 *
 * <p>The channel is the one the request came in on: the connection for HTTP/1.1, the stream's own channel for HTTP/2
 * (Reactor Netty's {@code HttpServerOperations.channel()} is either). The attribute is set before the application sees the
 * request's head. There is no holder where no server codec was woven, on client connections, and before the first
 * request. To be called on the channel's event loop.
 */
public interface ExchangeHolder {
    /** The name of the channel attribute. */
    String CHANNEL_ATTRIBUTE = "dev.rollcall.exchanges";

    /**
     * The exchange of the first request that has no final response yet, or null when there is none. Where a server handles
     * pipelined requests one after the other, as Reactor Netty does, that is the request at hand. It stops being current
     * when the last part of its response is handed to the codec.
     */
    @Nullable
    Exchange current();
}
