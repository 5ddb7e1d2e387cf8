package dev.rollcall.core.ship;

import dev.rollcall.core.journal.JournalBatch;
import org.jspecify.annotations.Nullable;

/**
 * Neighbouring events of a batch that are sent in one delivery. Its id says which events these are, and its body is made
 * once, so that every attempt sends the same bytes under the same name.
 */
final class Piece {
    private final JournalBatch batch;
    private final int from;
    private final int to;
    private byte @Nullable [] body;

    /** The events from one index to before another. */
    Piece(JournalBatch batch, int from, int to) {
        this.batch = batch;
        this.from = from;
        this.to = to;
    }

    int from() {
        return from;
    }

    /** The index after the last event. */
    int to() {
        return to;
    }

    int size() {
        return to - from;
    }

    /** {@code <instance>:<first sequence>:<count>}. */
    String id() {
        return batch.instance() + ':' + (batch.firstSequence() + from) + ':' + size();
    }

    /** Whether there was an attempt, successful or not. */
    boolean wasSent() {
        return body != null;
    }

    byte[] body(BatchBody maker) {
        byte[] made = body;
        if (made == null) {
            made = maker.of(batch, from, to);
            body = made;
        }
        return made;
    }
}
