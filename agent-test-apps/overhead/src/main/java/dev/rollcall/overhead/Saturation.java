package dev.rollcall.overhead;

import dev.rollcall.overhead.load.Client;
import dev.rollcall.overhead.receiver.Tally;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rollcall under as many requests as the server takes, for long: what was answered and what was reported must be the same,
 * customer by customer.
 *
 * @param server its title
 * @param seconds how long
 * @param perSecond requests answered a second
 * @param answered requests answered, with those before and after the long run
 * @param tally what the backend got
 * @param customersOff how many customers have another count than their requests
 */
record Saturation(String server, int seconds, double perSecond, long answered, Tally tally, long customersOff) {
    /** Runs it. */
    static Saturation run(ServerApp server, Contender rollcall, Plan plan) {
        int seconds = plan.number(Option.SATURATION);
        try (Life life = new Life(server, rollcall, plan)) {
            Client.Pace pace = life.saturate(seconds);
            Tally tally = life.tally();
            TreeMap<String, Long> sent = new TreeMap<>(life.requests().sentByCustomer());
            long off = sent.entrySet().stream()
                    .filter(customer ->
                            !customer.getValue().equals(tally.byCustomer().get(customer.getKey())))
                    .count();
            // Customers nobody sent for are off as well.
            off += tally.byCustomer().keySet().stream()
                    .filter(customer -> !sent.containsKey(customer))
                    .count();
            return new Saturation(
                    server.title(), seconds, pace.perSecond(), life.requests().sent(), tally, off);
        }
    }

    /** Whether nothing was lost, doubled or given to the wrong customer. */
    boolean isExact() {
        return tally.requests() == answered
                && customersOff == 0
                && tally.wrongs().isEmpty();
    }

    /** The counts by name, for machines. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("seconds", (long) seconds);
        counts.put("requests_per_second", Math.round(perSecond));
        counts.put("answered", answered);
        counts.put("reported", tally.requests());
        counts.put("summed_up", tally.summedUp());
        counts.put("customers_off", customersOff);
        return counts;
    }

    static String header() {
        return "| server | seconds | requests/s | answered | reported one by one | summed up | lost | customers off |\n"
                + "| :--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n";
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %,.0f | %,d | %,d | %,d | %,d | %d |%n",
                server,
                seconds,
                perSecond,
                answered,
                tally.requests() - tally.summedUp(),
                tally.summedUp(),
                answered - tally.requests(),
                customersOff);
    }
}
