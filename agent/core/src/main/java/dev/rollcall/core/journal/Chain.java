package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.pipeline.Loss;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one life of this process in their order, and the ways of its destinations through them. Guarded by the
 * journal's lock.
 */
final class Chain {
    private final String instance;
    private final String place;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final List<Segment> released = new ArrayList<>();
    private final List<Way> ways = new ArrayList<>();
    private volatile boolean someReleased;
    private volatile @Nullable JournalDirectory directory;
    private boolean closed;

    Chain(String instance, String place) {
        this.instance = instance;
        this.place = place;
    }

    void add(Way way) {
        ways.add(way);
    }

    void add(Segment segment) {
        segments.add(segment);
    }

    /** The first segment behind a number. */
    @Nullable
    Segment after(long number) {
        for (Segment segment : segments) {
            if (segment.number > number) {
                return segment;
            }
        }
        return null;
    }

    boolean isLast(Segment segment) {
        return segments.peekLast() == segment;
    }

    @Nullable
    Segment first() {
        return segments.peekFirst();
    }

    /** A copy. */
    List<Segment> segments() {
        return new ArrayList<>(segments);
    }

    /** A destination has left a segment behind: those that all have left are free. */
    void passed() {
        while (!segments.isEmpty()) {
            Segment oldest = segments.element();
            for (Way way : ways) {
                if (way.passedNumber() < oldest.number) {
                    return;
                }
            }
            segments.remove();
            released.add(oldest);
            someReleased = true;
        }
    }

    /** Counts what is left of a segment as lost, for those who have not delivered it, and takes it out. */
    void letGo(Segment segment, Loss reason) {
        for (Way way : ways) {
            way.lose(segment, reason);
        }
        takeOut(segment);
    }

    /** Takes all segments out: others are going to deliver them. Where a file was removed, only we could have done that. */
    void handOver() {
        for (Segment segment : segments()) {
            SegmentFile file = segment.file();
            if (file == null || !file.exists()) {
                letGo(segment, Loss.SHUTDOWN);
            } else {
                for (Way way : ways) {
                    way.handOver(segment);
                }
                takeOut(segment);
            }
        }
    }

    private void takeOut(Segment segment) {
        segment.letGo();
        for (Iterator<Segment> each = segments.iterator(); each.hasNext(); ) {
            if (each.next() == segment) {
                each.remove();
            }
        }
    }

    /** Counts what could not be written to a segment. */
    void lose(EventKind kind, Loss reason, long requests) {
        for (Way way : ways) {
            way.lose(kind, reason, requests);
        }
    }

    /** Takes the oldest segment out that nobody writes or is going to read. */
    @Nullable
    Segment removeOldestSealed() {
        Segment oldest = segments.peek();
        return oldest != null && oldest.isSealed() ? segments.remove() : null;
    }

    /** Takes all segments out; nobody is going to read them. */
    void clear() {
        segments.clear();
    }

    /** Whether {@link #takeReleased} has something; may be asked without the lock. */
    boolean hasReleased() {
        return someReleased;
    }

    List<Segment> takeReleased() {
        List<Segment> taken = new ArrayList<>(released);
        released.clear();
        someReleased = false;
        return taken;
    }

    /** Whether every destination has all that was written. */
    boolean isDelivered() {
        for (Way way : ways) {
            if (!way.hasAll()) {
                return false;
            }
        }
        return true;
    }

    /** Nothing is added any more. */
    void close() {
        closed = true;
        advance();
    }

    /** Lets the ways leave behind what they have finished. */
    void advance() {
        for (Way way : ways) {
            way.advance();
        }
    }

    boolean isClosed() {
        return closed;
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    String instance() {
        return instance;
    }

    /** For a line of text. */
    String place() {
        return place;
    }

    /** Null while there is none; may be asked without the lock. */
    @Nullable
    JournalDirectory directory() {
        return directory;
    }

    /** From now on the segments are in another directory, or in none. */
    void directory(@Nullable JournalDirectory made) throws IOException {
        directory = made;
        saveWays();
    }

    /** Writes how far everyone has come into the directory's cursors. */
    void saveWays() throws IOException {
        JournalDirectory here = directory;
        if (here != null) {
            for (Way way : ways) {
                way.save(here);
            }
        }
    }
}
