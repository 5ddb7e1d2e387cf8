package dev.rollcall.backend.query;

import dev.rollcall.backend.event.ApiEvent;
import dev.rollcall.backend.event.ApiEvent.Kind;
import dev.rollcall.core.event.DurationHistogram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers by looping over events, as somebody would who has never heard of sums, indexes and SQL. */
final class Oracle {
    private final List<ApiEvent> events;

    Oracle(List<ApiEvent> events) {
        this.events = events;
    }

    /** Requests and rollups of a scope, whatever the window. */
    Oracle of(Scope scope) {
        List<ApiEvent> some = new ArrayList<>();
        for (ApiEvent event : events) {
            if (event.kind != Kind.STATUS && RequestRow.of(event).isIn(scope)) {
                some.add(event);
            }
        }
        return new Oracle(some);
    }

    /** Requests and rollups of a window and a scope. */
    Oracle of(TimeWindow window, Scope scope) {
        List<ApiEvent> some = new ArrayList<>();
        for (ApiEvent event : of(scope).events) {
            if (event.epochMicros >= window.fromMicros() && event.epochMicros < window.toMicros()) {
                some.add(event);
            }
        }
        return new Oracle(some);
    }

    List<ApiEvent> events() {
        return events;
    }

    /** Those of customers with an id. */
    Oracle identified() {
        return new Oracle(
                events.stream().filter(event -> event.customerId != null).toList());
    }

    /** By what a function says of them; null is a group too. */
    <K> Map<K, Oracle> by(Function<ApiEvent, K> key) {
        Map<K, List<ApiEvent>> groups = new LinkedHashMap<>();
        for (ApiEvent event : events) {
            groups.computeIfAbsent(key.apply(event), any -> new ArrayList<>()).add(event);
        }
        Map<K, Oracle> oracles = new LinkedHashMap<>();
        groups.forEach((k, group) -> oracles.put(k, new Oracle(group)));
        return oracles;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    long requests() {
        return events.stream().mapToLong(event -> event.count).sum();
    }

    long requests(int statusClass) {
        return events.stream()
                .filter(event -> event.status / 100 == statusClass)
                .mapToLong(event -> event.count)
                .sum();
    }

    long errors() {
        return requests(4) + requests(5);
    }

    double errorRate() {
        return requests() == 0 ? 0 : (double) errors() / requests();
    }

    double averageMicros() {
        double sum = 0;
        for (ApiEvent event : events) {
            sum += event.durationMicros;
        }
        return requests() == 0 ? 0 : sum / requests();
    }

    long requestBytes() {
        return events.stream().mapToLong(event -> event.requestBytes).sum();
    }

    long responseBytes() {
        return events.stream().mapToLong(event -> event.responseBytes).sum();
    }

    long first() {
        return events.stream().mapToLong(event -> event.epochMicros).min().orElseThrow();
    }

    long last() {
        return events.stream().mapToLong(event -> event.epochMicros).max().orElseThrow();
    }

    long customers() {
        return events.stream()
                .map(event -> event.customerId)
                .filter(id -> id != null)
                .distinct()
                .count();
    }

    TreeSet<Long> days() {
        TreeSet<Long> days = new TreeSet<>();
        for (ApiEvent event : events) {
            days.add(Math.floorDiv(event.epochMicros, World.DAY));
        }
        return days;
    }

    TreeSet<String> apis() {
        TreeSet<String> apis = new TreeSet<>();
        events.forEach(event -> apis.add(event.api));
        return apis;
    }

    /** Each request's duration as the middle of its bucket, sorted; the one that so many of a hundred do not exceed. */
    @Nullable
    Long percentile(int percent) {
        List<Long> durations = new ArrayList<>();
        for (ApiEvent event : events) {
            int[] buckets = event.durationBuckets;
            if (buckets == null) {
                durations.add(DurationHistogram.middle(DurationHistogram.bucket(event.durationMicros)));
            } else {
                for (int i = 0; i < buckets.length; i += 2) {
                    durations.addAll(Collections.nCopies(buckets[i + 1], DurationHistogram.middle(buckets[i])));
                }
            }
        }
        Collections.sort(durations);
        int place = (durations.size() * percent + 99) / 100;
        return durations.isEmpty() ? null : durations.get(place - 1);
    }

    String percentiles() {
        return percentile(50) + " " + percentile(95) + " " + percentile(99);
    }

    /** Requests of one point of a graph. */
    long requestsIn(long from, long to) {
        return events.stream()
                .filter(event -> event.epochMicros >= from && event.epochMicros < to)
                .mapToLong(event -> event.count)
                .sum();
    }

    static String percentiles(Distribution durations) {
        return durations.percentile(50) + " " + durations.percentile(95) + " " + durations.percentile(99);
    }
}
