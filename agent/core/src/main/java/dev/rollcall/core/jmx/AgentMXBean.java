package dev.rollcall.core.jmx;

import java.util.List;
import java.util.Map;

/**
 * What {@code dev.rollcall:type=Agent} shows. {@code Seen = Delivered + Waiting + Excluded + RolledUp + Lost + HandedOver}, for
 * the first destination, whenever nothing moves.
 */
public interface AgentMXBean {
    /** The agent's version. */
    String getVersion();

    /** What the application is called in events. */
    String getService();

    /** Requests that ended. */
    long getSeen();

    /** Requests that the first destination has accepted. */
    long getDelivered();

    /** Requests on their way to it. */
    long getWaiting();

    /** Requests that are not to be reported. */
    long getExcluded();

    /** Requests that are only counted. */
    long getRolledUp();

    /** Requests lost on the way to it. */
    long getLost();

    /** The same by reason; reasons without a loss are left out. */
    Map<String, Long> getLostByReason();

    /** Requests left to be adopted, because the process was away again and again; 0 in all others. */
    long getHandedOver();

    /** Headers that were too long to be read; their requests are counted, and told without them. */
    long getHeadersTooLong();

    /** Every destination with its state. */
    List<DestinationState> getDestinations();
}
