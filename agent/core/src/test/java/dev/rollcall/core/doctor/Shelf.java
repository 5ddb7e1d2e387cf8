package dev.rollcall.core.doctor;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.pipeline.Destination;
import dev.rollcall.core.pipeline.DestinationFigures;
import dev.rollcall.core.pipeline.EventSink;
import dev.rollcall.core.pipeline.Loss;

/** A destination that accepts whatever comes, and has lost two requests before. */
public final class Shelf implements EventSink, Destination {
    private long delivered;

    @Override
    public synchronized boolean append(
            EventKind kind, int requests, long sequence, byte[] bytes, int offset, int length) {
        delivered += requests;
        return true;
    }

    @Override
    public synchronized DestinationFigures figures() {
        long[] lost = new long[Loss.values().length];
        lost[Loss.SET_ASIDE.ordinal()] = 2;
        return new DestinationFigures(delivered, 0, 0, 0, lost);
    }

    @Override
    public String name() {
        return "https://backend.example/in";
    }

    @Override
    public String state() {
        return "delivering";
    }

    @Override
    public String place() {
        return name();
    }

    @Override
    public void endRound(long nowNanos) {}

    @Override
    public void renew(Instance instance) {}

    @Override
    public void hurry() {}

    @Override
    public void giveUp() {}
}
