package dev.rollcall.core.ship;

import dev.rollcall.core.log.AgentLog;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one destination: its first batch once, each outage once when it begins and once when it is over, each event
 * that is set aside. Nothing per batch; and when it goes up and down all the time, no more than a line a minute about it.
 *
 * <p>Confined to the shipper's thread.
 */
final class DeliveryLog {
    static final long QUIET_NANOS = 60_000_000_000L;

    /** Events that are named one by one, in a minute. */
    private static final int MOST_NAMED = 5;

    private final String destination;
    private final AgentLog log;
    private final LongSupplier nanos;

    private boolean proven;
    private boolean saidTooLong;
    /** The outage that is on, in a word; null when there is none. */
    private @Nullable String outage;
    /** Whether it was told of. */
    private boolean told;

    private @Nullable String lastTold;
    private long lastToldNanos;
    private int untold;

    private long namedSinceNanos;
    private int named;
    private int unnamed;

    /**
     * Speaks of one destination.
     *
     * @param destination its name, for people
     * @param nanos the time, as {@link System#nanoTime}
     */
    DeliveryLog(String destination, AgentLog log, LongSupplier nanos) {
        this.destination = destination;
        this.log = log;
        this.nanos = nanos;
        this.namedSinceNanos = nanos.getAsLong();
    }

    /** Something was accepted. */
    void delivered() {
        if (!proven) {
            proven = true;
            log.info("the first batch was delivered to " + destination);
        } else if (outage != null && told) {
            log.news(AgentLog.Level.INFO, "batches are delivered to " + destination + " again");
        }
        outage = null;
        told = false;
    }

    /** A batch was accepted with an answer that nobody reads to its end. */
    void tooLong(int status) {
        if (!saidTooLong) {
            saidTooLong = true;
            log.news(
                    AgentLog.Level.ERROR,
                    destination + " answered " + status + " with more than " + (AnswerReader.MAX_BODY >> 20)
                            + " MB; the batch counts as delivered, but for the events that the beginning of the answer"
                            + " names. This is said once.");
        }
    }

    /** It does not answer, or cannot do its work now. */
    void away(String why) {
        trouble(
                "away",
                "batches cannot be delivered to " + destination + " and wait in the journal; "
                        + Printable.of(why, 200));
    }

    /** It wants nothing from us, and that is not going to change by itself. */
    void unwanted(String why) {
        trouble(
                "unwanted",
                destination + " takes no batches: " + Printable.of(why, 400)
                        + " They wait in the journal; it is asked again from time to time.");
    }

    private void trouble(String kind, String line) {
        if (kind.equals(outage)) {
            return;
        }
        outage = kind;
        long now = nanos.getAsLong();
        if (kind.equals(lastTold) && now - lastToldNanos < QUIET_NANOS) {
            untold++;
            return;
        }
        log.news(AgentLog.Level.ERROR, line + (untold == 0 ? "" : " (and " + untold + " more times before)"));
        told = true;
        lastTold = kind;
        lastToldNanos = now;
        untold = 0;
    }

    /**
     * One event was refused for good.
     *
     * @param reason why, without anything of the event's content
     * @param where it is kept, or null when it could not be
     */
    void setAside(String eventId, String reason, @Nullable String where) {
        long now = nanos.getAsLong();
        if (now - namedSinceNanos >= QUIET_NANOS) {
            namedSinceNanos = now;
            named = 0;
        }
        if (named >= MOST_NAMED) {
            unnamed++;
            return;
        }
        named++;
        log.news(
                AgentLog.Level.ERROR,
                destination + " refuses event " + Printable.of(eventId, 100) + " for good (" + reason + "); it is "
                        + (where == null ? "lost, because it could not be kept aside" : "kept in " + where)
                        + (unnamed == 0 ? "" : ", as are " + unnamed + " more before it"));
        unnamed = 0;
    }
}
