package dev.rollcall.chaos.experiments;

import dev.rollcall.chaos.Balance;
import dev.rollcall.chaos.Outcome;
import dev.rollcall.chaos.Settings;
import dev.rollcall.chaos.Stand;
import dev.rollcall.chaos.load.Load;
import dev.rollcall.conformance.process.AppProcess;
import org.HdrHistogram.Histogram;

/** Nobody listens where the backend was, while the load goes on; then it is back. */
public final class Outage {
    private final Settings settings;

    public Outage(Settings settings) {
        this.settings = settings;
    }

    public Outcome run(String module) {
        try (Stand stand = new Stand(settings)) {
            AppProcess server = stand.serve(module, settings.compilers());
            try (Load load =
                    Load.open(server.port("http"), stand.ledger(), settings.connections(), settings.perSecond())) {
                Stand.pass(settings.calm());
                stand.await("the first events", () -> stand.books().count() > 0);
                load.takeMicros();
                Stand.pass(settings.calm());
                Histogram before = load.takeMicros();
                stand.backend().gone();
                Stand.pass(settings.outage());
                Histogram during = load.takeMicros();
                stand.backend().back();
                long back = System.nanoTime();
                long first = stand.books().count();
                stand.await("an event after the outage", () -> stand.books().count() > first);
                double again = (System.nanoTime() - back) / 1e9;
                Stand.pass(settings.calm());
                Histogram after = load.takeMicros();
                load.close();
                Balance balance = stand.finish(server);
                return Account.addTo(outcome(module, stand, load, balance, before, during, after), stand, 0)
                        .figure("first delivery after the backend was back", "%.1f s", again)
                        .figure("the agent said", "%d lines", stand.said().size());
            }
        }
    }

    private Outcome outcome(
            String module,
            Stand stand,
            Load load,
            Balance balance,
            Histogram before,
            Histogram during,
            Histogram after) {
        return new Outcome("2. backend of " + module + " gone for "
                        + settings.outage().toSeconds() + " s at " + settings.perSecond() + " requests/s")
                .figure("requests answered", "%d of %d sent", balance.answered(), balance.sent())
                .figure(
                        "lost / told of twice / out of order",
                        "%d / %d / %d",
                        balance.lost(),
                        balance.twice(),
                        stand.books().outOfOrder())
                .figure("of them rolled up", "%d", balance.rolledUp())
                .figure("application p50, p99, p99.9 before", "%s", percentiles(before))
                .figure("application p50, p99, p99.9 during", "%s", percentiles(during))
                .figure("application p50, p99, p99.9 after", "%s", percentiles(after))
                .figure(
                        "p99 during / before",
                        "%.2f",
                        (double) during.getValueAtPercentile(99) / before.getValueAtPercentile(99))
                .expect(balance.isComplete(), "%d requests are lost", balance.lost())
                .expect(balance.twice() == 0, "%d requests are told of under two event ids", balance.twice())
                .expect(
                        stand.books().outOfOrder() == 0,
                        "%d events came after a later one",
                        stand.books().outOfOrder())
                .expect(load.failures() == 0, "%d requests failed: %s", load.failures(), load.firstFailure())
                .expectNone(balance.customersOff())
                .expectNone(stand.books().wrongs());
    }

    private static String percentiles(Histogram micros) {
        return micros.getValueAtPercentile(50) + ", " + micros.getValueAtPercentile(99) + ", "
                + micros.getValueAtPercentile(99.9) + " µs of " + micros.getTotalCount();
    }
}
