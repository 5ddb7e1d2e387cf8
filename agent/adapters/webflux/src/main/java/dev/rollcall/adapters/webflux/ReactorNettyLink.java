package dev.rollcall.adapters.webflux;

import dev.rollcall.core.exchange.ApplicationView;
import dev.rollcall.core.exchange.Exchange;
import dev.rollcall.core.exchange.ExchangeHolder;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.netty.channel.ChannelOperations;

/**
 * Finds the exchange of a Reactor Netty request by its channel, which for HTTP/2 is the stream's.
 *
 * <p>Reactor Netty holds pipelined requests back ({@code HttpTrafficHandler}), so the one at hand is the first without a
 * final response. Once that is answered the channel may be at the next request: a view says for itself whether it belongs
 * to the one that is found, and an addition that does not is dropped.
 */
final class ReactorNettyLink implements ServerLink {
    private static final AttributeKey<Object> EXCHANGES = AttributeKey.valueOf(ExchangeHolder.CHANNEL_ATTRIBUTE);

    @Override
    public void link(ServerHttpRequest request, ApplicationView view) {
        Object nativeRequest = Exchanges.nativeRequest(request);
        if (nativeRequest instanceof ChannelOperations) {
            Channel channel = ((ChannelOperations<?, ?>) nativeRequest).channel();
            if (!view.isAddition() && !channel.eventLoop().inEventLoop()) {
                // The application moved the request elsewhere before Spring saw it; by now it might be the next one's
                // turn.
                return;
            }
            Object holder = channel.attr(EXCHANGES).get();
            Exchange exchange = holder instanceof ExchangeHolder ? ((ExchangeHolder) holder).current() : null;
            if (exchange != null) {
                exchange.link(view);
            }
        }
    }
}
