package dev.rollcall.core.exchange;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jctools.queues.atomic.SpmcAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The way of a record: from a request thread through the ring to the drain thread, and back for the next request.
 *
 * <p>The ring is bounded and lock-free; a request thread never waits. When it is full the exchange goes to the
 * {@link Overflow}, which counts it without its details, and before there is one it is counted as lost:
 * {@code seen = drained + waiting + overflowed + lost}, always. JCTools' atomic queues are used because the
 * others need {@code Unsafe}, of which JDK 24 and later warn.
 */
public final class Recorder {
    /** How many bytes of unusually long headers may be on their way at once, in all. */
    private static final long MAX_RESERVED_BYTES = 16L << 20;

    private static final int POOLED_RECORDS = 1024;

    private final Wanted wanted;
    private final String[] routeAttributes;
    private final ApplicationRoutes applicationRoutes = new ApplicationRoutes();
    private final MpscAtomicArrayQueue<Record> ring;
    private final SpmcAtomicArrayQueue<Record> pool = new SpmcAtomicArrayQueue<>(POOLED_RECORDS);
    private final AtomicLong reserved = new AtomicLong();
    private final LongAdder overflowed = new LongAdder();
    private final AtomicLong lostRingFull = new AtomicLong();
    private final AtomicLong failedViews = new AtomicLong();
    /** Written by the drain thread only. */
    private final AtomicLong drained = new AtomicLong();

    private volatile @Nullable Overflow overflow;

    /**
     * Makes the ring.
     *
     * @param wanted what is read from every exchange
     * @param ringSlots how many ended exchanges may wait for the drain thread, 2 to 2^20; rounded up to a power of two
     */
    public Recorder(Wanted wanted, int ringSlots) {
        this(wanted, List.of(), ringSlots);
    }

    /**
     * Makes the ring.
     *
     * @param wanted what is read from every exchange
     * @param routeAttributes names of request attributes in which frameworks leave a route template
     * @param ringSlots how many ended exchanges may wait for the drain thread, 2 to 2^20; rounded up to a power of two
     */
    public Recorder(Wanted wanted, List<String> routeAttributes, int ringSlots) {
        this.wanted = wanted;
        this.routeAttributes = routeAttributes.toArray(new String[0]);
        this.ring = new MpscAtomicArrayQueue<>(ringSlots);
    }

    public Wanted wanted() {
        return wanted;
    }

    /** The routes of the web applications in this JVM. */
    public ApplicationRoutes applicationRoutes() {
        return applicationRoutes;
    }

    /** Whether a request attribute holds a route template of some framework. */
    public boolean isRouteAttribute(String name) {
        for (String routeAttribute : routeAttributes) {
            if (routeAttribute.equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Begins an exchange now. */
    public Exchange begin() {
        return new Exchange(this, System.nanoTime());
    }

    /** A clean record for the calling thread. */
    Record acquire() {
        Record used = pool.poll();
        return used == null ? new Record(this, wanted) : used;
    }

    /** Passes a record that {@link Exchange#end} gave to the drain thread; it is not the caller's any more. */
    public void submit(Record record) {
        if (!ring.offer(record)) {
            submitBeyondRing(record);
        }
    }

    private void submitBeyondRing(Record record) {
        Overflow beyond = overflow;
        if (beyond != null && beyond.add(record)) {
            overflowed.increment();
        } else {
            lostRingFull.incrementAndGet();
        }
        release(record.capacity());
    }

    /** A record that was never submitted is left to the garbage collector: only the drain thread may fill the pool. */
    void giveBackUnused(Record record) {
        release(record.capacity());
    }

    void viewFailed() {
        failedViews.incrementAndGet();
    }

    boolean reserve(int more) {
        if (reserved.addAndGet(more) > MAX_RESERVED_BYTES) {
            reserved.addAndGet(-more);
            return false;
        }
        return true;
    }

    private void release(int capacity) {
        if (capacity > Texts.INITIAL_BYTES) {
            reserved.addAndGet(Texts.INITIAL_BYTES - capacity);
        }
    }

    // ---- the drain thread ----------------------------------------------------------------------------------------

    /**
     * Hands waiting records to the consumer, one after another, and takes each back when the consumer returns. Only one
     * thread may drain.
     *
     * @param consumer reads a record and keeps nothing of it
     * @param limit at most this many
     * @return how many there were
     */
    public int drain(Consumer<Record> consumer, int limit) {
        MessagePassingQueue.Consumer<Record> each = record -> {
            try {
                consumer.accept(record);
            } finally {
                recycle(record);
            }
        };
        int count = ring.drain(each, limit);
        drained.setRelease(drained.getPlain() + count);
        return count;
    }

    private void recycle(Record record) {
        if (record.capacity() > Texts.INITIAL_BYTES * 4) {
            release(record.capacity());
            return;
        }
        record.clear();
        if (!pool.offer(record)) {
            release(record.capacity());
        }
    }

    /** From now on, what does not fit into the ring goes there. */
    public void overflowInto(Overflow overflow) {
        this.overflow = overflow;
    }

    /** Exchanges that have ended, each counted once. */
    public long seen() {
        return ring.currentProducerIndex() + overflowed.sum() + lostRingFull.get();
    }

    /** How many ended exchanges the ring can hold. */
    public int capacity() {
        return ring.capacity();
    }

    /** Exchanges whose record waits in the ring. */
    public int waiting() {
        return ring.size();
    }

    /** Exchanges whose record found the ring full, and no overflow. */
    public long lostRingFull() {
        return lostRingFull.get();
    }

    /** Exchanges for which a framework's view threw; they are counted, without what the view would have told. */
    public long failedViews() {
        return failedViews.get();
    }

    /** Records handed to the drain thread's consumer; exact on the drain thread, a little behind elsewhere. */
    public long drained() {
        return drained.getAcquire();
    }
}
