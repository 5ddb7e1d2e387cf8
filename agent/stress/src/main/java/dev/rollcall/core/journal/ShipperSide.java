package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;

/** What a shipper's thread reads, and whether it is what the drain thread wrote: each event whole, once, in order. */
final class ShipperSide {
    private final DrainSide drain;
    private int next;
    private boolean wrong;

    ShipperSide(DrainSide drain) {
        this.drain = drain;
    }

    /** Takes so many batches, if they are there. */
    void take(int batches) {
        for (int i = 0; i < batches; i++) {
            JournalBatch batch = drain.way.take();
            if (batch == null) {
                return;
            }
            check(batch);
            wrong |= !drain.way.done();
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

    /** How many events came; negative when one was torn, missing, doubled or out of order. */
    int events() {
        return wrong || drain.tally.done(EventKind.REQUEST) != next ? -1 - next : next;
    }
}
