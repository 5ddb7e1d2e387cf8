package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.pipeline.Destination;
import dev.rollcall.core.pipeline.DestinationFigures;
import dev.rollcall.core.pipeline.Loss;
import java.io.File;
import java.util.function.BooleanSupplier;

/** This machine, where events stay when there is no endpoint: delivered is what is in a file, waiting what is in memory. */
final class LocalDestination implements Destination {
    private final File root;
    private final Counts counts;
    private final Object lock;
    private final BooleanSupplier failed;

    LocalDestination(File root, Counts counts, Object lock, BooleanSupplier failed) {
        this.root = root;
        this.counts = counts;
        this.lock = lock;
        this.failed = failed;
    }

    @Override
    public String name() {
        return root.toString();
    }

    @Override
    public String state() {
        return failed.getAsBoolean() ? "cannot be written" : "storing";
    }

    @Override
    public DestinationFigures figures() {
        synchronized (lock) {
            long[] lost = new long[Loss.values().length];
            for (Loss reason : Loss.values()) {
                lost[reason.ordinal()] = counts.lost(EventKind.REQUEST, reason) + counts.lost(EventKind.ROLLUP, reason);
            }
            return new DestinationFigures(
                    counts.stored(EventKind.REQUEST),
                    counts.held(EventKind.REQUEST),
                    counts.stored(EventKind.ROLLUP),
                    counts.held(EventKind.ROLLUP),
                    lost);
        }
    }

    /** The journal itself is told. */
    @Override
    public void hurry() {}

    /** The journal itself is told. */
    @Override
    public void giveUp() {}
}
