package dev.rollcall.browser;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was sent and how it was answered, as those who called saw it: what every figure on a page is held against. It has never
 * asked the backend anything.
 *
 * @param all in the order in which they were made, each after the answer to the one before
 */
record Sent(List<Made> all) {
    /** Two processes read the clock, and one of them counts on from a moment of its own. */
    private static final long CLOCKS_MILLIS = 1000;

    /**
     * One request.
     *
     * @param host as it was asked
     * @param begun before it was sent
     * @param ended after it was answered
     * @param answerBytes of the body of its answer
     */
    record Made(Load.Calls calls, String host, Instant begun, Instant ended, int answerBytes) {
        /** Whose it was, empty for nobody's. */
        String customer() {
            return calls.caller().customer() == null ? "" : calls.caller().customer();
        }

        int status() {
            return calls.status();
        }

        /** Whether a moment that a page tells can be when this request began. */
        boolean at(Instant told) {
            return !told.isBefore(begun.minusMillis(CLOCKS_MILLIS)) && !told.isAfter(ended.plusMillis(CLOCKS_MILLIS));
        }
    }

    Sent {
        all = List.copyOf(all);
    }

    Sent and(Sent later) {
        List<Made> both = new ArrayList<>(all);
        both.addAll(later.all);
        return new Sent(both);
    }

    /** Those of an API; all when it is null. */
    Sent of(@Nullable String api) {
        return where(made -> api == null || made.calls().api().equals(api));
    }

    /** Those of a customer; those of nobody for an empty name. */
    Sent by(String customer) {
        return where(made -> made.customer().equals(customer));
    }

    Sent where(Predicate<Made> wanted) {
        return new Sent(all.stream().filter(wanted).toList());
    }

    int total() {
        return all.size();
    }

    /** How many were answered with a status of this class. */
    int statuses(int statusClass) {
        return where(made -> made.status() / 100 == statusClass).total();
    }

    int errors() {
        return statuses(4) + statuses(5);
    }

    /** Requests by customer; those of nobody are under an empty name. */
    Map<String, Integer> byCustomer() {
        return new TreeMap<>(all.stream().collect(groupingBy(Made::customer, summingInt(made -> 1))));
    }

    /** Requests by end point. */
    Map<String, Integer> byEndpoint() {
        return new TreeMap<>(
                all.stream().collect(groupingBy(made -> made.calls().endpoint(), summingInt(made -> 1))));
    }

    /** The customers, without nobody. */
    List<String> customers() {
        return byCustomer().keySet().stream().filter(name -> !name.isEmpty()).toList();
    }

    /** The customers, the busiest first; no two have as many. */
    List<String> busiest() {
        return customers().stream()
                .sorted(Comparator.comparing(customer -> -by(customer).total()))
                .toList();
    }

    /** The customers, the one who called last first. */
    List<String> latest() {
        return customers().stream()
                .sorted(Comparator.comparing(
                                (String customer) -> by(customer).last().ended())
                        .reversed())
                .toList();
    }

    Made first() {
        return all.get(0);
    }

    Made last() {
        return all.get(all.size() - 1);
    }

    /** On how many days, of UTC, there was a request. */
    long days() {
        return all.stream().map(made -> day(made.begun())).distinct().count();
    }

    long answerBytes() {
        return all.stream().mapToLong(Made::answerBytes).sum();
    }

    long requestBytes() {
        return all.stream()
                .mapToLong(made -> made.calls().body().getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }
}
