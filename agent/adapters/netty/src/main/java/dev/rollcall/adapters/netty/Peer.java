package dev.rollcall.adapters.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is the same for all requests of a connection. Looked up at its first request. */
final class Peer {
    private static final AttributeKey<Object> KEY = AttributeKey.valueOf("dev.rollcall.peer");

    final String scheme;
    final @Nullable String address;

    private Peer(Channel connection, boolean wantsAddress) {
        scheme = isSecure(connection) ? "https" : "http";
        address = wantsAddress ? address(connection.remoteAddress()) : null;
    }

    static Peer ofConnection(Channel connection, boolean wantsAddress) {
        return new Peer(connection, wantsAddress);
    }

    /** The peer of a stream's connection, kept there for the other streams. */
    static Peer ofParent(Channel connection, boolean wantsAddress) {
        Attribute<Object> attribute = connection.attr(KEY);
        Object known = attribute.get();
        if (known instanceof Peer) {
            return (Peer) known;
        }
        Peer peer = new Peer(connection, wantsAddress);
        attribute.set(peer);
        return peer;
    }

    /** By name, because {@code netty-handler}, where the class is, may not be on the class path. */
    private static boolean isSecure(Channel connection) {
        for (Map.Entry<String, ChannelHandler> handler : connection.pipeline()) {
            for (Class<?> type = handler.getValue().getClass(); type != null; type = type.getSuperclass()) {
                if (type.getName().equals("io.netty.handler.ssl.SslHandler")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable String address(@Nullable SocketAddress remote) {
        if (!(remote instanceof InetSocketAddress)) {
            return null;
        }
        InetSocketAddress internet = (InetSocketAddress) remote;
        return internet.isUnresolved()
                ? internet.getHostString()
                : internet.getAddress().getHostAddress();
    }
}
