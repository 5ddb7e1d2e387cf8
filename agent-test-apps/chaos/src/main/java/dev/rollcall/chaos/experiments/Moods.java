package dev.rollcall.chaos.experiments;

import dev.rollcall.chaos.Balance;
import dev.rollcall.chaos.Outcome;
import dev.rollcall.chaos.Settings;
import dev.rollcall.chaos.Stand;
import dev.rollcall.chaos.backend.Certificate;
import dev.rollcall.chaos.backend.Conduct;
import dev.rollcall.chaos.backend.Reply;
import dev.rollcall.chaos.load.Ledger;
import dev.rollcall.chaos.load.Load;
import dev.rollcall.conformance.process.AppProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A backend that does everything a backend should not, one thing after another, under load. */
public final class Moods {
    private static final String POISON = "poison-of-400";
    private static final String REJECTED = "rejected-by-200";

    private final Settings settings;

    public Moods(Settings settings) {
        this.settings = settings;
    }

    /** All moods but those of TLS. */
    public Outcome overHttp(String module) {
        Outcome outcome = new Outcome("3a. a backend in all moods, " + module);
        List<Mood> moods = List.of(
                Mood.times("hangs", 2, Reply::silence),
                Mood.times("resets", 3, Reply::reset),
                Mood.busy(false),
                Mood.busy(true),
                Mood.times("500", 3, () -> Reply.refused(500)),
                Mood.small(),
                Mood.picky(POISON),
                Mood.partial(REJECTED),
                Mood.times("closes half way through the answer", 3, Reply::cut),
                Mood.times("401", 1, () -> Reply.refused(401)));
        try (Stand stand = new Stand(settings)) {
            AppProcess server = stand.serve(module, "-Drollcall.timeout=1s", "-Drollcall.batch.age=200ms");
            int port = server.port("http");
            List<Long> setAside = new ArrayList<>();
            try (Load load = Load.open(port, stand.ledger(), settings.connections(), settings.perSecond())) {
                stand.await("the first events", () -> stand.books().count() > 0);
                for (Mood mood : moods) {
                    long begin = System.nanoTime();
                    stand.backend().conduct(mood);
                    if (mood.toString().startsWith("400")) {
                        setAside.add(Load.single(port, stand.ledger(), POISON));
                    } else if (mood.toString().startsWith("200")) {
                        setAside.add(Load.single(port, stand.ledger(), REJECTED));
                    }
                    stand.await(mood + " to be over", mood::isOver);
                    outcome.figure(
                            mood.toString(),
                            "%d deliveries answered so; over after %.1f s",
                            mood.met(),
                            (System.nanoTime() - begin) / 1e9);
                }
                stand.backend().conduct(Conduct.GOOD);
                load.close();
                Balance balance = stand.finish(server, setAside.size());
                List<Long> wanted = new ArrayList<>(balance.missing());
                wanted.removeAll(setAside);
                for (long number : setAside) {
                    outcome.expect(
                            balance.missing().contains(number), "%d was poison, and is stored all the same", number);
                    outcome.expect(isSetAside(stand.journal(), number), "%d was poison, and is not set aside", number);
                }
                return close(outcome, stand, load, balance, wanted, setAside.size())
                        .figure("set aside", "%d, both events that no backend would take", setAside.size());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A certificate nobody trusts, then the right one. */
    public Outcome overTls(String module) {
        Outcome outcome = new Outcome("3b. a backend with the wrong certificate, " + module);
        try (Stand stand = new Stand(settings)) {
            Certificate right = Certificate.make(stand.directory(), "right");
            Certificate wrong = Certificate.make(stand.directory(), "wrong");
            stand.backend().certificate(right.context());
            AppProcess server = stand.serve(module, "-Drollcall.tls.ca=" + right.pem(), "-Drollcall.batch.age=200ms");
            try (Load load =
                    Load.open(server.port("http"), stand.ledger(), settings.connections(), settings.perSecond())) {
                stand.await("the first events", () -> stand.books().count() > 0);
                int before = stand.backend().posts();
                stand.backend().certificate(wrong.context());
                int refused = stand.backend().failedHandshakes();
                // One may have been under way when the certificate changed.
                stand.await("refused certificates", () -> stand.backend().failedHandshakes() >= refused + 3);
                int told = stand.backend().posts() - before;
                outcome.figure("handshakes refused", "%d", stand.backend().failedHandshakes());
                outcome.expect(told <= 1, "%d batches were given to somebody nobody trusts", told);
                stand.backend().certificate(right.context());
                long count = stand.books().count();
                stand.await(
                        "events after the right certificate",
                        () -> stand.books().count() > count);
                load.close();
                Balance balance = stand.finish(server);
                return close(outcome, stand, load, balance, balance.missing(), 0);
            }
        }
    }

    private static Outcome close(
            Outcome outcome, Stand stand, Load load, Balance balance, List<Long> lost, int setAside) {
        return Account.addTo(outcome, stand, setAside)
                .figure("requests answered", "%d of %d sent", balance.answered(), balance.sent())
                .figure("lost / told of twice", "%d / %d", lost.size(), balance.twice())
                .figure("of them rolled up", "%d", balance.rolledUp())
                .figure(
                        "delivered again, with the ids they had",
                        "%d",
                        stand.books().redelivered())
                .figure("the agent said", "%d lines", stand.said().size())
                .expect(lost.isEmpty(), "lost: %s", lost)
                .expect(balance.twice() == 0, "%d requests are told of under two event ids", balance.twice())
                .expect(load.failures() == 0, "%d requests failed: %s", load.failures(), load.firstFailure())
                .expectNone(stand.books().wrongs());
    }

    private static boolean isSetAside(Path journal, long number) {
        Path directory = journal.resolve("set-aside");
        if (!Files.isDirectory(directory)) {
            return false;
        }
        String path = '"' + Ledger.path(number) + '"';
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (file.toString().endsWith(".ndjson")
                        && Files.readString(file, StandardCharsets.UTF_8).contains(path)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
