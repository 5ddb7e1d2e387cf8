package dev.rollcall.core.jmx;

import dev.rollcall.core.pipeline.Accounting;
import dev.rollcall.core.pipeline.Destination;

/** One destination, as JMX shows it. Immutable. */
public final class DestinationState {
    private final String name;
    private final String state;
    private final Accounting figures;

    DestinationState(Destination destination, Accounting figures) {
        this.name = destination.name();
        this.state = destination.state();
        this.figures = figures;
    }

    /** Its address without a query, or a directory. */
    public String getName() {
        return name;
    }

    /** How it goes, in a few words. */
    public String getState() {
        return state;
    }

    public long getDelivered() {
        return figures.delivered();
    }

    public long getWaiting() {
        return figures.waiting();
    }

    public long getRolledUp() {
        return figures.rolledUp();
    }

    public long getLost() {
        return figures.lost();
    }
}
