package dev.rollcall.core.exchange;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jctools.queues.atomic.SpmcAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The way of a record: from a request thread through the ring to the drain thread, and back for the next request.
 *
 * <p>The ring is bounded, by slots and by bytes, and lock-free; a request thread never waits. When it is full the exchange
 * goes to the {@link Overflow}, which counts it without its details, and before there is one it is counted as lost:
 * {@code seen = drained + waiting + overflowed + lost}, always. JCTools' atomic queues are used because the
 * others need {@code Unsafe}, of which JDK 24 and later warn.
 */
public final class Recorder {
    /** What the records in a full ring may take on average: a ring of the default size stays below 48 MB. */
    private static final long BYTES_PER_SLOT = 768;

    /** What a small ring may take all the same. */
    private static final long LEAST_RING_BYTES = 8L << 20;

    /** A record of this footprint, which is twice the ordinary one, is not counted in a ring that is all but empty ... */
    private static final int SMALL_RECORD = 2048;

    /** ... that is, in which such records take no more than this part of what all may. */
    private static final int UNCOUNTED_PART = 8;

    /**
     * As many as come in a tenth of a second at 40,000 requests a second: for so long the drain thread sleeps when nobody
     * has called for a while. Each takes a kilobyte or more.
     */
    private static final int POOLED_RECORDS = 4096;

    private static final int SPARE_RECORDS = 8;

    private final Wanted wanted;
    private final String[] routeAttributes;
    private final ApplicationRoutes applicationRoutes = new ApplicationRoutes();
    private final MpscAtomicArrayQueue<Record> ring;
    private final SpmcAtomicArrayQueue<Record> pool;
    /**
     * A few records that found the ring full, for the next requests: only the drain thread may fill the pool, which is empty
     * then. Whoever takes one out of its place, in one atomic step, owns it.
     */
    private final AtomicReferenceArray<@Nullable Record> spares = new AtomicReferenceArray<>(SPARE_RECORDS);

    private final long maxBytesInRing;
    /** A ring that is shorter takes little, and its small records are not counted. */
    private final int uncounted;
    /**
     * What the counted records in the ring take, with those that are just being offered. A word that all request threads
     * write: while the drain thread keeps up, none does.
     */
    private final AtomicLong bytesInRing = new AtomicLong();

    private final Taker taker = new Taker();
    /** What most requests' texts fit into. Whoever reads an old value makes a record that grows, or has room to spare. */
    private int usualBytes = Texts.INITIAL_BYTES;

    private final LongAdder overflowed = new LongAdder();
    private final AtomicLong longTextsRefused = new AtomicLong();
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
        this.pool = new SpmcAtomicArrayQueue<>(Math.min(POOLED_RECORDS, ring.capacity()));
        long most = Math.max(LEAST_RING_BYTES, ring.capacity() * BYTES_PER_SLOT);
        // What the counted records may take; the others take the rest.
        this.maxBytesInRing = most - most / UNCOUNTED_PART;
        this.uncounted = (int) (most / UNCOUNTED_PART / SMALL_RECORD);
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
        return new Exchange(this);
    }

    /** A clean record for the calling thread. */
    Record acquire() {
        Record used = pool.poll();
        used = used == null ? takeSpare() : used;
        return used == null ? new Record(this, wanted, usualBytes) : used;
    }

    private @Nullable Record takeSpare() {
        for (int i = 0; i < SPARE_RECORDS; i++) {
            Record spare = spares.getPlain(i) == null ? null : spares.getAndSet(i, null);
            if (spare != null) {
                return spare;
            }
        }
        return null;
    }

    private void keepSpare(Record record) {
        // Also what is not kept: somebody may hold it for a while, and a token must not linger.
        record.clear();
        if (isWorthKeeping(record)) {
            for (int i = 0; i < SPARE_RECORDS; i++) {
                if (spares.getPlain(i) == null && spares.compareAndSet(i, null, record)) {
                    return;
                }
            }
        }
    }

    private static boolean isWorthKeeping(Record record) {
        return record.capacity() <= Texts.INITIAL_BYTES * 4;
    }

    /** Passes a record that {@link Exchange#end} gave to the drain thread; it is not the caller's any more. */
    public void submit(Record record) {
        if (!offer(record)) {
            submitBeyondRing(record);
        }
    }

    /**
     * Whether there was room. Threads that are refused at the same moment may count each other's bytes as taken: a ring that
     * is that full may refuse a record too many.
     */
    private boolean offer(Record record) {
        int bytes = record.footprint();
        if (bytes <= SMALL_RECORD && ring.size() < uncounted) {
            record.counted = 0;
            return ring.offer(record);
        }
        record.counted = bytes;
        if (bytesInRing.addAndGet(bytes) <= maxBytesInRing && ring.offer(record)) {
            return true;
        }
        bytesInRing.addAndGet(-bytes);
        return false;
    }

    private void submitBeyondRing(Record record) {
        Overflow beyond = overflow;
        if (beyond != null && beyond.add(record)) {
            overflowed.increment();
        } else {
            lostRingFull.incrementAndGet();
        }
        keepSpare(record);
    }

    void viewFailed() {
        failedViews.incrementAndGet();
    }

    void longTextRefused() {
        longTextsRefused.incrementAndGet();
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
        taker.consumer = consumer;
        int count;
        try {
            count = ring.drain(taker, limit);
        } finally {
            taker.end();
        }
        drained.setRelease(drained.getPlain() + count);
        return count;
    }

    /** Takes records out of the ring. An object of its own, because it writes for each, and request threads read the recorder. */
    private final class Taker implements MessagePassingQueue.Consumer<Record> {
        /** So much longer than the others do requests have to be in number until new records are made for them. */
        private static final int MAJORITY = 64;

        Consumer<Record> consumer = record -> {};
        private long bytes;
        private int longer = -MAJORITY;

        @Override
        public void accept(Record record) {
            bytes += record.counted;
            longer = record.isLong() ? Math.min(longer + 1, MAJORITY) : Math.max(longer - 1, -MAJORITY);
            try {
                consumer.accept(record);
            } finally {
                recycle(record);
            }
        }

        void end() {
            if (bytes > 0) {
                bytesInRing.addAndGet(-bytes);
                bytes = 0;
            }
            int usual = longer > 0 ? Texts.INITIAL_BYTES * 2 : Texts.INITIAL_BYTES;
            if (usual != usualBytes) {
                usualBytes = usual;
            }
        }
    }

    private void recycle(Record record) {
        record.clear();
        if (isWorthKeeping(record)) {
            pool.offer(record);
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

    /** Whether more than three quarters of the ring are taken, by slots or by bytes. */
    public boolean isCrowded() {
        return ring.size() > ring.capacity() / 4 * 3 || bytesInRing.get() > maxBytesInRing / 4 * 3;
    }

    /** How many records fit into the ring. */
    public int slots() {
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

    /**
     * Texts that were not read because they were too long: a header of more than {@link Record#MAX_VALUE} bytes, or what did
     * not fit into {@link Record#MAX_BYTES} with the others of its request.
     */
    public long longTextsRefused() {
        return longTextsRefused.get();
    }

    /** Records handed to the drain thread's consumer; exact on the drain thread, a little behind elsewhere. */
    public long drained() {
        return drained.getAcquire();
    }
}
