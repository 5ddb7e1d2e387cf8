package dev.rollcall.demo.driver;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Calls by customer: the numbers of one name, because hashed keys have no name that we could know. */
final class Tally {
    private Tally() {}

    static boolean equal(Map<String, List<Integer>> answered, Map<String, List<Integer>> counted) {
        return sorted(answered).equals(sorted(counted));
    }

    static long sum(Map<String, List<Integer>> tally) {
        return tally.values().stream()
                .flatMap(List::stream)
                .mapToLong(Integer::longValue)
                .sum();
    }

    private static Map<String, List<Integer>> sorted(Map<String, List<Integer>> tally) {
        Map<String, List<Integer>> sorted = new TreeMap<>();
        tally.forEach(
                (name, numbers) -> sorted.put(name, numbers.stream().sorted().toList()));
        return sorted;
    }
}
