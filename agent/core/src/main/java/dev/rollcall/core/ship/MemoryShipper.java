package dev.rollcall.core.ship;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.pipeline.Destination;
import dev.rollcall.core.pipeline.DestinationFigures;
import dev.rollcall.core.pipeline.EventSink;
import dev.rollcall.core.pipeline.Loss;
import dev.rollcall.core.pipeline.Losses;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Delivers events to one endpoint in batches.
 *
 * <p>The drain thread fills batches, closed by count, bytes or age; a thread of its own sends them, one after another. A
 * batch is sent until the endpoint takes it (2xx), or refuses it for good (any other status but 408, 429 and 5xx); between
 * attempts there is a pause that grows, or the one the endpoint asks for. What waits is bounded.
 */
public final class MemoryShipper implements EventSink, Destination, Runnable {
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** While the process is ending there is no time to be polite. */
    private static final long LONGEST_HURRIED_PAUSE_MILLIS = 200;

    private final String instance;
    private final BatchLimits limits;
    private final Endpoint endpoint;
    private final String headers;
    private final HttpSender sender;
    private final Backoff backoff;
    private final Backlog backlog;
    private final AgentLog log;

    private @Nullable BatchBuilder filling;
    private boolean proven;
    private volatile boolean troubled;
    private volatile boolean stopped;

    /**
     * A shipper to an address, with the pauses of production.
     *
     * @param token the bearer token, or null
     * @param instance names this process in batch ids
     * @throws IllegalArgumentException when the address is none
     */
    public static MemoryShipper to(
            String address,
            @Nullable String token,
            String instance,
            String agentVersion,
            BatchLimits limits,
            Transport transport,
            Losses losses,
            AgentLog log) {
        Endpoint endpoint = Endpoint.of(address);
        HttpSender sender = transport.to(endpoint);
        Backoff backoff = new Backoff(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS, new Random());
        return new MemoryShipper(instance, limits, endpoint, token, agentVersion, sender, backoff, losses, log);
    }

    /**
     * Puts a shipper together; {@link #run} is its thread's.
     *
     * @param instance names this process in batch ids
     * @param token the bearer token, or null
     */
    MemoryShipper(
            String instance,
            BatchLimits limits,
            Endpoint endpoint,
            @Nullable String token,
            String agentVersion,
            HttpSender sender,
            Backoff backoff,
            Losses losses,
            AgentLog log) {
        this.instance = instance;
        this.limits = limits;
        this.endpoint = endpoint;
        this.sender = sender;
        this.backoff = backoff;
        this.backlog = new Backlog(limits.backlogBytes(), losses);
        this.log = log;
        this.headers = "User-Agent: rollcall-agent/" + agentVersion + "\r\n"
                + "Content-Type: application/json\r\n"
                + "Content-Encoding: gzip\r\n"
                + "Accept: application/json\r\n"
                + (token == null ? "" : "Authorization: Bearer " + token + "\r\n");
    }

    // ---- the drain thread ----------------------------------------------------------------------------------------

    @Override
    public boolean append(EventKind kind, int requests, long sequence, byte[] bytes, int offset, int length) {
        if (kind == EventKind.STATUS) {
            return false;
        }
        BatchBuilder batch = filling;
        if (batch == null) {
            batch = new BatchBuilder(sequence, System.nanoTime());
            filling = batch;
        }
        batch.add(bytes, offset, length);
        backlog.opened();
        if (batch.events() >= limits.events() || batch.bytes() >= limits.bytes()) {
            close(batch);
        }
        return true;
    }

    @Override
    public void renew(Instance renewed) {
        log.debug("the shipper goes on under its old name");
    }

    @Override
    public void endRound(long nowNanos) {
        BatchBuilder batch = filling;
        if (batch != null && (nowNanos - batch.openedNanos() >= limits.ageNanos() || backlog.isHurried())) {
            close(batch);
        }
    }

    private void close(BatchBuilder batch) {
        filling = null;
        backlog.add(batch.build(instance));
    }

    // ---- the shipper thread --------------------------------------------------------------------------------------

    @Override
    public void run() {
        while (!stopped) {
            try {
                deliver(backlog.take());
            } catch (InterruptedException e) {
                // Ours to end is by stop() only; somebody who interrupts all threads of a JVM must not cost us a batch.
                log.debug("the shipper thread was interrupted, and goes on");
            } catch (Throwable problem) {
                log.failure("the shipper thread stumbled, and goes on", problem);
                pause(backoff.failed());
            }
        }
        sender.close();
    }

    private void deliver(Batch batch) {
        while (!stopped) {
            long pause;
            try {
                Answer answer = sender.post(headers + "Rollcall-Batch: " + batch.id() + "\r\n", batch.body());
                int status = answer.status();
                if (status >= 200 && status < 300) {
                    delivered(batch);
                    return;
                }
                if (!isWorthAnotherAttempt(status)) {
                    refused(batch, answer);
                    return;
                }
                pause = Math.max(backoff.failed(), RetryAfter.millis(answer.header("retry-after"), Instant.now()));
                trouble("it answered " + status);
            } catch (IOException | RuntimeException problem) {
                pause = backoff.failed();
                trouble(reason(problem));
            }
            pause(pause);
        }
    }

    private static String reason(Exception problem) {
        if (problem instanceof UnknownHostException) {
            return "its name is not known";
        }
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }

    private static boolean isWorthAnotherAttempt(int status) {
        return status >= 500 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
    }

    private void delivered(Batch batch) {
        backoff.succeeded();
        backlog.delivered(batch);
        if (!proven) {
            proven = true;
            troubled = false;
            log.info("the first batch was delivered to " + endpoint);
        } else if (troubled) {
            troubled = false;
            log.info("batches are delivered to " + endpoint + " again");
        }
    }

    private void refused(Batch batch, Answer answer) {
        backlog.lost(batch, Loss.REJECTED);
        String why = answer.status() == UNAUTHORIZED || answer.status() == FORBIDDEN
                ? "; is rollcall.token right?"
                : answer.body().isEmpty() ? "" : ": " + Printable.of(answer.body(), 200);
        log.error(endpoint + " refuses batches with status " + answer.status() + why + " They are counted as lost.");
    }

    private void trouble(String why) {
        troubled = true;
        log.error("batches cannot be delivered to " + endpoint + " and wait in memory; " + Printable.of(why, 200));
    }

    private void pause(long millis) {
        try {
            backlog.pause(backlog.isHurried() ? Math.min(millis, LONGEST_HURRIED_PAUSE_MILLIS) : millis);
        } catch (InterruptedException e) {
            log.debug("the shipper thread was interrupted, and goes on");
        }
    }

    // ---- any thread ----------------------------------------------------------------------------------------------

    @Override
    public DestinationFigures figures() {
        return backlog.figures();
    }

    @Override
    public String name() {
        return endpoint.toString();
    }

    @Override
    public String state() {
        return troubled ? "retrying" : "delivering";
    }

    @Override
    public void hurry() {
        backlog.hurry();
    }

    @Override
    public void giveUp() {
        backlog.giveUp();
    }

    /** Ends {@link #run}, and what it is waiting for. */
    void stop() {
        stopped = true;
        backlog.hurry();
        sender.abort();
    }

    @Override
    public String place() {
        return endpoint.toString();
    }
}
