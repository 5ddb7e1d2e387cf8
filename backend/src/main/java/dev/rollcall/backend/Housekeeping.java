package dev.rollcall.backend;

import dev.rollcall.backend.http.Log;
import dev.rollcall.backend.store.EventWriter;
import dev.rollcall.backend.store.Retention;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Once a day, and soon after the start: deletes what is older than it is to be kept. */
final class Housekeeping implements AutoCloseable {
    private static final long FIRST_SECONDS = 60;
    private static final long DAY_SECONDS = 86_400;

    private final EventWriter writer;
    private final Clock clock;
    private final int retentionDays;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "rollcall-housekeeping");
        thread.setDaemon(true);
        return thread;
    });

    Housekeeping(EventWriter writer, Clock clock, int retentionDays) {
        this.writer = writer;
        this.clock = clock;
        this.retentionDays = retentionDays;
    }

    void start() {
        timer.scheduleAtFixedRate(this::run, FIRST_SECONDS, DAY_SECONDS, TimeUnit.SECONDS);
    }

    /** Does it now; completes with how many events were deleted. */
    CompletableFuture<Long> run() {
        Instant now = clock.instant();
        return writer.perform(connection -> {
                    Retention.tidyBatches(connection, now);
                    return retentionDays == 0 ? 0L : Retention.deleteEvents(connection, now, retentionDays);
                })
                .toCompletableFuture()
                .whenComplete((events, problem) -> {
                    if (problem != null) {
                        Log.error("old events could not be deleted; the next try is tomorrow", problem);
                    } else if (events > 0) {
                        Log.info(events + " events older than " + retentionDays + " days were deleted");
                    }
                });
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
