package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A part of the journal that this process writes: in a file, or in memory while there is no disk. Written by the drain thread;
 * read by shippers up to {@link #closed}.
 *
 * <p>States: {@code OPEN -> SEALED -> RELEASED}. Nothing is added to a sealed one. A released one was delivered everywhere, or
 * let go.
 */
final class Segment {
    private static final int KINDS = 4;
    private static final byte[] NOTHING = new byte[0];

    final long number;
    private final int seed;
    private final long firstSequence;
    private final long begunMillis = System.currentTimeMillis();
    private final long[] requests = new long[KINDS];

    /** Changed when a segment in memory is moved into a file; the offsets stay. */
    private volatile ByteBuffer buffer;

    private @Nullable SegmentFile file;
    private ByteBuffer target;
    private int end = SegmentHeader.SIZE;
    private int events;
    private volatile int closed = SegmentHeader.SIZE;

    // Guarded by the journal's lock.
    private boolean sealed;
    private boolean letGo;
    private long sealedMillis;

    Segment(String instance, long number, long firstSequence, ByteBuffer buffer, @Nullable SegmentFile file) {
        this.number = number;
        this.seed = RecordFormat.seed(instance, number);
        this.firstSequence = firstSequence;
        this.buffer = buffer;
        this.target = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.file = file;
    }

    /**
     * Throws the error of an access to a mapping whose file was cut short, if there was one: compiled code goes on after such a
     * fault, and the error appears only when the thread next comes back from the JVM.
     *
     * @throws InternalError when there was one
     */
    @SuppressWarnings("ThreadPriorityCheck") // any short call into the JVM would do
    static void raiseFaults() {
        Thread.yield();
    }

    /** Whether its file was cut short. */
    boolean isCut() {
        SegmentFile mapped = file;
        return mapped != null && mapped.file().length() < mapped.capacity() && mapped.exists();
    }

    /** Whether a record of that many bytes fits, and the end of its batch. */
    boolean fits(long size) {
        return end + size + RecordFormat.END_SIZE <= target.capacity();
    }

    void add(RecordWriter writer, EventKind kind, int count, long sequence, byte[] bytes, int offset, int length) {
        writer.write(target, end, seed, kind.code(), count, sequence, bytes, offset, length);
        end += (int) RecordFormat.size(length);
        requests[kind.code()] += count;
        events++;
    }

    /** Ends a batch: shippers may read it. */
    void endBatch(RecordWriter writer, long first, int count) {
        writer.write(target, end, seed, RecordFormat.END_OF_BATCH, count, first, NOTHING, 0, 0);
        end += RecordFormat.END_SIZE;
        closed = end;
    }

    /** What cannot be marked as a batch any more, because the file is damaged, is read as far as it goes. */
    void endBroken() {
        closed = end;
    }

    /** From memory into a file. */
    void move(String instance, SegmentFile into, long millis) throws java.io.IOException {
        into.begin(instance, number, firstSequence, millis);
        ByteBuffer from = buffer.duplicate();
        from.position(SegmentHeader.SIZE);
        from.limit(Math.min(end + Integer.BYTES, from.capacity()));
        ByteBuffer to = into.buffer().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        to.position(SegmentHeader.SIZE);
        to.put(from);
        target = to;
        file = into;
        buffer = into.buffer();
    }

    /** From a file into memory. */
    void leaveFile() {
        ByteBuffer from = buffer.duplicate();
        from.position(0);
        from.limit(end);
        ByteBuffer copy = ByteBuffer.allocate(end).order(ByteOrder.LITTLE_ENDIAN);
        copy.put(from);
        target = copy.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        file = null;
        buffer = copy;
    }

    ByteBuffer buffer() {
        return buffer;
    }

    int seed() {
        return seed;
    }

    /** Null while it is in memory only. */
    @Nullable
    SegmentFile file() {
        return file;
    }

    boolean isInMemory() {
        return file == null;
    }

    int capacity() {
        return buffer.capacity();
    }

    int end() {
        return end;
    }

    /** Behind the last batch that has ended. */
    int closed() {
        return closed;
    }

    int events() {
        return events;
    }

    /** Requests of the events of a kind that were added. */
    long requests(EventKind kind) {
        return requests[kind.code()];
    }

    /** When it was begun, by the wall clock. */
    long begunMillis() {
        return begunMillis;
    }

    boolean isSealed() {
        return sealed;
    }

    void seal(long millis) {
        sealed = true;
        sealedMillis = millis;
    }

    /** When it was sealed, by the wall clock. */
    long sealedMillis() {
        return sealedMillis;
    }

    /** Whether its events are counted as lost for those that had not read them. */
    boolean isLetGo() {
        return letGo;
    }

    void letGo() {
        letGo = true;
    }
}
