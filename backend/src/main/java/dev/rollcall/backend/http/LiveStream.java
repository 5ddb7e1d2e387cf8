package dev.rollcall.backend.http;

import dev.rollcall.backend.live.Live;
import dev.rollcall.backend.live.Live.Slice;
import dev.rollcall.backend.query.RequestRow;
import dev.rollcall.backend.query.Scope;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One stream of live requests: at most {@value #MOST_A_SECOND} a second, because nobody reads more; how many were left out is told at the end of
 * that second. A comment now and then keeps the connection open and finds out that the client has gone. Used by one thread.
 */
final class LiveStream {
    private static final int MOST_A_SECOND = 200;
    private static final int AT_A_TIME = 500;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long HEARTBEAT = TimeUnit.SECONDS.toNanos(15);

    private final Live live;
    private final Scope scope;
    private final BooleanSupplier letIn;
    private final OutputStream out;

    private long lastWrite;
    private long secondBegan;
    private int sent;
    private long skipped;

    /**
     * Makes one.
     *
     * @param letIn whether whoever reads it may still; asked before anything is sent, and once a second
     */
    LiveStream(Live live, Scope scope, BooleanSupplier letIn, OutputStream out) {
        this.live = live;
        this.scope = scope;
        this.letIn = letIn;
        this.out = new BufferedOutputStream(out, 1 << 14);
    }

    /**
     * Sends until the client goes, has signed out, or the backend stops.
     *
     * @param from the number of the first request that is wanted
     * @throws IOException when the client has gone
     */
    void run(long from) throws IOException {
        secondBegan = System.nanoTime();
        comment("live");
        long at = from;
        while (true) {
            Slice slice;
            try {
                slice = live.read(at, AT_A_TIME, TimeUnit.NANOSECONDS.toMillis(patience()) + 1);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
            if (!letIn.getAsBoolean()) {
                return;
            }
            endSecond();
            skipped += slice.missed();
            send(slice);
            at = slice.end();
            if (slice.closed()) {
                return;
            }
            if (System.nanoTime() - lastWrite >= HEARTBEAT) {
                comment("still here");
            }
        }
    }

    /** How long to wait for the next request: until something else is to be told, or to be looked at. */
    private long patience() {
        long now = System.nanoTime();
        long untilHeartbeat = lastWrite + HEARTBEAT - now;
        long untilSkipped = skipped > 0 ? secondBegan + SECOND - now : SECOND;
        return Math.max(0, Math.min(untilHeartbeat, untilSkipped));
    }

    private void endSecond() throws IOException {
        long now = System.nanoTime();
        if (now - secondBegan < SECOND) {
            return;
        }
        secondBegan = now;
        sent = 0;
        if (skipped > 0) {
            write("event: skipped\ndata: {\"count\":" + skipped + "}\n\n");
            flush();
            skipped = 0;
        }
    }

    private void send(Slice slice) throws IOException {
        boolean any = false;
        long number = slice.from();
        for (RequestRow row : slice.rows()) {
            if (row.isIn(scope)) {
                if (sent < MOST_A_SECOND) {
                    write("event: request\nid: " + number + "\ndata: ");
                    out.write(Json.bytes(json -> {
                        json.writeStartObject();
                        RequestJson.fields(json, row);
                        json.writeEndObject();
                    }));
                    write("\n\n");
                    sent++;
                    any = true;
                } else {
                    skipped++;
                }
            }
            number++;
        }
        if (any) {
            flush();
        }
    }

    private void comment(String text) throws IOException {
        write(": " + text + "\n\n");
        flush();
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void flush() throws IOException {
        out.flush();
        lastWrite = System.nanoTime();
    }
}
