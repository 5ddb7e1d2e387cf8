package dev.rollcall.core.pipeline;

import dev.rollcall.core.event.Event;
import dev.rollcall.core.event.EventBytes;
import dev.rollcall.core.event.EventClock;
import dev.rollcall.core.event.EventJson;
import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.event.EventMaker;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.event.Rollup;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Wanted;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.rollup.Rollups;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells the sink of every request: in detail, or in a rollup when details are not wanted, when there is no room for them,
 * or when they cannot be made. Numbers the events. Confined to the drain thread, but for its counters.
 */
public final class Teller {
    /** After the sink had no room: until then no request costs more than it takes to count it. */
    private static final long FULL_NANOS = 200_000_000;

    private final EventClock clock;
    private final EventMaker maker;
    private final EventJson json;
    private final EventSink sink;
    private final Rollups rollups;
    private final DetailChoice detail;
    private final Losses losses;
    private final AgentLog log;
    private final AtomicLong excluded = new AtomicLong();
    private Instance instance;
    private long sequence;
    private long roundNanos;
    private boolean full;
    private long fullUntilNanos;
    private boolean hurried;

    /**
     * Begins with the first number.
     *
     * @param instance the process's name at first, which {@code json} and {@code sink} know too
     */
    public Teller(
            EventClock clock,
            EventMaker maker,
            Instance instance,
            EventJson json,
            EventSink sink,
            Rollups rollups,
            DetailChoice detail,
            Losses losses,
            AgentLog log) {
        this.clock = clock;
        this.maker = maker;
        this.instance = instance;
        this.json = json;
        this.sink = sink;
        this.rollups = rollups;
        this.detail = detail;
        this.losses = losses;
        this.log = log;
    }

    /** Does all of it once, for nobody: see {@link Rehearsal}. */
    void rehearse(Wanted wanted) {
        try {
            Rehearsal.run(wanted, maker, json);
        } finally {
            sink.prepare();
        }
    }

    /**
     * Begins a round.
     *
     * @param nowNanos the time by {@link System#nanoTime}
     * @param mustHurry whether requests are only counted in this round, because there are too many
     */
    void beginRound(long nowNanos, boolean mustHurry) {
        roundNanos = nowNanos;
        hurried = mustHurry;
        full = full && nowNanos - fullUntilNanos < 0;
        rollups.collect();
    }

    /** Tells of one request, in one way or the other. */
    void take(Record record) {
        try {
            if (!full && !hurried && detail.isNextChosen(roundNanos)) {
                tell(record);
            } else {
                count(record);
            }
        } catch (Throwable problem) {
            losses.add(Loss.EVENT_FAILED, 1);
            log.failure("a request could not be told", problem);
        }
    }

    private void tell(Record record) {
        Event event;
        EventBytes bytes;
        try {
            event = maker.make(record);
            if (event == null) {
                excluded.incrementAndGet();
                return;
            }
            bytes = json.write(event, sequence);
        } catch (Throwable problem) {
            countUnmade(record, problem);
            return;
        }
        if (!append(EventKind.REQUEST, 1, bytes)) {
            full = true;
            fullUntilNanos = roundNanos + FULL_NANOS;
            log.info("There is no room for more details in " + sink.place()
                    + "; requests are counted by customer, route and status until there is.");
            rollups.add(event);
        }
    }

    private void count(Record record) {
        Event event;
        try {
            event = maker.brief(record);
        } catch (Throwable problem) {
            countUnmade(record, problem);
            return;
        }
        if (event == null) {
            excluded.incrementAndGet();
        } else {
            rollups.add(event);
        }
    }

    private void countUnmade(Record record, Throwable problem) {
        rollups.addUnmade(record);
        log.failure("a request could not be made an event; it is counted without its customer", problem);
    }

    /**
     * Tells the rollups that are due.
     *
     * @param ending whether the process is ending, or stands still, and what can be told is told now
     * @param lastChance whether what is refused now is lost
     */
    void tellRollups(boolean ending, boolean lastChance) {
        if (rollups.isDue(roundNanos, ending)) {
            rollups.tell(roundNanos, rollup -> tell(rollup, lastChance));
        }
    }

    private boolean tell(Rollup rollup, boolean lastChance) {
        boolean told;
        try {
            told = append(
                    EventKind.ROLLUP, rollup.count(), json.write(rollup, sequence, clock.epochMicros(roundNanos)));
        } catch (Throwable problem) {
            losses.add(Loss.EVENT_FAILED, rollup.count());
            log.failure(rollup.count() + " requests could not be told", problem);
            return true;
        }
        if (!told && lastChance) {
            losses.add(Loss.SHUTDOWN, rollup.count());
            return true;
        }
        return told;
    }

    /** Tells what the agent has counted. */
    void beat(Heartbeat heartbeat, boolean ending, List<Accounting> accountings, long headersTooLong) {
        EventBytes status = heartbeat.write(
                instance, sequence, clock.epochMicros(roundNanos), roundNanos, accountings, headersTooLong);
        if (append(EventKind.STATUS, 0, status)) {
            heartbeat.told(ending);
        }
    }

    private boolean append(EventKind kind, int requests, EventBytes bytes) {
        if (!sink.append(kind, requests, sequence, bytes.array(), 0, bytes.length())) {
            return false;
        }
        sequence++;
        return true;
    }

    /** From here on as another process. */
    void renew() {
        instance = Instance.random();
        sequence = 0;
        json.renew(instance);
        sink.renew(instance);
        log.debug("the process was away for a while, and goes on as " + instance.text());
    }

    /** Requests that are not to be reported; any thread may ask. */
    long excluded() {
        return excluded.get() + rollups.excluded();
    }

    /** Requests that are counted and told nowhere yet; any thread may ask. */
    long pending() {
        return rollups.pending();
    }
}
