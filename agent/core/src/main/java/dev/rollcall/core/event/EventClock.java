package dev.rollcall.core.event;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Turns {@link System#nanoTime} of a request into wall-clock time.
 *
 * <p>Request threads read one clock only, the monotonic one; here it is tied to the wall clock again every
 * {@value #SECONDS_BETWEEN_ANCHORS} seconds. A step of the wall clock thus moves the events after it, and durations never.
 * Any thread may ask; the drain thread looks at the wall clock.
 */
public final class EventClock {
    private static final int SECONDS_BETWEEN_ANCHORS = 1;
    private static final long NANOS_BETWEEN_ANCHORS = SECONDS_BETWEEN_ANCHORS * 1_000_000_000L;

    private final Clock wall;
    private final LongSupplier monotonicNanos;
    private volatile Anchor anchor;

    /** Uses the given clocks; the second has the origin that the times asked for have. */
    public EventClock(Clock wall, LongSupplier monotonicNanos) {
        this.wall = wall;
        this.monotonicNanos = monotonicNanos;
        this.anchor = anchor(monotonicNanos.getAsLong());
    }

    /** Uses the clocks of the machine. */
    public static EventClock system() {
        return new EventClock(Clock.systemUTC(), System::nanoTime);
    }

    /** Looks at the wall clock again when it is time to; called once in each round of the drain thread. */
    public void tick() {
        long now = monotonicNanos.getAsLong();
        if (now - anchor.nanos >= NANOS_BETWEEN_ANCHORS) {
            anchor = anchor(now);
        }
    }

    /** Microseconds since 1970 for a {@link System#nanoTime} of this process, past or present. */
    public long epochMicros(long nanos) {
        // Rounded down, so that an event never seems to start before one that started earlier in the same microsecond.
        Anchor tied = anchor;
        return tied.micros + Math.floorDiv(nanos - tied.nanos, 1000L);
    }

    private Anchor anchor(long now) {
        Instant time = wall.instant();
        return new Anchor(now, time.getEpochSecond() * 1_000_000 + time.getNano() / 1000);
    }

    /** One moment by both clocks. */
    private static final class Anchor {
        final long nanos;
        final long micros;

        Anchor(long nanos, long micros) {
            this.nanos = nanos;
            this.micros = micros;
        }
    }
}
