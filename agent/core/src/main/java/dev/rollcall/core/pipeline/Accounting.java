package dev.rollcall.core.pipeline;

/**
 * What became of every request that was seen, for one destination:
 * {@code seen = delivered + waiting + excluded + rolled up + lost}, whenever nothing moves. Each figure is counted where it
 * arises; none is worked out from the others, so that the sum proves something. In a process that was away again and again
 * there is one more summand, {@link #handedOver}. Immutable.
 */
public final class Accounting {
    private final String destination;
    private final long seen;
    private final long inRing;
    private final long excluded;
    private final long rollupsPending;
    private final DestinationFigures figures;
    private final long[] lost;

    /**
     * Puts the figures together.
     *
     * @param destination its name
     * @param seen requests that ended
     * @param inRing of these, those that no thread of ours has looked at
     * @param excluded of these, those that are not to be reported
     * @param rollupsPending of these, those in rollups that are not events yet
     * @param lostEarly lost before the journal, for every destination
     * @param figures what became of the others
     */
    Accounting(
            String destination,
            long seen,
            long inRing,
            long excluded,
            long rollupsPending,
            Losses lostEarly,
            DestinationFigures figures) {
        this.destination = destination;
        this.seen = seen;
        this.inRing = inRing;
        this.excluded = excluded;
        this.rollupsPending = rollupsPending;
        this.figures = figures;
        this.lost = new long[Loss.values().length];
        for (Loss reason : Loss.values()) {
            lost[reason.ordinal()] = lostEarly.get(reason) + figures.lost(reason);
        }
    }

    /** The destination that the figures are about. */
    public String destination() {
        return destination;
    }

    /** Requests that ended. */
    public long seen() {
        return seen;
    }

    /** Requests told in detail, and accepted by the endpoint or in the journal of this machine. */
    public long delivered() {
        return figures.delivered();
    }

    /** Requests to be told in detail: in the ring, in the journal, or on their way. */
    public long waiting() {
        return inRing + figures.waiting();
    }

    /** Requests that are only counted, by customer, route and status; delivered or on their way. */
    public long rolledUp() {
        return rollupsPending + figures.rollupsWaiting() + figures.rollupsDelivered();
    }

    /** Of {@link #rolledUp}, those on their way. */
    public long rolledUpWaiting() {
        return rollupsPending + figures.rollupsWaiting();
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

    /**
     * Left in journals that this process wrote under former names, for whoever adopts them: then they are adopted ones. Only
     * of a process that was away again and again.
     */
    public long handedOver() {
        return figures.handedOver();
    }

    /** Requests of dead processes that this one has delivered; they are in none of the other figures. */
    public long adoptedDelivered() {
        return figures.adoptedDelivered();
    }

    /** Requests of dead processes that this one has yet to deliver. */
    public long adoptedWaiting() {
        return figures.adoptedWaiting();
    }

    /** Requests of dead processes that are lost, because they waited too long for this destination, or were too many. */
    public long adoptedExpired() {
        return figures.adoptedExpired();
    }

    /** Whether this process has ever had to do with what dead ones left. */
    public boolean hasAdopted() {
        return adoptedDelivered() + adoptedWaiting() + adoptedExpired() > 0;
    }

    /** Whether the figures add up; they need not while requests are being counted. */
    public boolean isBalanced() {
        return seen == delivered() + waiting() + excluded + rolledUp() + lost() + handedOver();
    }

    /** Whether every request that was seen has come to its end: delivered, excluded or lost. */
    public boolean isSettled() {
        return waiting() == 0 && rolledUpWaiting() == 0 && isBalanced();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder()
                .append(seen)
                .append(" seen = ")
                .append(delivered())
                .append(" delivered + ")
                .append(waiting())
                .append(" waiting + ")
                .append(excluded)
                .append(" excluded + ")
                .append(rolledUp())
                .append(" rolled up + ")
                .append(lost())
                .append(" lost");
        if (handedOver() > 0) {
            text.append(" + ").append(handedOver()).append(" handed over");
        }
        for (Loss reason : Loss.values()) {
            if (lost(reason) > 0) {
                text.append(", ").append(reason.wireName()).append(' ').append(lost(reason));
            }
        }
        return text.toString();
    }
}
