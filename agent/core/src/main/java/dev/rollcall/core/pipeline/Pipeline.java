package dev.rollcall.core.pipeline;

import dev.rollcall.core.event.Event;
import dev.rollcall.core.event.EventBytes;
import dev.rollcall.core.event.EventClock;
import dev.rollcall.core.event.EventJson;
import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.event.EventMaker;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.log.AgentLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The work of the drain thread: takes records out of the ring, makes events of them and passes these to a sink.
 *
 * <p>Request threads never wake it: that would be a system call per request. It looks by itself, every millisecond while
 * there is traffic and less and less often, down to every ten, while there is none. Nothing stops it: a record that cannot
 * be made an event is counted as lost, and the next one is taken.
 */
public final class Pipeline implements Runnable {
    private static final long SHORTEST_PAUSE_NANOS = 1_000_000;
    private static final long LONGEST_PAUSE_NANOS = 10_000_000;

    /**
     * While the process is ending: what ends between our last look and the end of the JVM is not seen by anybody, and other
     * hooks let requests finish until then.
     */
    private static final long HURRIED_PAUSE_NANOS = 200_000;

    /** Then the sink has its turn: what is in its memory only would be gone with a killed process. */
    private static final int RECORDS_PER_ROUND = 4096;

    private final Recorder recorder;
    private final EventClock clock;
    private final EventMaker maker;
    private final EventJson json;
    private final Heartbeat heartbeat;
    private final EventSink sink;
    private final List<Destination> destinations;
    private final Losses losses;
    private final AgentLog log;
    private final Consumer<Record> each = this::take;
    private final AtomicLong excluded = new AtomicLong();
    private final Absence absence = new Absence(System.nanoTime(), System.currentTimeMillis());
    private Instance instance;
    private long sequence;
    private final Object standing = new Object();
    private boolean stands;
    private volatile boolean suspending;
    private volatile boolean hurried;
    private volatile boolean stopped;

    /**
     * Puts the stages together; {@link #run} does the work.
     *
     * @param instance the process's name at first, which {@code json} and {@code sink} know too
     */
    public Pipeline(
            Recorder recorder,
            EventClock clock,
            EventMaker maker,
            Instance instance,
            EventJson json,
            Heartbeat heartbeat,
            EventSink sink,
            List<Destination> destinations,
            Losses losses,
            AgentLog log) {
        this.recorder = recorder;
        this.clock = clock;
        this.maker = maker;
        this.instance = instance;
        this.json = json;
        this.heartbeat = heartbeat;
        this.sink = sink;
        this.destinations = List.copyOf(destinations);
        this.losses = losses;
        this.log = log;
    }

    /** Drains until {@link #stop}. */
    @Override
    public void run() {
        long pause = SHORTEST_PAUSE_NANOS;
        while (!stopped) {
            int count = 0;
            try {
                count = round();
            } catch (Throwable problem) {
                log.failure("the drain thread stumbled, and goes on", problem);
            }
            if (suspending) {
                standStill();
            } else if (count < RECORDS_PER_ROUND) {
                pause = count > 0 ? SHORTEST_PAUSE_NANOS : Math.min(pause * 2, LONGEST_PAUSE_NANOS);
                LockSupport.parkNanos(this, hurried ? HURRIED_PAUSE_NANOS : pause);
                // Whoever interrupts all threads does not mean this one, which could never park again.
                Thread.interrupted();
            }
        }
    }

    /** One round: what waits in the ring, up to a number. Called by the drain thread, and by tests in its place. */
    int round() {
        clock.tick();
        if (absence.isOver(System.nanoTime(), System.currentTimeMillis())) {
            renew();
        }
        int count = recorder.drain(each, RECORDS_PER_ROUND);
        long now = System.nanoTime();
        boolean ending = hurried;
        if (heartbeat.isDue(now, ending)) {
            beat(now, ending);
        }
        sink.endRound(now);
        return count;
    }

    /** From here on as another process: our memory may have been copied, and the copy goes on with our numbers. */
    private void renew() {
        instance = Instance.random();
        sequence = 0;
        json.renew(instance);
        sink.renew(instance);
        log.debug("the process was away for a while, and goes on as " + instance.text());
    }

    private void beat(long now, boolean ending) {
        EventBytes bytes = heartbeat.write(instance, sequence, clock.epochMicros(now), now, ending, accountings());
        if (sink.append(EventKind.STATUS, 0, sequence, bytes.array(), 0, bytes.length())) {
            sequence++;
        }
    }

    private void take(Record record) {
        try {
            Event event = maker.make(record);
            if (event == null) {
                excluded.incrementAndGet();
                return;
            }
            EventBytes bytes = json.write(event, sequence);
            if (!sink.append(EventKind.REQUEST, 1, sequence, bytes.array(), 0, bytes.length())) {
                losses.add(Loss.EVENT_FAILED, 1);
                return;
            }
            sequence++;
        } catch (Throwable problem) {
            losses.add(Loss.EVENT_FAILED, 1);
            log.failure("a request could not be made an event", problem);
        }
    }

    /** What became of every request so far, for the first destination. */
    public Accounting accounting() {
        return accounting(destinations.get(0));
    }

    /** What became of every request so far, for each destination. */
    public List<Accounting> accountings() {
        List<Accounting> accountings = new ArrayList<>();
        for (Destination destination : destinations) {
            accountings.add(accounting(destination));
        }
        return accountings;
    }

    private Accounting accounting(Destination destination) {
        Losses early = losses.copy();
        early.add(Loss.RING_FULL, recorder.lostRingFull());
        return new Accounting(
                destination.name(),
                recorder.seen(),
                recorder.waiting(),
                excluded.get(),
                0,
                early,
                destination.figures());
    }

    private boolean isSettled() {
        for (Destination destination : destinations) {
            if (!accounting(destination).isSettled()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Waits until everything that was seen is delivered, for as long as the process may be held up. The threads go on after
     * that, for requests that end while other shutdown hooks are still at work.
     *
     * @return whether everything was delivered in time
     */
    public boolean settle(long timeoutMillis) {
        hurried = true;
        sink.hurry();
        destinations.forEach(Destination::hurry);
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
        while (!isSettled()) {
            if (System.nanoTime() - deadline >= 0) {
                giveUp(timeoutMillis);
                return false;
            }
            LockSupport.parkNanos(this, SHORTEST_PAUSE_NANOS);
        }
        return true;
    }

    private void giveUp(long timeoutMillis) {
        for (Destination destination : destinations) {
            Accounting accounting = accounting(destination);
            if (!accounting.isSettled()) {
                log.error(accounting.waiting() + accounting.rolledUpWaiting() + " requests could not be delivered to "
                        + destination.name() + " within " + timeoutMillis + " ms of the shutdown");
            }
        }
        destinations.forEach(Destination::giveUp);
        sink.giveUp();
    }

    /**
     * Brings the agent into a state of which an image can be made: no file, lock or connection is open. What request
     * threads end in the meantime waits in the ring.
     *
     * @param timeoutMillis how long to wait for the drain thread to finish its round
     * @return whether it stands still
     */
    public boolean suspend(long timeoutMillis) throws InterruptedException {
        destinations.forEach(Destination::suspend);
        suspending = true;
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
        synchronized (standing) {
            while (!stands) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                standing.wait(left);
            }
        }
        return true;
    }

    /** Goes on after {@link #suspend}, as another process. */
    public void resume() {
        suspending = false;
        synchronized (standing) {
            standing.notifyAll();
        }
        destinations.forEach(Destination::resume);
    }

    private void standStill() {
        sink.closeFiles();
        synchronized (standing) {
            stands = true;
            standing.notifyAll();
            while (suspending) {
                try {
                    standing.wait();
                } catch (InterruptedException stranger) {
                    log.debug("the drain thread was interrupted, and goes on");
                }
            }
            stands = false;
        }
        renew();
    }

    /** Ends {@link #run}. */
    public void stop() {
        stopped = true;
    }
}
