package dev.rollcall.overhead.receiver;

import java.util.List;
import java.util.Map;

/**
 * What a backend got.
 *
 * @param requests how many requests it was told of, one by one or summed up
 * @param summedUp how many of them only as part of a sum
 * @param byCustomer how many of each customer's, if the format tells
 * @param wrongs what should not have come, in words
 */
public record Tally(long requests, long summedUp, Map<String, Long> byCustomer, List<String> wrongs) {
    /** So many, one by one, of nobody knows whom. */
    static Tally of(long requests) {
        return new Tally(requests, 0, Map.of(), List.of());
    }
}
