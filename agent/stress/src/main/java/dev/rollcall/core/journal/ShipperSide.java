package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;

/** What a shipper's thread reads, and whether it is what the drain thread wrote: each event whole, once, in order. */
final class ShipperSide {
    private final BatchReader reader;
    private int next;
    private boolean wrong;

    /** With the first event taken, so that the disk has been searched before two threads meet. */
    ShipperSide(BatchReader reader) {
        this.reader = reader;
        take(1);
    }

    /** Takes so many batches, if they are there. */
    void take(int batches) {
        try {
            for (int i = 0; i < batches; i++) {
                JournalBatch batch = reader.next(0);
                if (batch == null) {
                    return;
                }
                check(batch);
                wrong |= !reader.done(batch);
            }
        } catch (InterruptedException stranger) {
            wrong = true;
        }
    }

    private void check(JournalBatch batch) {
        wrong |= batch.firstSequence() != next;
        for (int i = 0; i < batch.size(); i++) {
            byte expected = (byte) ('a' + next);
            for (int at = batch.offset(i); at < batch.offset(i) + batch.length(i); at++) {
                wrong |= batch.bytes()[at] != expected;
            }
            next++;
        }
    }

    /** How many events came after the first; negative when one was torn, missing, doubled or out of order. */
    int events() {
        return wrong ? -1 - next : next - 1;
    }

    /** The same once nothing is written any more: then the journal must not think that anything waits. */
    int eventsAtTheEnd() {
        return reader.waiting(EventKind.REQUEST) == 0 ? events() : -1 - next;
    }
}
