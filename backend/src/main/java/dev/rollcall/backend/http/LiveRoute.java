package dev.rollcall.backend.http;

import dev.rollcall.backend.live.Live;
import dev.rollcall.backend.query.Scope;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/live}: requests as they are stored, as server-sent events. A stream keeps a thread for as long as it lasts, so there are
 * only so many.
 */
final class LiveRoute {
    private static final int MOST_STREAMS = 32;

    private final Live live;
    private final Semaphore room = new Semaphore(MOST_STREAMS);

    LiveRoute(Live live) {
        this.live = live;
    }

    void addTo(Router router) {
        router.add("GET", "/api/live", Access.USER, this::stream);
    }

    private void stream(Call call) throws BadRequest {
        Scope scope = Asker.scope(call);
        long from = from(call.request().getHeaders().get("Last-Event-ID"));
        if (!room.tryAcquire()) {
            throw new BadRequest(503, "busy", "Too many live streams are open; close one, or try again later.");
        }
        try {
            // A proxy that gathers the stream before it passes it on would make it anything but live.
            call.response().getHeaders().put("X-Accel-Buffering", "no");
            call.stream("text/event-stream", out -> new LiveStream(live, scope, call::isStillLetIn, out).run(from));
        } finally {
            room.release();
        }
    }

    /** Behind what the client had last; from now on when it had nothing, or says what we do not understand. */
    private long from(@Nullable String lastId) {
        if (lastId != null) {
            try {
                return Long.parseLong(lastId.trim()) + 1;
            } catch (NumberFormatException notOurs) {
                return live.end();
            }
        }
        return live.end();
    }
}
