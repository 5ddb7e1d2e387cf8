package dev.rollcall.core.ship;

import dev.rollcall.core.log.AgentLog;
import java.util.Random;

/**
 * How long a shipper leaves its destination alone after what it did, and how it stands between the two, in words.
 *
 * <p>One that does not answer, or cannot do its work, is tried again after pauses that grow, and behind a circuit {@link Breaker}. One
 * that answers that it wants nothing from us is asked again now and then. The shipper's thread changes it, any thread may ask
 * for the {@link #state}.
 */
final class Patience {
    /** A token that was changed at the backend is taken up soon; one that was not costs it next to nothing. */
    private static final long[] PROBE_MILLIS = {5_000, 30_000, 60_000, 120_000, 240_000, 300_000};

    private final Backoff backoff;
    private final Pauses pauses;
    private final DeliveryLog said;
    private final AgentLog log;
    private final Breaker breaker = new Breaker();
    private final Random random = new Random();

    private int probes;
    private volatile String condition = "nothing to deliver yet";
    private volatile boolean pausing;
    private volatile long nextAttempt;

    Patience(Backoff backoff, Pauses pauses, DeliveryLog said, AgentLog log) {
        this.backoff = backoff;
        this.pauses = pauses;
        this.said = said;
        this.log = log;
    }

    /** Something is about to be sent. */
    void trying() {
        breaker.trying();
    }

    /** It answered something that tells us what to do, whether it took the events or not. */
    void answered() {
        breaker.answered();
    }

    /** It took what was sent. */
    void took() {
        probes = 0;
        backoff.succeeded();
        condition = "delivering";
        said.delivered();
    }

    /** It took what was sent but for some events, which it wants again later. */
    void tookSome(int again) {
        probes = 0;
        condition = "retrying: it asked for " + again + " events again";
        said.delivered();
        pause(backoff.failed());
    }

    /**
     * It did not answer, or cannot do its work now.
     *
     * @param askedMillis the pause that it asked for, or 0
     */
    void away(String why, long askedMillis) {
        if (pauses.isBrokenOff()) {
            // It is us who closed the connection.
            return;
        }
        breaker.failed();
        said.away(why);
        boolean open = breaker.state() == Breaker.State.OPEN;
        condition = (open ? "circuit open: " : "retrying: ") + Printable.of(why, 200);
        // What it asks for is the least; a thousand agents that it asked at one time need not come at one time.
        pause(askedMillis + (open ? backoff.failedForLong() : backoff.failed()));
    }

    /** It wants nothing from us, and somebody has to do something about it. */
    void unwanted(String why) {
        said.unwanted(why);
        condition = "paused: " + Printable.of(why, 400);
        long millis = PROBE_MILLIS[Math.min(probes, PROBE_MILLIS.length - 1)];
        probes++;
        pause(millis - (long) (random.nextDouble() * millis / 10));
    }

    /** We stumbled ourselves. */
    void stumbled() {
        pause(backoff.failed());
    }

    private void pause(long millis) {
        nextAttempt = System.nanoTime() + millis * 1_000_000;
        pausing = true;
        try {
            pauses.pause(millis);
        } catch (InterruptedException e) {
            log.debug("a shipper thread was interrupted, and goes on");
        } finally {
            pausing = false;
        }
    }

    void stopped() {
        condition = "stopped";
    }

    /** In a few words for a person. */
    String state() {
        if (breaker.state() == Breaker.State.HALF_OPEN) {
            return condition + "; trying again";
        }
        long seconds = (nextAttempt - System.nanoTime()) / 1_000_000_000;
        return pausing && seconds > 0 ? condition + "; next attempt in " + seconds + " s" : condition;
    }
}
