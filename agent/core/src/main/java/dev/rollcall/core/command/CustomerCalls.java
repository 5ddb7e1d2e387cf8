package dev.rollcall.core.command;

import dev.rollcall.core.event.DurationHistogram;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls of one customer, added up. */
final class CustomerCalls {
    private static final int MAX_ROUTES = 500;

    private final @Nullable String id;
    private final DurationHistogram durations = new DurationHistogram();
    private final Map<String, long[]> routes = new HashMap<>();
    private @Nullable String name;
    private long calls;
    private long errors;
    private long requestBytes;
    private long responseBytes;
    private String lastCall = "";

    /** Nobody's calls yet; the id is null for the calls of those who could not be identified, and for totals. */
    CustomerCalls(@Nullable String id) {
        this.id = id;
    }

    void add(StoredEvent event) {
        calls += event.count();
        if (event.isError()) {
            errors += event.count();
        }
        requestBytes += event.requestBytes();
        responseBytes += event.responseBytes();
        event.addDurationsTo(durations);
        if (event.time().compareTo(lastCall) > 0) {
            lastCall = event.time();
        }
        if (event.customerName() != null) {
            name = event.customerName();
        }
        String route = event.methodAndRoute();
        long[] count = routes.get(route);
        if (count != null) {
            count[0] += event.count();
        } else if (routes.size() < MAX_ROUTES) {
            routes.put(route, new long[] {event.count()});
        }
    }

    void add(CustomerCalls other) {
        calls += other.calls;
        errors += other.errors;
        requestBytes += other.requestBytes;
        responseBytes += other.responseBytes;
        durations.add(other.durations);
        if (other.lastCall.compareTo(lastCall) > 0) {
            lastCall = other.lastCall;
        }
        for (Map.Entry<String, long[]> route : other.routes.entrySet()) {
            routes.computeIfAbsent(route.getKey(), key -> new long[1])[0] += route.getValue()[0];
        }
    }

    @Nullable
    String id() {
        return id;
    }

    /** The customer's name where one is known. */
    @Nullable
    String name() {
        return name;
    }

    long calls() {
        return calls;
    }

    /** Answers of status 400 and above, and exchanges that did not end well. */
    long errors() {
        return errors;
    }

    long requestBytes() {
        return requestBytes;
    }

    long responseBytes() {
        return responseBytes;
    }

    /** When the last call began, RFC 3339; empty without calls. */
    String lastCall() {
        return lastCall;
    }

    long percentileMicros(double part) {
        return durations.percentile(part);
    }

    /** The route with the most calls, the first of the alphabet among equals; empty without calls. */
    String busiestRoute() {
        String busiest = "";
        long most = 0;
        for (Map.Entry<String, long[]> route : routes.entrySet()) {
            long count = route.getValue()[0];
            if (count > most || (count == most && route.getKey().compareTo(busiest) < 0)) {
                most = count;
                busiest = route.getKey();
            }
        }
        return busiest;
    }
}
