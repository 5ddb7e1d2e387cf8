package dev.rollcall.chaos.experiments;

import dev.rollcall.chaos.Balance;
import dev.rollcall.chaos.Outcome;
import dev.rollcall.chaos.Settings;
import dev.rollcall.chaos.Stand;
import dev.rollcall.chaos.load.Load;
import dev.rollcall.conformance.process.AppProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A loaded server is killed, again and again, with what it has not delivered yet left to the next one; every other time the
 * backend is gone all along. Every request whose answer the client saw should be told of; what is missing should have ended
 * in the last moments.
 */
public final class Kills {
    /** Older than this and missing means that it was lost for another reason than the kill. Generous: machines are busy. */
    private static final double LAST_MOMENTS_MILLIS = 1000;

    private final Settings settings;

    public Kills(Settings settings) {
        this.settings = settings;
    }

    /** As long as it takes until a server's code is compiled and its agent's classes are loaded. */
    private static final double YOUNG_SECONDS = 1;

    /**
     * One kill.
     *
     * @param from the first request that may have reached the server
     * @param to the first that cannot have
     * @param seconds how long the server was under load
     * @param nanos when it was killed
     */
    private record Killed(long from, long to, double seconds, long nanos) {
        boolean isYoung() {
            return seconds < YOUNG_SECONDS;
        }
    }

    /** With so many requests a second. */
    public Outcome moderate(String module) {
        return run(
                String.format(
                        Locale.ROOT,
                        "1a. %d x kill -9 of %s at %d requests/s",
                        settings.kills(),
                        module,
                        settings.perSecond()),
                module,
                false);
    }

    /** With as many as it takes. */
    public Outcome saturated(String module) {
        return run(
                String.format(Locale.ROOT, "1b. %d x kill -9 of %s, saturated", settings.kills(), module),
                module,
                true);
    }

    private Outcome run(String title, String module, boolean saturated) {
        Random random = new Random(title.hashCode());
        List<Killed> kills = new ArrayList<>();
        try (Stand stand = new Stand(settings)) {
            for (int i = 0; i < settings.kills(); i++) {
                // Every other time there is nobody to deliver to, so that all the process ever knew is in its journal.
                boolean gone = i % 2 == 1;
                if (gone) {
                    stand.backend().gone();
                }
                kills.add(kill(
                        stand, module, saturated, random.nextInt(settings.leastAnswers(), settings.mostAnswers() + 1)));
                if (gone) {
                    stand.backend().back();
                }
            }
            AppProcess heir = stand.serve(module);
            Balance balance = stand.finish(heir);
            return outcome(title, stand, kills, balance);
        }
    }

    private Killed kill(Stand stand, String module, boolean saturated, int answers) {
        AppProcess server = stand.serve(module);
        long from = stand.ledger().end();
        int port = server.port("http");
        int enough = saturated ? 20 * answers : answers;
        long begin = System.nanoTime();
        try (Load load = saturated
                ? Load.saturated(port, stand.ledger(), settings.connections())
                : Load.open(port, stand.ledger(), settings.connections(), settings.perSecond())) {
            stand.await("answers", () -> load.answered() >= enough);
            long nanos = System.nanoTime();
            server.kill();
            load.close();
            return new Killed(from, stand.ledger().end(), (nanos - begin) / 1e9, nanos);
        }
    }

    private static Outcome outcome(String title, Stand stand, List<Killed> kills, Balance balance) {
        long[] missing = new long[kills.size()];
        double[] oldest = new double[kills.size()];
        List<Double> ages = new ArrayList<>();
        for (long number : balance.missing()) {
            for (int i = 0; i < missing.length; i++) {
                Killed kill = kills.get(i);
                if (kill.from() <= number && number < kill.to()) {
                    double age = Math.max(0, (kill.nanos() - stand.ledger().answeredNanos(number)) / 1e6);
                    missing[i]++;
                    oldest[i] = Math.max(oldest[i], age);
                    ages.add(age);
                }
            }
        }
        long[] sorted = missing.clone();
        Arrays.sort(sorted);
        double oldestOfAll = Arrays.stream(oldest).max().orElse(0);
        return new Outcome(title)
                .figure("requests answered", "%d of %d sent", balance.answered(), balance.sent())
                .figure(
                        "missing per kill",
                        "median %d, 95th percentile %d, max %d; all together %d",
                        sorted[sorted.length / 2],
                        sorted[(int) (sorted.length * 0.95)],
                        sorted[sorted.length - 1],
                        balance.missing().size())
                .figure(
                        "kills with nothing missing",
                        "%d of %d",
                        Arrays.stream(missing).filter(count -> count == 0).count(),
                        missing.length)
                .figure("the missing were answered, before the kill", "%s", ages(ages))
                .figure("servers under load for less than a second", "%s", some(kills, missing, oldest, true))
                .figure("the others", "%s", some(kills, missing, oldest, false))
                .figure(
                        "told of twice / delivered again",
                        "%d / %d",
                        balance.twice(),
                        stand.books().redelivered())
                .figure("processes heard of", "%d", stand.books().instances())
                .expect(balance.twice() == 0, "%d requests are told of under two event ids", balance.twice())
                .expect(
                        oldestOfAll <= LAST_MOMENTS_MILLIS,
                        "a request is missing that was answered %.1f ms before the kill",
                        oldestOfAll)
                .expectNone(stand.books().wrongs());
    }

    /** What the first requests of a process lose, for which everything is still being loaded, and what the others do. */
    private static String some(List<Killed> kills, long[] missing, double[] oldest, boolean young) {
        int count = 0;
        long most = 0;
        long all = 0;
        double age = 0;
        for (int i = 0; i < missing.length; i++) {
            if (kills.get(i).isYoung() == young) {
                count++;
                all += missing[i];
                most = Math.max(most, missing[i]);
                age = Math.max(age, oldest[i]);
            }
        }
        return String.format(
                Locale.ROOT, "%d kills, %d missing, at most %d of one, at most %.1f ms old", count, all, most, age);
    }

    private static String ages(List<Double> ages) {
        if (ages.isEmpty()) {
            return "none is missing";
        }
        double[] sorted =
                ages.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "median %.1f ms, at most %.1f ms; %d of %d in the last 10 ms",
                sorted[sorted.length / 2],
                sorted[sorted.length - 1],
                Arrays.stream(sorted).filter(age -> age <= 10).count(),
                sorted.length);
    }
}
