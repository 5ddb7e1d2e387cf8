package dev.rollcall.adapters.netty;

import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.exchange.Wanted;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection as the hooks see it: messages that the decoder made, messages that reach the encoder, and promises that the
 * test completes when it likes. The channel has no codec; real servers are for the conformance tests.
 */
final class Line {
    static final String ATTRIBUTE = "rollcall.test.customer";

    final Recorder recorder = new Recorder(
            new Wanted(List.of("x-customer-id"), List.of("x-customer-id"), List.of(ATTRIBUTE), false, false, true),
            8192);
    final EmbeddedChannel channel = new EmbeddedChannel();
    final Facts facts = new Facts(recorder);
    final ChannelExchanges exchanges = ChannelExchanges.http1(facts, channel, channel.eventLoop());

    // ---- from the client -----------------------------------------------------------------------------------------

    static HttpRequest head(String method, String target, String... headers) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), target);
        for (int i = 0; i < headers.length; i += 2) {
            request.headers().add(headers[i], headers[i + 1]);
        }
        return request;
    }

    /** The decoder hands on these messages. */
    void decoded(Object... messages) {
        exchanges.seen(0);
        exchanges.read(List.of(messages));
    }

    /** A whole request without a body. */
    void get(String target, String... headers) {
        decoded(head("GET", target, headers), LastHttpContent.EMPTY_LAST_CONTENT);
    }

    static Object content(int bytes) {
        return new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[bytes]));
    }

    static Object last(int bytes) {
        return new DefaultLastHttpContent(Unpooled.wrappedBuffer(new byte[bytes]));
    }

    // ---- from the application ------------------------------------------------------------------------------------

    static DefaultFullHttpResponse full(int status, int bytes) {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(new byte[bytes]));
    }

    static DefaultHttpResponse begin(int status) {
        return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
    }

    /** A message reaches the encoder; the write goes on until the promise is completed. */
    ChannelPromise write(Object message) {
        return exchanges.write(message, channel.newPromise(), true);
    }

    /** A message reaches the encoder and is on the wire at once. */
    void sent(Object message) {
        write(message).setSuccess();
    }

    // ---- what comes of it ----------------------------------------------------------------------------------------

    List<Told> told() {
        List<Told> told = new ArrayList<>();
        recorder.drain(record -> told.add(Told.of(record)), Integer.MAX_VALUE);
        return told;
    }
}
