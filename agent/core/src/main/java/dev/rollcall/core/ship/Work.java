package dev.rollcall.core.ship;

import dev.rollcall.core.journal.JournalBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do of one batch, in pieces, and what became of each of its events so far.
 *
 * <p>An event is {@code open -> delivered}, {@code open -> set aside}, or {@code open -> suspect -> set aside}. A suspect is one that was
 * refused alone while nothing else of the batch was accepted: it may be the event, or the endpoint may refuse whatever
 * comes. An event is only over when it is marked so: should a step break off half way, it is open still, and is planned
 * again. Confined to the shipper's thread.
 */
final class Work {
    private JournalBatch batch;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private final BitSet over;
    private final BitSet setAside;
    private final List<Suspect> suspects = new ArrayList<>();
    private boolean anythingAccepted;

    /** All of a batch, in one piece. */
    Work(JournalBatch batch) {
        this.batch = batch;
        this.over = new BitSet(batch.size());
        this.setAside = new BitSet(batch.size());
    }

    JournalBatch batch() {
        return batch;
    }

    /** Whether this is the work of that batch, which may have been read anew. */
    boolean isOf(JournalBatch other) {
        return other == batch
                || (other.firstSequence() == batch.firstSequence()
                        && other.size() == batch.size()
                        && other.instance().equals(batch.instance()));
    }

    /** The journal has given the same batch once more; this copy stands for it from now on. */
    void readAgain(JournalBatch same) {
        batch = same;
    }

    /**
     * The piece to send next, or null when no event is open. The same again until it is delivered, halved or suspected.
     *
     * @param most events of a piece that was not sent yet
     */
    @Nullable
    Piece next(int most) {
        if (pieces.isEmpty()) {
            plan();
        }
        Piece piece = pieces.peek();
        if (piece != null && piece.size() > most && !piece.wasSent()) {
            split(piece.from() + most);
            return pieces.peek();
        }
        return piece;
    }

    /** Every run of open events is a piece. */
    private void plan() {
        int from = over.nextClearBit(0);
        while (from < batch.size()) {
            int end = over.nextSetBit(from);
            int to = end < 0 ? batch.size() : end;
            pieces.add(new Piece(batch, from, to));
            from = over.nextClearBit(to);
        }
    }

    /** The next piece was too much, or has something in it that is not acceptable. */
    void halve() {
        Piece piece = pieces.element();
        split(piece.from() + piece.size() / 2);
    }

    private void split(int middle) {
        Piece piece = pieces.remove();
        pieces.addFirst(new Piece(batch, middle, piece.to()));
        pieces.addFirst(new Piece(batch, piece.from(), middle));
    }

    /** The next piece was accepted, but for the events that are to be sent again; these stay open. */
    void delivered(BitSet again) {
        Piece piece = pieces.remove();
        anythingAccepted = true;
        for (int i = piece.from(); i < piece.to(); i++) {
            if (!again.get(i)) {
                over.set(i);
            }
        }
    }

    /** The next piece, of one event, was refused. */
    void suspect(int status) {
        Piece piece = pieces.element();
        suspects.add(new Suspect(piece.from(), status));
        over.set(piece.from());
        pieces.remove();
    }

    /** The events that were refused alone, and are neither set aside nor open again; to be emptied by the caller. */
    List<Suspect> suspects() {
        return suspects;
    }

    /** Whether the endpoint took anything of this batch. */
    boolean isAnythingAccepted() {
        return anythingAccepted;
    }

    /** An event is kept elsewhere. */
    void setAside(int index) {
        setAside.set(index);
        over.set(index);
    }

    boolean isSetAside(int index) {
        return setAside.get(index);
    }

    /** Nothing was accepted: all suspects are open again, and one event is sent first, alone, whichever it is. */
    void startAnew(int alone) {
        pieces.clear();
        for (Suspect suspect : suspects) {
            over.clear(suspect.index);
        }
        suspects.clear();
        pieces.add(new Piece(batch, alone, alone + 1));
    }

    /** Whether no event is open. */
    boolean isOver() {
        return over.cardinality() == batch.size();
    }

    /** An event that was refused alone. */
    static final class Suspect {
        final int index;
        final int status;

        Suspect(int index, int status) {
            this.index = index;
            this.status = status;
        }
    }
}
