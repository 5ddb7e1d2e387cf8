package dev.rollcall.core.ship;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.journal.BatchReader;
import dev.rollcall.core.journal.JournalBatch;
import dev.rollcall.core.pipeline.DestinationFigures;
import dev.rollcall.core.pipeline.Loss;
import java.util.Arrays;

/**
 * What became of the requests that one destination is to be told of. A batch leaves the journal's figures and enters ours in one
 * step under the one lock, so that every request is always in exactly one of them: until all of a batch has come to its
 * end, all of it is waiting.
 */
final class Tally {
    private static final int MOST_LOOKS = 100;
    private static final Loss[] REASONS = Loss.values();

    private final BatchReader reader;
    private long delivered;
    private long rollupsDelivered;
    private long setAside;
    private long adoptedDelivered;

    Tally(BatchReader reader) {
        this.reader = reader;
    }

    /** All of a batch was delivered or set aside. Counts nothing when the journal had counted the batch as lost before. */
    synchronized void done(Work work) {
        JournalBatch batch = work.batch();
        if (!reader.done(batch)) {
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            if (work.isSetAside(i)) {
                setAside += batch.isAdopted() ? 0 : batch.requests(i);
            } else if (batch.isAdopted()) {
                adoptedDelivered += batch.requests(i);
            } else if (batch.kind(i) == EventKind.ROLLUP) {
                rollupsDelivered += batch.requests(i);
            } else {
                delivered += batch.requests(i);
            }
        }
    }

    synchronized DestinationFigures figures() {
        long[] lost = lost();
        long waiting = 0;
        long rollupsWaiting = 0;
        long handedOver = handedOver();
        // The journal moves requests from waiting to lost, or handed over, in one step, but tells of one after the
        // other;
        // so we look again until none was moved while we looked.
        for (int look = 0; look < MOST_LOOKS; look++) {
            waiting = reader.waiting(EventKind.REQUEST);
            rollupsWaiting = reader.waiting(EventKind.ROLLUP);
            long[] later = lost();
            long before = handedOver;
            handedOver = handedOver();
            boolean same = Arrays.equals(lost, later) && before == handedOver;
            lost = later;
            if (same) {
                break;
            }
        }
        lost[Loss.SET_ASIDE.ordinal()] += setAside;
        return new DestinationFigures(
                delivered,
                waiting,
                rollupsDelivered,
                rollupsWaiting,
                lost,
                handedOver,
                adoptedDelivered,
                reader.adoptedWaiting(),
                reader.adoptedExpired());
    }

    private long handedOver() {
        return reader.handedOver(EventKind.REQUEST) + reader.handedOver(EventKind.ROLLUP);
    }

    private long[] lost() {
        long[] lost = new long[REASONS.length];
        for (Loss reason : REASONS) {
            lost[reason.ordinal()] = reader.lost(EventKind.REQUEST, reason) + reader.lost(EventKind.ROLLUP, reason);
        }
        return lost;
    }
}
