package dev.rollcall.core.ship;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.journal.BatchReader;
import dev.rollcall.core.journal.JournalBatch;
import dev.rollcall.core.pipeline.Loss;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A journal without files. */
final class MemoryJournal implements BatchReader {
    static final String INSTANCE = "0123456789abcdef0123";

    /** Thrown once by the method that is called next, of those a shipper calls. */
    final AtomicReference<@Nullable Error> fault = new AtomicReference<>();

    private final Deque<JournalBatch> batches = new ArrayDeque<>();
    private final long[] waiting = new long[EventKind.values().length];
    private final long[] expired = new long[EventKind.values().length];
    private long adoptedWaiting;
    private long sequence;
    private boolean woken;

    /** A batch of requests; the event of sequence {@code n} is {@code {"event_id":"id-n","secret":"content"}}. */
    JournalBatch requests(int count) {
        return add(false, Collections.nCopies(count, EventKind.REQUEST), 1);
    }

    JournalBatch rollups(int count, int requestsEach) {
        return add(false, Collections.nCopies(count, EventKind.ROLLUP), requestsEach);
    }

    JournalBatch adopted(int count) {
        return add(true, Collections.nCopies(count, EventKind.REQUEST), 1);
    }

    JournalBatch status() {
        return add(false, List.of(EventKind.STATUS), 0);
    }

    private synchronized JournalBatch add(boolean adopted, List<EventKind> kinds, int requestsEach) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] requests = new int[kinds.size()];
        int[] ends = new int[kinds.size()];
        long first = sequence;
        for (int i = 0; i < kinds.size(); i++) {
            if (i > 0) {
                bytes.write(JournalBatch.SEPARATOR);
            }
            bytes.writeBytes(event(sequence).getBytes(UTF_8));
            requests[i] = requestsEach;
            ends[i] = bytes.size();
            sequence++;
        }
        JournalBatch batch = new JournalBatch(
                adopted ? "fedcba98765432100000" : INSTANCE,
                adopted,
                first,
                kinds.toArray(new EventKind[0]),
                requests,
                ends,
                bytes.toByteArray());
        move(batch, waiting, 1);
        batches.add(batch);
        notifyAll();
        return batch;
    }

    static String event(long sequence) {
        return "{\"event_id\":\"id-" + sequence + "\",\"secret\":\"content\"}";
    }

    private void move(JournalBatch batch, long[] to, int sign) {
        for (int i = 0; i < batch.size(); i++) {
            if (!batch.isAdopted()) {
                to[batch.kind(i).ordinal()] += (long) sign * batch.requests(i);
            } else if (to == waiting) {
                adoptedWaiting += (long) sign * batch.requests(i);
            }
        }
    }

    /** The oldest batch is too old. */
    synchronized void expire() {
        JournalBatch batch = batches.poll();
        if (batch != null) {
            move(batch, waiting, -1);
            move(batch, expired, 1);
        }
    }

    synchronized List<JournalBatch> left() {
        return new ArrayList<>(batches);
    }

    private void fail() {
        Error error = fault.getAndSet(null);
        if (error != null) {
            throw error;
        }
    }

    @Override
    public synchronized @Nullable JournalBatch next(long timeoutMillis) throws InterruptedException {
        fail();
        if (batches.isEmpty() && !woken && timeoutMillis > 0) {
            wait(timeoutMillis);
        }
        woken = false;
        JournalBatch next = batches.peek();
        // Read anew each time, as from a file.
        return next == null ? null : copy(next);
    }

    private static JournalBatch copy(JournalBatch batch) {
        EventKind[] kinds = new EventKind[batch.size()];
        int[] requests = new int[batch.size()];
        int[] ends = new int[batch.size()];
        for (int i = 0; i < batch.size(); i++) {
            kinds[i] = batch.kind(i);
            requests[i] = batch.requests(i);
            ends[i] = batch.offset(i) + batch.length(i);
        }
        return new JournalBatch(
                batch.instance(),
                batch.isAdopted(),
                batch.firstSequence(),
                kinds,
                requests,
                ends,
                batch.bytes().clone());
    }

    @Override
    public synchronized boolean done(JournalBatch batch) {
        fail();
        JournalBatch first = batches.peek();
        if (first == null || first.firstSequence() != batch.firstSequence()) {
            return false;
        }
        batches.remove();
        move(first, waiting, -1);
        return true;
    }

    @Override
    public synchronized void wake() {
        woken = true;
        notifyAll();
    }

    @Override
    public synchronized long waiting(EventKind kind) {
        return waiting[kind.ordinal()];
    }

    @Override
    public synchronized long lost(EventKind kind, Loss reason) {
        return reason == Loss.EXPIRED ? expired[kind.ordinal()] : 0;
    }

    @Override
    public synchronized long adoptedWaiting() {
        return adoptedWaiting;
    }

    @Override
    public long handedOver(EventKind kind) {
        return 0;
    }

    @Override
    public long adoptedExpired() {
        return 0;
    }
}
