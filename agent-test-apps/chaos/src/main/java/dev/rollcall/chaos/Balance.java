package dev.rollcall.chaos;

import dev.rollcall.chaos.backend.Books;
import dev.rollcall.chaos.load.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the client knows against what the backend has.
 *
 * @param answered requests whose whole answer was seen
 * @param sent all requests, those that were never answered among them
 * @param delivered requests told of, one by one or summed up
 * @param rolledUp those of them that were summed up
 * @param missing the numbers of answered requests that no event tells of, in order; what was summed up has no number, so
 *     that with rollups these are not lost, and {@link #customersOff} decides
 * @param twice how many requests more than one event tells of
 * @param customersOff customers with fewer requests told of than were answered, or more than were sent, in words
 */
public record Balance(
        long answered,
        long sent,
        long delivered,
        long rolledUp,
        List<Long> missing,
        long twice,
        List<String> customersOff) {

    /** Draws up the balance now. */
    public static Balance of(Ledger ledger, Books books) {
        Map<String, Long> told = books.counts();
        long rolledUp = books.rolledUp();
        long delivered = books.count();
        Map<String, Long> answeredOf = new HashMap<>();
        Map<String, Long> sentOf = new HashMap<>();
        List<Long> missing = new ArrayList<>();
        long answered = 0;
        long twice = 0;
        long end = ledger.end();
        for (long number = 0; number < end; number++) {
            String customer = ledger.customer(number);
            long events = books.events(number);
            sentOf.merge(customer, 1L, Long::sum);
            twice += events > 1 ? 1 : 0;
            if (ledger.isAnswered(number)) {
                answered++;
                answeredOf.merge(customer, 1L, Long::sum);
                if (events == 0) {
                    missing.add(number);
                }
            }
        }
        List<String> off = new ArrayList<>();
        sentOf.forEach((customer, sent) -> {
            long has = told.getOrDefault(customer, 0L);
            long seen = answeredOf.getOrDefault(customer, 0L);
            if (has < seen || has > sent) {
                off.add(customer + ": " + seen + " answered, " + sent + " sent, " + has + " told of");
            }
        });
        told.forEach((customer, has) -> {
            if (!sentOf.containsKey(customer)) {
                off.add(customer + ": " + has + " told of, and unknown");
            }
        });
        return new Balance(answered, end, delivered, rolledUp, missing, twice, off);
    }

    /** Whether every answered request is told of, one by one or summed up, under the customer who made it. */
    public boolean isComplete() {
        return rolledUp == 0 ? missing.isEmpty() : customersOff.isEmpty();
    }

    /** How many answered requests nothing tells of. */
    public long lost() {
        return rolledUp == 0 ? missing.size() : Math.max(0, answered - delivered);
    }
}
