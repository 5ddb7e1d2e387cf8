package dev.rollcall.chaos.experiments;

import dev.rollcall.chaos.Balance;
import dev.rollcall.chaos.Outcome;
import dev.rollcall.chaos.Settings;
import dev.rollcall.chaos.Stand;
import dev.rollcall.chaos.load.Ledger;
import dev.rollcall.chaos.load.Load;
import dev.rollcall.conformance.process.AppProcess;
import java.util.List;

/** Two servers share a journal root, with the backend gone; one is killed, the backend comes back, the other delivers both. */
public final class Siblings {
    private static final double LAST_MOMENTS_MILLIS = 1000;

    private final Settings settings;

    public Siblings(Settings settings) {
        this.settings = settings;
    }

    public Outcome run(String module) {
        try (Stand stand = new Stand(settings)) {
            Ledger ledger = stand.ledger();
            AppProcess survivor = stand.serve(module);
            AppProcess victim = stand.serve(module);
            long killedNanos;
            long from;
            long to;
            try (Load both =
                    Load.open(survivor.port("http"), ledger, settings.connections(), settings.perSecond() / 2.0)) {
                stand.await("events of the survivor", () -> stand.books().count() > 0);
                stand.backend().gone();
                // Only the survivor is asked before and after; numbers in between belong to both.
                from = ledger.end();
                try (Load doomed =
                        Load.open(victim.port("http"), ledger, settings.connections(), settings.perSecond() / 2.0)) {
                    stand.await("answers", () -> doomed.answered() >= settings.mostAnswers());
                    killedNanos = System.nanoTime();
                    victim.kill();
                }
                to = ledger.end();
                long more = both.answered() + settings.mostAnswers();
                stand.await("answers of the survivor", () -> both.answered() >= more);
                stand.backend().back();
                stand.await("both to be told of", () -> stand.books().instances() == 2);
                both.close();
                Balance balance = stand.finish(survivor);
                return outcome(module, stand, both, balance, from, to, killedNanos);
            }
        }
    }

    private static Outcome outcome(
            String module, Stand stand, Load load, Balance balance, long from, long to, long killedNanos) {
        List<Long> lost = balance.missing().stream()
                .filter(number -> number < from
                        || number >= to
                        || age(stand, number, killedNanos) > LAST_MOMENTS_MILLIS
                        || age(stand, number, killedNanos) < -LAST_MOMENTS_MILLIS)
                .toList();
        double oldest = balance.missing().stream()
                .mapToDouble(number -> age(stand, number, killedNanos))
                .max()
                .orElse(0);
        return new Outcome("6. two JVMs of " + module + ", one journal root, one killed")
                .figure("requests answered", "%d of %d sent", balance.answered(), balance.sent())
                .figure(
                        "missing",
                        balance.missing().isEmpty() ? "%d" : "%d, answered at most %.1f ms before the kill",
                        balance.missing().size(),
                        oldest)
                .figure(
                        "told of twice / delivered again",
                        "%d / %d",
                        balance.twice(),
                        stand.books().redelivered())
                .figure("processes heard of", "%d", stand.books().instances())
                .expect(lost.isEmpty(), "%d are lost that did not end with the kill", lost.size())
                .expect(balance.twice() == 0, "%d requests are told of under two event ids", balance.twice())
                .expect(load.failures() == 0, "%d requests failed: %s", load.failures(), load.firstFailure())
                .expectNone(stand.books().wrongs());
    }

    private static double age(Stand stand, long number, long killedNanos) {
        return (killedNanos - stand.ledger().answeredNanos(number)) / 1e6;
    }
}
