package dev.rollcall.core.pipeline;

import dev.rollcall.core.event.EventClock;
import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.log.AgentLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The work of the drain thread: takes records out of the ring, and has a {@link Teller} tell a sink of them.
 *
 * <p>Request threads never wake it: that would be a system call per request. It looks by itself, as often as its {@link Pace}
 * says. Nothing stops it.
 */
public final class Pipeline implements Runnable {
    /** Between two looks whether everything is delivered. */
    private static final long SETTLING_PAUSE_NANOS = 1_000_000;

    /**
     * While the process is ending: what ends between our last look and the end of the JVM is not seen by anybody, and other
     * hooks let requests finish until then.
     */
    private static final long HURRIED_PAUSE_NANOS = 200_000;

    /** Then the sink has its turn: what is in its memory only would be gone with a killed process. */
    private static final int RECORDS_PER_ROUND = 4096;

    private final Recorder recorder;
    private final EventClock clock;
    private final Teller teller;
    private final Heartbeat heartbeat;
    private final EventSink sink;
    private final List<Destination> destinations;
    private final Losses losses;
    private final AgentLog log;
    private final Consumer<Record> each;
    private final Absence absence = new Absence(System.nanoTime(), System.currentTimeMillis());
    private final Object standing = new Object();
    private boolean stands;
    private boolean toldOfLongTexts;
    private volatile boolean suspending;
    private volatile boolean hurried;
    /** Whether a whole round was made since {@link #hurried}, and the last status is in the sink, and on its way. */
    private volatile boolean toldLast;

    private volatile boolean gaveUp;
    private volatile boolean stopped;
    private volatile @Nullable Thread drainThread;

    /**
     * Puts the stages together; {@link #run} does the work.
     */
    public Pipeline(
            Recorder recorder,
            EventClock clock,
            Teller teller,
            Heartbeat heartbeat,
            EventSink sink,
            List<? extends Destination> destinations,
            Losses losses,
            AgentLog log) {
        this.recorder = recorder;
        this.clock = clock;
        this.teller = teller;
        this.each = teller::take;
        this.heartbeat = heartbeat;
        this.sink = sink;
        this.destinations = List.copyOf(destinations);
        this.losses = losses;
        this.log = log;
    }

    /** Drains until {@link #stop}. */
    @Override
    public void run() {
        drainThread = Thread.currentThread();
        rehearse();
        Pace pace = new Pace(System.nanoTime(), recorder.slots());
        int found = 0;
        while (!stopped) {
            int count = 0;
            try {
                count = round();
            } catch (Throwable problem) {
                log.failure("the drain thread stumbled, and goes on", problem);
            }
            found += count;
            if (suspending && count < RECORDS_PER_ROUND) {
                standStill();
            } else if (count < RECORDS_PER_ROUND) {
                long pause = pace.pauseNanos(System.nanoTime(), found);
                found = 0;
                LockSupport.parkNanos(this, hurried ? HURRIED_PAUSE_NANOS : pause);
                // Whoever interrupts all threads does not mean this one, which could never park again.
                Thread.interrupted();
            }
        }
    }

    /** Before there is anything to do, most of the time: the first server class is being loaded now. */
    void rehearse() {
        try {
            teller.rehearse(recorder.wanted());
        } catch (Throwable problem) {
            log.failure("the drain thread could not try its work, and begins it", problem);
        }
    }

    /** One round: what waits in the ring, up to a number. Called by the drain thread, and by tests in its place. */
    int round() {
        clock.tick();
        if (absence.isOver(System.nanoTime(), System.currentTimeMillis())) {
            teller.renew();
        }
        teller.beginRound(System.nanoTime(), mustHurry());
        int count = recorder.drain(each, RECORDS_PER_ROUND);
        boolean ending = hurried;
        teller.tellRollups(ending, gaveUp);
        long now = System.nanoTime();
        if (heartbeat.isDue(now, ending)) {
            teller.beat(heartbeat, ending, accountings(), headersTooLong());
        }
        tellOfLongTexts();
        sink.endRound(now);
        if (ending && heartbeat.hasSaidLast()) {
            toldLast = true;
        }
        return count;
    }

    private void tellOfLongTexts() {
        if (!toldOfLongTexts && recorder.longTextsRefused() > 0) {
            toldOfLongTexts = true;
            log.info("a request's headers were too long to be read (one of more than " + (Record.MAX_VALUE >> 10)
                    + " KB, or all of more than " + (Record.MAX_BYTES >> 10)
                    + " KB); it is counted, and its caller may be missing. This is said once.");
        }
    }

    /**
     * Whether details have to wait because the ring is about to be full: to count a request costs us half of what it
     * costs to tell of it, and less than it costs the application when request threads have to. A ring that one round
     * empties is about to be empty.
     */
    private boolean mustHurry() {
        return recorder.isCrowded() && recorder.waiting() > RECORDS_PER_ROUND;
    }

    /** What became of every request so far, for the first destination. */
    public Accounting accounting() {
        return accounting(destinations.get(0));
    }

    /** Headers that were not read because they were too long; their requests are counted, and told without them. */
    public long headersTooLong() {
        return recorder.longTextsRefused();
    }

    /** Where events go, in the order of {@link #accountings}. */
    public List<Destination> destinations() {
        return destinations;
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
                teller.excluded(),
                teller.pending(),
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
     * Waits until everything that was seen is delivered and the last status is told, for as long as the process may be held up. The threads go on after
     * that, for requests that end while other shutdown hooks are still at work.
     *
     * @return whether everything was delivered in time
     */
    public boolean settle(long timeoutMillis) {
        hurried = true;
        wake();
        sink.hurry();
        destinations.forEach(Destination::hurry);
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
        while (!toldLast || !isSettled()) {
            if (System.nanoTime() - deadline >= 0) {
                giveUp(timeoutMillis);
                return false;
            }
            LockSupport.parkNanos(this, SETTLING_PAUSE_NANOS);
        }
        return true;
    }

    private void giveUp(long timeoutMillis) {
        for (Destination destination : destinations) {
            Accounting accounting = accounting(destination);
            if (!accounting.isSettled()) {
                log.error(accounting.waiting() + accounting.rolledUpWaiting() + " requests could not be delivered to "
                        + destination.name() + " within " + timeoutMillis + " ms of the shutdown"
                        + (sink.outlivesProcess()
                                ? "; they wait in " + sink.place() + " for the next start"
                                : " and are lost, because " + sink.place() + " cannot be written"));
            }
        }
        destinations.forEach(Destination::giveUp);
        sink.giveUp();
        gaveUp = true;
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
        wake();
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
        // In memory they would be told by each process that is made of the image.
        teller.tellRollups(true, false);
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
        teller.renew();
    }

    /** Ends {@link #run}. */
    public void stop() {
        stopped = true;
        wake();
    }

    /** It is asleep for a tenth of a second at a time, when nobody calls. */
    private void wake() {
        LockSupport.unpark(drainThread);
    }
}
