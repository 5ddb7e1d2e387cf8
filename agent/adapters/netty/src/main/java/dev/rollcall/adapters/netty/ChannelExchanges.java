package dev.rollcall.adapters.netty;

import dev.rollcall.core.exchange.Exchange;
import dev.rollcall.core.exchange.ExchangeHolder;
import dev.rollcall.core.exchange.Outcome;
import dev.rollcall.core.exchange.Record;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.EncoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The open exchanges of one connection (HTTP/1) or one stream (HTTP/2), in the order of their requests.
 *
 * <p>Responses carry no number, so the n-th final response on the wire is the answer to the n-th request, whatever the
 * application meant: that is how the client reads it too (RFC 9112, 9.3.2).
 *
 * <p>An exchange ends when its response is on the wire and its request has been read, because a server may answer before it
 * has read the body, and the bytes of it are counted; or when the write fails; or when the channel closes. Nothing is kept
 * beyond {@link #MAX_UNANSWERED} requests: the further ones end at once, as errors without a status, and the responses to
 * them, should they come, are passed over.
 *
 * <p>Confined to the executor of the codec, which is the channel's event loop unless the application chose another.
 */
final class ChannelExchanges implements ExchangeHolder, ChannelFutureListener {
    /** So many requests wait for their responses on one connection; more than any client pipelines. */
    static final int MAX_UNANSWERED = 1000;

    private static final AttributeKey<Object> KEY = AttributeKey.valueOf(CHANNEL_ATTRIBUTE);

    private final Facts facts;
    private final Channel channel;
    private final EventExecutor executor;
    private final Peer peer;
    private final @Nullable String protocol;

    private final OpenExchanges exchanges = new OpenExchanges();

    /** How many requests there were. It may overflow, see {@link OpenExchange#index}. */
    private int requests;

    /** How many of them have had the last part of their response. */
    private int responses;

    private @Nullable OpenExchange reading;
    private @Nullable OpenExchange writing;
    /** What is written belongs to an interim response (1xx), or to a request that ended at the bound. */
    private boolean passingOver;

    private boolean interim;

    /** Answered with a change to HTTP/2; the request comes again, as that of stream 1. */
    private @Nullable OpenExchange handedOver;

    /** How many messages in the decoder's list have been read. */
    private int seen;

    private boolean closed;
    private boolean closedByServer;
    private boolean lostByClient;

    private ChannelExchanges(
            Facts facts, Channel channel, EventExecutor executor, Peer peer, @Nullable String protocol) {
        this.facts = facts;
        this.channel = channel;
        this.executor = executor;
        this.peer = peer;
        this.protocol = protocol;
    }

    /** Those of a channel, or null when it has had no request. */
    static @Nullable ChannelExchanges of(Channel channel) {
        Object value = channel.attr(KEY).get();
        return value instanceof ChannelExchanges ? (ChannelExchanges) value : null;
    }

    /** Those of a connection at its first request. */
    static ChannelExchanges http1(Facts facts, Channel connection, EventExecutor executor) {
        Peer peer = Peer.ofConnection(connection, facts.wantsClientAddress());
        return new ChannelExchanges(facts, connection, executor, peer, null).attach();
    }

    /** Those of a stream at its request. */
    static ChannelExchanges http2(Facts facts, Channel stream, EventExecutor executor) {
        Channel connection = stream.parent() == null ? stream : stream.parent();
        ChannelExchanges upgraded = of(connection);
        if (upgraded != null) {
            upgraded.requestComesAgain();
        }
        Peer peer = Peer.ofParent(connection, facts.wantsClientAddress());
        return new ChannelExchanges(facts, stream, executor, peer, "2").attach();
    }

    private ChannelExchanges attach() {
        channel.attr(KEY).set(this);
        channel.closeFuture().addListener(this);
        return this;
    }

    @Override
    public @Nullable Exchange current() {
        return exchanges.firstUnanswered();
    }

    // ---- requests ------------------------------------------------------------------------------------------------

    /** Tells that the first so many messages in the decoder's list are known. */
    void seen(int messages) {
        seen = messages;
    }

    /** Reads the messages that the decoder has added to its list. */
    void read(List<Object> messages) {
        int size = messages.size();
        for (int i = seen; i < size; i++) {
            seen = i + 1;
            read(messages.get(i));
        }
    }

    private void read(Object message) {
        boolean complete = message instanceof LastHttpContent;
        if (message instanceof HttpRequest) {
            HttpRequest request = (HttpRequest) message;
            boolean unreadable = request.decoderResult().isFailure();
            if (unreadable && !channel.isActive()) {
                // A head that broke off with its connection, as Netty 4.1.18 and later report it: it never was a
                // request.
                return;
            }
            begin(request);
            // The decoder discards what follows on a request that it could not read.
            complete |= unreadable;
        }
        OpenExchange current = reading;
        if (current == null) {
            return;
        }
        if (message instanceof HttpContent) {
            current.requestBytes += ((HttpContent) message).content().readableBytes();
        }
        if (complete) {
            requestRead(current);
        }
    }

    private void begin(HttpRequest request) {
        OpenExchange unfinished = reading;
        if (unfinished != null) {
            // The decoder was reset: the application refused the body, and the client did not send it.
            requestRead(unfinished);
        }
        OpenExchange begun = new OpenExchange(this, facts.recorder, requests++);
        Record record = begun.record();
        boolean withinBound = exchanges.unanswered() < MAX_UNANSWERED;
        if (withinBound) {
            exchanges.add(begun);
            reading = begun;
        }
        try {
            record.scheme(peer.scheme).clientAddress(peer.address);
            begun.awaitsContinue = facts.request(request, protocol, record);
            String method = request.method().name();
            begun.isHead = method.equals("HEAD");
            begun.isConnect = method.equals("CONNECT");
        } finally {
            if (closed) {
                end(begun, brokenOff(), null);
            } else if (!withinBound) {
                end(begun, Outcome.ERROR, null);
            }
        }
    }

    private void requestRead(OpenExchange read) {
        if (reading == read) {
            reading = null;
        }
        read.requestRead = true;
        endWhenWhole(read);
    }

    // ---- responses -----------------------------------------------------------------------------------------------

    /**
     * Watches one message on its way into the encoder.
     *
     * @param dropsBodyOfHead whether the encoder leaves out the body of an answer to {@code HEAD}
     * @return the promise to write it with: the application's, or one that can be listened to in place of a void one
     */
    ChannelPromise write(Object message, ChannelPromise promise, boolean dropsBodyOfHead) {
        if (message instanceof HttpResponse) {
            head((HttpResponse) message);
        }
        boolean complete = message instanceof LastHttpContent;
        if (passingOver) {
            if (complete) {
                passingOver = false;
                if (!interim) {
                    responses++;
                }
            }
            return promise;
        }
        OpenExchange current = writing;
        if (current == null) {
            return promise;
        }
        if (!ResponseBody.isLeftOut(current, dropsBodyOfHead)) {
            current.responseBytes += ResponseBody.size(message);
        }
        // Nothing of HTTP follows on the head of an upgrade or a tunnel, and some applications do not say so.
        boolean endsHttp = current.status == 101 || (current.isConnect && current.status / 100 == 2);
        if (!complete && !endsHttp) {
            return promise;
        }
        return answered(current, message, promise);
    }

    private void head(HttpResponse response) {
        int status = response.status().code();
        passingOver = false;
        interim = status / 100 == 1 && status != 101;
        if (interim) {
            passingOver = true;
            OpenExchange waiting = exchanges.firstUnanswered();
            if (status == 100 && waiting != null) {
                waiting.awaitsContinue = false;
            }
            return;
        }
        OpenExchange current = writing;
        if (current == null) {
            if (responses == requests) {
                // Nobody asked; a server that gives up on an idle connection may say 408.
                return;
            }
            current = exchanges.firstUnanswered();
            if (current == null || current.index != responses) {
                passingOver = true;
                return;
            }
            writing = current;
        }
        current.status = status;
        facts.response(response.headers(), current.record());
    }

    private ChannelPromise answered(OpenExchange current, Object message, ChannelPromise promise) {
        writing = null;
        responses++;
        exchanges.answered(current);
        current.answeredAtOnce = message instanceof HttpResponse;
        facts.attributes(channel, current.record());
        if (current.status == 101 && Upgrade.isToHttp2(message)) {
            handedOver = current;
            return promise;
        }
        ChannelPromise listened = promise.unvoid();
        listened.addListener(current);
        return listened;
    }

    /** The write of the last part of a response has completed, in any thread. */
    void written(OpenExchange answered, ChannelFuture write) {
        if (!executor.inEventLoop() && handOn(() -> written(answered, write))) {
            return;
        }
        if (write.isSuccess()) {
            answered.written = true;
            endWhenWhole(answered);
        } else {
            writeFailed(answered, write.cause());
        }
    }

    private void writeFailed(OpenExchange answered, Throwable cause) {
        boolean active = channel.isActive();
        if (cause instanceof EncoderException && active && responses == answered.index + 1 && writing == null) {
            // The encoder refused the message, nothing was sent, and most applications then send an error in its place.
            responses--;
            exchanges.unanswered(answered);
            answered.status = 0;
            answered.responseBytes = 0;
        } else if (cause instanceof IOException || !active) {
            end(answered, brokenOff(), null);
        } else {
            // A handler refused it. What was one message has not been sent in part.
            answered.status = answered.answeredAtOnce ? 0 : answered.status;
            end(answered, Outcome.ERROR, cause.getClass().getName());
        }
    }

    // ---- ends ----------------------------------------------------------------------------------------------------

    private void endWhenWhole(OpenExchange open) {
        if (open.written && (open.requestRead || open.awaitsContinue)) {
            end(open, Outcome.OK, null);
        }
    }

    /** The channel was closed, in any thread. */
    @Override
    public void operationComplete(ChannelFuture close) {
        if (!executor.inEventLoop() && handOn(() -> operationComplete(close))) {
            return;
        }
        closed = true;
        if (!awaitsOnlyItsWrite() || !handOn(this::endAll)) {
            endAll();
        }
    }

    /** Runs a task on the codec's executor; false when that is shut down, and then nothing else runs there either. */
    private boolean handOn(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException shutDown) {
            return false;
        }
    }

    /**
     * Whether a response was handed to the codec whole and its write has not completed yet. An empty frame that ends a
     * stream is merged with the one before it, and then completes a moment after the stream has closed.
     */
    private boolean awaitsOnlyItsWrite() {
        OpenExchange open = exchanges.first();
        return open != null && open.answered && !open.written;
    }

    private void endAll() {
        for (OpenExchange open = exchanges.first(); open != null; open = exchanges.first()) {
            boolean whole = open.written || open == handedOver;
            end(open, whole ? Outcome.OK : brokenOff(), null);
        }
    }

    /** The application has asked for the channel to be closed. */
    void closedByServer() {
        closedByServer = true;
    }

    /** The connection was reset, or broke. */
    void lostByClient() {
        lostByClient = true;
    }

    private Outcome brokenOff() {
        return closedByServer && !lostByClient ? Outcome.ERROR : Outcome.ABORTED;
    }

    /** Stream 1 brought the request with which the connection was changed to HTTP/2; it is counted there. */
    private void requestComesAgain() {
        OpenExchange again = handedOver;
        if (again != null) {
            handedOver = null;
            forget(again);
            again.discard();
        }
    }

    private void forget(OpenExchange gone) {
        exchanges.remove(gone);
        if (reading == gone) {
            reading = null;
        }
        if (writing == gone) {
            writing = null;
        }
    }

    private void end(OpenExchange ended, Outcome outcome, @Nullable String errorType) {
        forget(ended);
        Record record = ended.end();
        if (record == null) {
            return;
        }
        try {
            record.errorType(errorType);
            record.end(ended.status, outcome, ended.requestBytes, ended.responseBytes);
        } finally {
            facts.recorder.submit(record);
        }
    }
}
