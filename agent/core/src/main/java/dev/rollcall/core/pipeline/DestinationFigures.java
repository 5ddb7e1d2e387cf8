package dev.rollcall.core.pipeline;

/**
 * What became of the requests that one destination is to be told of. Requests in detail and requests in rollups are kept
 * apart; an {@code agent_status} is in neither. Immutable.
 */
public final class DestinationFigures {
    private final long delivered;
    private final long waiting;
    private final long rollupsDelivered;
    private final long rollupsWaiting;
    private final long[] lost;
    private final long handedOver;
    private final long adoptedDelivered;
    private final long adoptedWaiting;
    private final long adoptedExpired;

    /** Figures of one that has nothing to do with the dead. */
    public DestinationFigures(long delivered, long waiting, long rollupsDelivered, long rollupsWaiting, long[] lost) {
        this(delivered, waiting, rollupsDelivered, rollupsWaiting, lost, 0, 0, 0, 0);
    }

    /**
     * Keeps the figures.
     *
     * @param delivered requests in detail that the destination has accepted
     * @param waiting requests in detail that are on their way
     * @param rollupsDelivered requests in rollups that it has accepted
     * @param rollupsWaiting requests in rollups that are on their way
     * @param lost requests of both sorts, by {@link Loss#ordinal()}
     * @param handedOver requests of both sorts that were left to whoever adopts the journal they are in
     * @param adoptedDelivered requests of other processes, now dead, that were delivered in their stead
     * @param adoptedWaiting requests of those that are on their way
     * @param adoptedExpired requests of those that are lost, because they waited too long or were too many
     */
    public DestinationFigures(
            long delivered,
            long waiting,
            long rollupsDelivered,
            long rollupsWaiting,
            long[] lost,
            long handedOver,
            long adoptedDelivered,
            long adoptedWaiting,
            long adoptedExpired) {
        this.delivered = delivered;
        this.waiting = waiting;
        this.rollupsDelivered = rollupsDelivered;
        this.rollupsWaiting = rollupsWaiting;
        this.lost = lost.clone();
        this.handedOver = handedOver;
        this.adoptedDelivered = adoptedDelivered;
        this.adoptedWaiting = adoptedWaiting;
        this.adoptedExpired = adoptedExpired;
    }

    public long delivered() {
        return delivered;
    }

    public long waiting() {
        return waiting;
    }

    public long rollupsDelivered() {
        return rollupsDelivered;
    }

    public long rollupsWaiting() {
        return rollupsWaiting;
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

    public long handedOver() {
        return handedOver;
    }

    public long adoptedDelivered() {
        return adoptedDelivered;
    }

    public long adoptedWaiting() {
        return adoptedWaiting;
    }

    public long adoptedExpired() {
        return adoptedExpired;
    }

    /** Whether nothing is on its way any more, ours or adopted. */
    public boolean isIdle() {
        return waiting == 0 && rollupsWaiting == 0 && adoptedWaiting == 0;
    }
}
