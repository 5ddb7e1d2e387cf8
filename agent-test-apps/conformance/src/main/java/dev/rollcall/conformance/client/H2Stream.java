package dev.rollcall.conformance.client;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamFrame;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** One request over HTTP/2 and what comes back for it. */
public final class H2Stream extends SimpleChannelInboundHandler<Http2StreamFrame> {
    private static final int SECONDS = 60;

    private final CompletableFuture<Response> response = new CompletableFuture<>();
    private final CompletableFuture<Void> firstData = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<String> headers = new ArrayList<>();
    private final List<String> trailers = new ArrayList<>();
    private final List<Integer> interim = new ArrayList<>();
    private final Supplier<String> farewell;
    private String status = "";
    private String lastWord = "";

    /**
     * A stream that is yet to be opened.
     *
     * @param farewell why the connection ended, to be asked once it has
     */
    H2Stream(Supplier<String> farewell) {
        this.farewell = farewell;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
        if (frame instanceof Http2HeadersFrame head) {
            head(head);
        } else if (frame instanceof Http2DataFrame data) {
            byte[] bytes = new byte[data.content().readableBytes()];
            data.content().readBytes(bytes);
            body.writeBytes(bytes);
            firstData.complete(null);
            if (data.isEndStream()) {
                done();
            }
        }
    }

    private void head(Http2HeadersFrame frame) {
        CharSequence code = frame.headers().status();
        if (code != null && code.charAt(0) == '1') {
            interim.add(Integer.parseInt(code.toString()));
            return;
        }
        List<String> into = code == null ? trailers : headers;
        if (code != null) {
            status = code.toString();
        }
        frame.headers().forEach(header -> {
            if (header.getKey().length() > 0 && header.getKey().charAt(0) != ':') {
                into.add(header.getKey() + ": " + header.getValue());
            }
        });
        if (frame.isEndStream()) {
            done();
        }
    }

    private void done() {
        end("HTTP/2 " + status, true, "the answer has no body");
    }

    private void end(String statusLine, boolean complete, String why) {
        firstData.completeExceptionally(new EOFException("the stream ended before its first data: " + why));
        response.complete(new Response(
                statusLine,
                List.copyOf(headers),
                body.toByteArray(),
                List.copyOf(trailers),
                complete,
                List.copyOf(interim)));
    }

    /** Netty tells of a reset past the frames that still wait to be read; the end of the channel comes after them. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Http2ResetFrame reset) {
            lastWord = "RST_STREAM " + Http2Error.valueOf(reset.errorCode());
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        String why = lastWord.isEmpty() ? farewell.get() : lastWord;
        end("HTTP/2 " + (status.isEmpty() ? "0 " + why : status), false, why);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        firstData.completeExceptionally(cause);
        response.completeExceptionally(cause);
    }

    /**
     * Waits for the whole answer; one that was cut off is not complete. If it had no status yet, that is 0, and why it was
     * cut off stands behind it.
     */
    public Response response() throws ExecutionException, InterruptedException, TimeoutException {
        return response.get(SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Waits for the first bytes of the answer's body.
     *
     * @throws ExecutionException when the stream ended without any, caused by an exception that says why
     */
    public H2Stream awaitData() throws ExecutionException, InterruptedException, TimeoutException {
        firstData.get(SECONDS, TimeUnit.SECONDS);
        return this;
    }

    /** Breaks this stream off (RST_STREAM, CANCEL) and leaves the connection open. */
    public void reset(Http2StreamChannel channel) {
        channel.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL)).syncUninterruptibly();
    }
}
