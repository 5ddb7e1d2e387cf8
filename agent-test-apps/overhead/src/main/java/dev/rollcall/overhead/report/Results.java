package dev.rollcall.overhead.report;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of all lives: by server, contender and metric. */
public final class Results {
    private final Map<String, Map<String, Map<Metric, Series>>> all = new LinkedHashMap<>();

    /** Adds what was measured of one life. */
    public void add(String server, String contender, Map<Metric, Double> figures) {
        Map<Metric, Series> series = all.computeIfAbsent(server, key -> new LinkedHashMap<>())
                .computeIfAbsent(contender, key -> new EnumMap<>(Metric.class));
        figures.forEach((metric, value) ->
                series.computeIfAbsent(metric, key -> new Series()).add(value));
    }

    /** The titles of the servers, in the order they were first measured. */
    public List<String> servers() {
        return List.copyOf(all.keySet());
    }

    /** The titles of the contenders that were measured on a server. */
    public List<String> contenders(String server) {
        return List.copyOf(all.getOrDefault(server, Map.of()).keySet());
    }

    /** The values of a metric; empty when it was not measured. */
    public Series series(String server, String contender, Metric metric) {
        return all.getOrDefault(server, Map.of())
                .getOrDefault(contender, Map.of())
                .getOrDefault(metric, new Series());
    }
}
