package dev.rollcall.core.pipeline;

import dev.rollcall.core.exchange.Recorder;

/**
 * What became of every exchange that was seen: {@code seen = shipped + waiting + excluded + lost}, whenever nothing moves.
 * Each figure is counted where it arises; none is worked out from the others, so that the sum proves something.
 */
public final class Accounting {
    private final long seen;
    private final long shipped;
    private final long waiting;
    private final long excluded;
    private final long[] lost;

    private Accounting(long seen, long shipped, long waiting, long excluded, long[] lost) {
        this.seen = seen;
        this.shipped = shipped;
        this.waiting = waiting;
        this.excluded = excluded;
        this.lost = lost;
    }

    static Accounting of(Recorder recorder, EventSink sink, long excluded, Losses losses) {
        long[] lost = new long[Loss.values().length];
        for (Loss reason : Loss.values()) {
            lost[reason.ordinal()] = losses.get(reason);
        }
        lost[Loss.RING_FULL.ordinal()] += recorder.lostRingFull();
        return new Accounting(recorder.seen(), sink.shipped(), sink.waiting() + recorder.waiting(), excluded, lost);
    }

    /** Exchanges that ended. */
    public long seen() {
        return seen;
    }

    /** Accepted by the endpoint, or in the local store. */
    public long shipped() {
        return shipped;
    }

    /** In the ring, in a batch, or on their way. */
    public long waiting() {
        return waiting;
    }

    /** Not reported, because {@code rollcall.exclude} says so. */
    public long excluded() {
        return excluded;
    }

    public long lost(Loss reason) {
        return lost[reason.ordinal()];
    }

    /** Lost for any reason. */
    public long lost() {
        long sum = 0;
        for (long count : lost) {
            sum += count;
        }
        return sum;
    }

    /** Whether every exchange that was seen has come to its end: shipped, excluded or lost. */
    public boolean isSettled() {
        return waiting == 0 && seen == shipped + excluded + lost();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder()
                .append(seen)
                .append(" seen = ")
                .append(shipped)
                .append(" shipped + ")
                .append(waiting)
                .append(" waiting + ")
                .append(excluded)
                .append(" excluded + ")
                .append(lost())
                .append(" lost");
        for (Loss reason : Loss.values()) {
            if (lost(reason) > 0) {
                text.append(", ").append(reason.wireName()).append(' ').append(lost(reason));
            }
        }
        return text.toString();
    }
}
