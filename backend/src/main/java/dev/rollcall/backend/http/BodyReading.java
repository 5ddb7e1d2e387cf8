package dev.rollcall.backend.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Receives the body of one request, as slowly as it comes, without a thread that waits for it: whoever sends a byte a minute takes some
 * memory, of which there is a bounded {@link Room}, until their time is up.
 *
 * <p>States: {@code READING -> ENDED}. Whoever ends it answers: the last byte, a failure, or the clock.
 */
final class BodyReading implements Runnable {
    private static final int FIRST = 8 << 10;
    private static final byte[] NOTHING = {};

    /** What is done with the whole body; called once at most. */
    interface Whole {
        void accept(byte[] bytes, int length) throws Exception;
    }

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final int max;
    private final Room room;
    private final Whole whole;

    // Guarded by this.
    private byte[] bytes = NOTHING;
    private int length;
    private boolean ended;
    private Scheduler.@Nullable Task clock;

    private BodyReading(Request request, Response response, Callback callback, int max, Room room, Whole whole) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.max = max;
        this.room = room;
        this.whole = whole;
    }

    /**
     * Begins; answers by itself when there will be no whole body.
     *
     * @param max how many bytes it may have
     * @param millis how long it may take
     * @param room where its bytes are counted until {@code whole} returns
     * @param whole gets it; what it throws is answered with 500
     */
    static void start(
            Request request, Response response, Callback callback, int max, long millis, Room room, Whole whole) {
        BodyReading reading = new BodyReading(request, response, callback, max, room, whole);
        if (request.getLength() > max) {
            reading.tooLarge();
            return;
        }
        synchronized (reading) {
            reading.clock =
                    request.getComponents().getScheduler().schedule(reading::timeIsUp, millis, TimeUnit.MILLISECONDS);
        }
        reading.run();
    }

    /** Reads what is there, and comes back when there is more. */
    @Override
    public void run() {
        boolean complete;
        synchronized (this) {
            complete = read();
        }
        if (complete) {
            try {
                whole.accept(bytes, length);
            } catch (Exception problem) {
                Log.error(request.getMethod() + " " + Request.getPathInContext(request) + " failed", problem);
                Answer.error(
                        response,
                        callback,
                        500,
                        "failed",
                        "This could not be answered; the log of the server says why.");
            } finally {
                room.giveBack(bytes.length);
            }
        }
    }

    /** Whether that was all. */
    private boolean read() {
        while (!ended) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return false;
            }
            if (Content.Chunk.isFailure(chunk)) {
                failed(chunk.getFailure());
                return false;
            }
            boolean fits = take(chunk.getByteBuffer());
            boolean last = chunk.isLast();
            chunk.release();
            if (fits && last) {
                end();
                return true;
            }
        }
        return false;
    }

    private boolean take(ByteBuffer chunk) {
        int count = chunk.remaining();
        if (count > max - length) {
            giveUp();
            tooLarge();
            return false;
        }
        if (length + count > bytes.length) {
            int longer = Math.max(length + count, (int) Math.min(max, Math.max(FIRST, bytes.length * 2L)));
            if (!room.take(longer - bytes.length)) {
                giveUp();
                answerAndClose(429, "busy", "More is coming in than can be held; send it again.");
                return false;
            }
            bytes = Arrays.copyOf(bytes, longer);
        }
        chunk.get(bytes, length, count);
        length += count;
        return true;
    }

    private synchronized void timeIsUp() {
        if (!ended) {
            giveUp();
            answerAndClose(408, "too_slow", "The body took too long to arrive.");
        }
    }

    private void failed(@Nullable Throwable problem) {
        giveUp();
        if (problem instanceof TimeoutException) {
            answerAndClose(408, "too_slow", "The body stopped arriving.");
        } else {
            callback.failed(problem == null ? new IllegalStateException("the body failed without a reason") : problem);
        }
    }

    private void tooLarge() {
        answerAndClose(413, "too_large", "The body is longer than " + max + " bytes.");
    }

    /** The rest of the body is not read any more, so nothing else can come over this connection. */
    private void answerAndClose(int status, String code, String message) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        if (status == 429) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        }
        Answer.error(response, callback, status, code, message);
    }

    private void giveUp() {
        end();
        room.giveBack(bytes.length);
        bytes = NOTHING;
    }

    private void end() {
        ended = true;
        if (clock != null) {
            clock.cancel();
        }
    }
}
