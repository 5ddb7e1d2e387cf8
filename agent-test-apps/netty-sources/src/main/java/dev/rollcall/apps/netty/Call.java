package dev.rollcall.apps.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** One request, and the ways to answer it. On the channel's event loop. */
final class Call {
    static final AttributeKey<String> CUSTOMER = AttributeKey.valueOf("rollcall.customer");

    final ChannelHandlerContext context;
    final HttpRequest request;
    final String method;
    final String path;

    private final AppHandler handler;
    private final boolean voidPromises;
    private boolean keepAlive;
    private final boolean http10;
    private final boolean head;

    private int bodyBytes;
    private boolean read;
    private boolean started;
    private boolean answered;
    private boolean detached;
    private Runnable whenRead;
    private Runnable whenWritable;
    private boolean echo;
    private boolean closing;
    private ByteBuf held = Unpooled.EMPTY_BUFFER;

    Call(AppHandler handler, ChannelHandlerContext context, HttpRequest request, boolean voidPromises) {
        this.handler = handler;
        this.context = context;
        this.request = request;
        this.voidPromises = voidPromises;
        this.keepAlive = HttpUtil.isKeepAlive(request);
        this.http10 = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        this.method = request.method().name();
        this.head = method.equals("HEAD");
        this.path = pathOf(request.uri());
    }

    private static String pathOf(String target) {
        int scheme = target.indexOf("://");
        String path = target;
        if (!target.startsWith("/") && scheme > 0) {
            int slash = target.indexOf('/', scheme + 3);
            path = slash < 0 ? "/" : target.substring(slash);
        }
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    String header(String name) {
        return request.headers().get(name);
    }

    /** Whether the next request may be looked at. */
    boolean isDone() {
        return read && (answered || detached);
    }

    /** The answer to this one may come after the answers to later ones. */
    void detach() {
        detached = true;
    }

    /** The connection ends with this response. */
    void closeAfterwards() {
        keepAlive = false;
    }

    // ---- the request's body --------------------------------------------------------------------------------------

    void body(ByteBuf content, boolean complete) {
        bodyBytes += content.readableBytes();
        if (echo) {
            chunk(content.retain());
        } else if (!started && content.isReadable()) {
            held = Unpooled.wrappedBuffer(held, content.retain());
        }
    }

    void bodyComplete() throws Exception {
        read = true;
        if (whenRead != null) {
            whenRead.run();
        }
    }

    int bodyBytes() {
        return bodyBytes;
    }

    /** Runs the action when the body has been read. */
    void whenRead(Runnable action) {
        whenRead = action;
    }

    /** Sends the body back: as it comes, or at once when it is here already. */
    void echo() {
        if (held.isReadable()) {
            full(200, held.retain());
            return;
        }
        start(200);
        echo = true;
        whenRead = this::end;
    }

    // ---- the response --------------------------------------------------------------------------------------------

    void full(int status, String body) {
        full(status, Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    }

    void json(String body) {
        full(200, "application/json", Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    }

    void full(int status, ByteBuf body) {
        full(status, "text/plain", body);
    }

    private void full(int status, String contentType, ByteBuf body) {
        boolean empty = status == 204 || status == 304;
        boolean withoutBody = empty || status == 205 || head;
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), withoutBody ? Unpooled.buffer(0) : body);
        if (!empty) {
            HttpUtil.setContentLength(response, status == 205 ? 0 : body.readableBytes());
        }
        response.headers().set("Content-Type", contentType);
        if (status == 302) {
            response.headers().set("Location", "/hello");
        }
        common(response);
        last(response);
    }

    /** Begins a response whose parts follow. */
    void start(int status, String... headers) {
        DefaultHttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        for (int i = 0; i < headers.length; i += 2) {
            response.headers().set(headers[i], headers[i + 1]);
        }
        if (!HttpUtil.isContentLengthSet(response) && !http10) {
            HttpUtil.setTransferEncodingChunked(response, true);
        }
        common(response);
        started = true;
        context.write(response, promise());
    }

    private void common(HttpResponse response) {
        started = true;
        String customer = header("X-Set-Customer");
        if (customer != null) {
            response.headers().set("X-Customer-ID", customer);
        }
        String attribute = header("X-Set-Attribute");
        if (attribute != null) {
            context.channel().attr(CUSTOMER).set(attribute);
        }
        if (closes(response)) {
            response.headers().set("Connection", "close");
        } else if (http10) {
            response.headers().set("Connection", "keep-alive");
        }
    }

    private boolean closes(HttpResponse response) {
        closing = !keepAlive || (http10 && !HttpUtil.isContentLengthSet(response));
        return closing;
    }

    void chunk(String text) {
        chunk(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    void chunk(ByteBuf bytes) {
        context.writeAndFlush(new DefaultHttpContent(bytes), promise());
    }

    void part(Object message) {
        context.write(message, promise());
    }

    void end() {
        last(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    /** Writes the message that ends the response. */
    void last(Object message) {
        answered = true;
        if (voidPromises) {
            context.writeAndFlush(message, context.voidPromise());
            if (closing) {
                context.close();
            }
        } else {
            ChannelFuture written = context.writeAndFlush(message);
            if (closing) {
                written.addListener(ChannelFutureListener.CLOSE);
            }
        }
        if (header("X-Set-Attribute") != null) {
            context.channel().attr(CUSTOMER).set(null);
        }
        handler.answered(context.pipeline());
        goOn();
    }

    private ChannelPromise promise() {
        return voidPromises ? context.voidPromise() : context.newPromise();
    }

    private void goOn() {
        try {
            handler.drain(context);
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
    }

    void failed() {
        if (!started) {
            full(500, "error");
        } else if (!answered) {
            context.close();
        }
    }

    // ---- time ----------------------------------------------------------------------------------------------------

    void after(long millis, Runnable action) {
        context.executor()
                .schedule(
                        () -> {
                            if (context.channel().isActive()) {
                                action.run();
                            }
                        },
                        millis,
                        TimeUnit.MILLISECONDS);
    }

    /** Runs the action now and whenever the channel becomes writable. */
    void whenWritable(Runnable action) {
        whenWritable = action;
        action.run();
    }

    void writable() {
        if (whenWritable != null && !answered && context.channel().isWritable()) {
            whenWritable.run();
        }
    }
}
