package dev.rollcall.core.command;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.journal.JournalScanner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All calls in a store, added up by customer. */
final class CallTotals implements JournalScanner.Events {
    private final Map<String, CustomerCalls> byCustomer = new HashMap<>();
    private final CustomerCalls unidentified = new CustomerCalls(null);
    private final CustomerCalls overflow = new CustomerCalls(null);
    private final Set<String> instances = new HashSet<>();
    private final Set<String> services = new TreeSet<>();
    private String firstCall = "";
    private long unreadable;

    @Override
    public void event(EventKind kind, byte[] bytes, int offset, int length) {
        if (kind == EventKind.STATUS) {
            return;
        }
        StoredEvent event = StoredEvent.of(bytes, offset, length);
        if (event == null) {
            unreadable++;
            return;
        }
        if (!event.isOfCalls()) {
            return;
        }
        callsOf(event).add(event);
        instances.add(event.instance());
        services.add(event.service());
        if (firstCall.isEmpty() || event.time().compareTo(firstCall) < 0) {
            firstCall = event.time();
        }
    }

    private CustomerCalls callsOf(StoredEvent event) {
        String id = event.customerId();
        if (id != null) {
            return byCustomer.computeIfAbsent(id, CustomerCalls::new);
        }
        return event.isOverflow() ? overflow : unidentified;
    }

    /** The identified customers, the busiest first. */
    List<CustomerCalls> customers() {
        List<CustomerCalls> customers = new ArrayList<>(byCustomer.values());
        customers.sort(Comparator.comparingLong(CustomerCalls::calls)
                .reversed()
                .thenComparing(customer -> String.valueOf(customer.id())));
        return customers;
    }

    CustomerCalls unidentified() {
        return unidentified;
    }

    /** The calls of anybody, counted while there were more customers than the agent could tell apart. */
    CustomerCalls overflow() {
        return overflow;
    }

    /** Some customers' calls in one line. */
    static CustomerCalls sum(Collection<CustomerCalls> customers) {
        CustomerCalls sum = new CustomerCalls(null);
        for (CustomerCalls customer : customers) {
            sum.add(customer);
        }
        return sum;
    }

    CustomerCalls total() {
        CustomerCalls total = sum(byCustomer.values());
        total.add(unidentified);
        total.add(overflow);
        return total;
    }

    /** How many processes wrote into the store. */
    int processes() {
        return instances.size();
    }

    /** The names of the APIs. */
    Collection<String> services() {
        return services;
    }

    /** When the first call began, RFC 3339; empty without calls. */
    String firstCall() {
        return firstCall;
    }

    /** Lines that are not events. */
    long unreadable() {
        return unreadable;
    }
}
