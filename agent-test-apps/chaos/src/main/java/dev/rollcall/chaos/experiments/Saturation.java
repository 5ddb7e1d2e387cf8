package dev.rollcall.chaos.experiments;

import dev.rollcall.chaos.Balance;
import dev.rollcall.chaos.Outcome;
import dev.rollcall.chaos.Settings;
import dev.rollcall.chaos.Stand;
import dev.rollcall.chaos.backend.Conduct;
import dev.rollcall.chaos.backend.Reply;
import dev.rollcall.chaos.load.Load;
import dev.rollcall.conformance.process.AppProcess;
import java.util.concurrent.TimeUnit;

/**
 * As many requests as the server takes, and a backend that takes a tenth of their events: the journal fills up, and what
 * does not fit is summed up. Before that the same without the agent and with a quick backend, for the throughput.
 */
public final class Saturation {
    private static final int TIMES_TOO_SLOW = 10;

    private final Settings settings;

    public Saturation(Settings settings) {
        this.settings = settings;
    }

    public Outcome run(String module) {
        double bare = throughputBare(module);
        double quick = throughputWithQuickBackend(module);
        try (Stand stand = new Stand(settings)) {
            AppProcess server =
                    stand.serve(module, settings.compilers(), "-Drollcall.journal.bytes=" + settings.journalBytes());
            stand.backend().conduct(slow(quick / TIMES_TOO_SLOW));
            try (Load load = Load.saturated(server.port("http"), stand.ledger(), settings.connections())) {
                double slow = throughput(load);
                load.close();
                Memory memory = Memory.of(server, stand.jdk());
                long waiting = stand.balance().lost();
                stand.backend().conduct(Conduct.GOOD);
                Balance balance = stand.finish(server);
                return Account.addTo(outcome(module, stand, load, balance), stand, 0)
                        .figure("throughput without the agent", "%.0f requests/s", bare)
                        .figure("with it and a quick backend", "%.0f requests/s, %.2f of that", quick, quick / bare)
                        .figure("with it and the slow backend", "%.0f requests/s, %.2f of that", slow, slow / bare)
                        .figure("not told of when the load ended", "%d", waiting)
                        .figure("memory when the load ended", "%s", memory);
            }
        }
    }

    private double throughputBare(String module) {
        try (Stand stand = new Stand(settings)) {
            AppProcess server = stand.serveBare(module, settings.compilers());
            try (Load load = Load.saturated(server.port("http"), stand.ledger(), settings.connections())) {
                return throughput(load);
            }
        }
    }

    private double throughputWithQuickBackend(String module) {
        try (Stand stand = new Stand(settings)) {
            AppProcess server = stand.serve(module, settings.compilers());
            try (Load load = Load.saturated(server.port("http"), stand.ledger(), settings.connections())) {
                return throughput(load);
            }
        }
    }

    /** After some time to warm up. */
    private double throughput(Load load) {
        Stand.pass(settings.calm());
        long answered = load.answered();
        long begin = System.nanoTime();
        Stand.pass(settings.saturation());
        return (load.answered() - answered) * 1e9 / (System.nanoTime() - begin);
    }

    private static Conduct slow(double eventsPerSecond) {
        return post -> {
            TimeUnit.NANOSECONDS.sleep((long) (post.events().size() * 1e9 / eventsPerSecond));
            return Reply.taken();
        };
    }

    private Outcome outcome(String module, Stand stand, Load load, Balance balance) {
        return new Outcome("5. " + module + " saturated for "
                        + settings.saturation().toSeconds() + " s, backend " + TIMES_TOO_SLOW
                        + " times too slow, journal of " + settings.journalBytes())
                .figure(
                        "requests answered",
                        "%d of %d sent; %d failed",
                        balance.answered(),
                        balance.sent(),
                        load.failures())
                .figure(
                        "told of one by one + summed up",
                        "%d + %d = %d",
                        balance.delivered() - balance.rolledUp(),
                        balance.rolledUp(),
                        balance.delivered())
                .figure(
                        "customers whose count is off",
                        "%d",
                        balance.customersOff().size())
                .expect(load.failures() == 0, "%d requests failed: %s", load.failures(), load.firstFailure())
                .expect(balance.twice() == 0, "%d requests are told of under two event ids", balance.twice())
                .expect(balance.lost() == 0, "%d requests are lost", balance.lost())
                .expect(balance.rolledUp() > 0, "nothing was summed up: there was no overload")
                .expectNone(balance.customersOff())
                .expectNone(stand.books().wrongs());
    }
}
