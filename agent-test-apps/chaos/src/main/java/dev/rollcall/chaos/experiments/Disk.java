package dev.rollcall.chaos.experiments;

import dev.rollcall.chaos.Balance;
import dev.rollcall.chaos.Outcome;
import dev.rollcall.chaos.Settings;
import dev.rollcall.chaos.Stand;
import dev.rollcall.chaos.load.Load;
import dev.rollcall.conformance.process.AppProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/**
 * The place of the journal cannot be written to, goes away, or is full. The application must not notice, and the counts
 * must be exact once the backend, which is gone in the meantime, has caught up.
 */
public final class Disk {
    /** Of a quota that a few thousand events fill. */
    private static final String SMALL = "size=2m";

    private static final int SMALL_BLOCKS = 4096;

    private final Settings settings;

    public Disk(Settings settings) {
        this.settings = settings;
    }

    /** Nothing can be written from the start. */
    public Outcome readOnly(String module) {
        try (Stand stand = new Stand(settings)) {
            List<String> launcher = List.of();
            String how;
            if (Launchers.canMount(stand)) {
                directory(stand);
                launcher = Launchers.withMount(stand.journal(), "ro,size=1m");
                how = "a read-only mount";
            } else {
                // Below a file there can be no directory, whoever asks for it.
                create(stand);
                how = "a file where the directory should be";
            }
            AppProcess server = stand.serve(module, launcher, bounds());
            return run("4a. read-only journal directory (" + how + "), " + module, stand, server, () -> {});
        }
    }

    /** The directory is deleted while events wait in it. */
    public Outcome removed(String module) {
        try (Stand stand = new Stand(settings)) {
            AppProcess server = stand.serve(module, bounds());
            return run("4b. journal directory removed, " + module, stand, server, () -> Stand.delete(stand.journal()));
        }
    }

    /** The disk is full after a few thousand events. */
    public Outcome full(String module) {
        try (Stand stand = new Stand(settings)) {
            directory(stand);
            boolean mount = Launchers.canMount(stand);
            AppProcess server = stand.serve(
                    module,
                    mount ? Launchers.withMount(stand.journal(), SMALL) : Launchers.withFileLimit(SMALL_BLOCKS),
                    bounds());
            String how = mount ? "a tmpfs of 2 MB" : "no file may be larger than 2 MB; mounts are not allowed here";
            return run("4c. disk full (" + how + "), " + module, stand, server, () -> {});
        }
    }

    /** The journal's own bound, the smallest there is. */
    public Outcome bounded(String module) {
        try (Stand stand = new Stand(settings)) {
            AppProcess server = stand.serve(module, "-Drollcall.journal.bytes=1MB", "-Drollcall.batch.bytes=64KB");
            return run("4d. journal full by rollcall.journal.bytes=1MB, " + module, stand, server, () -> {});
        }
    }

    private static String[] bounds() {
        return new String[] {"-Drollcall.batch.bytes=256KB"};
    }

    private static void directory(Stand stand) {
        try {
            Files.createDirectories(stand.journal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Stand stand) {
        try {
            Files.createFile(stand.journal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome run(String title, Stand stand, AppProcess server, Runnable trouble) {
        try (Load load =
                Load.open(server.port("http"), stand.ledger(), settings.connections(), 2.0 * settings.perSecond())) {
            stand.await("the first events", () -> stand.books().count() > 0);
            stand.backend().gone();
            stand.await("the first half", () -> load.answered() > settings.diskRequests() / 2);
            trouble.run();
            stand.await("the second half", () -> load.answered() > settings.diskRequests());
            stand.backend().back();
            load.close();
            Balance balance = stand.finish(server);
            return Account.addTo(outcome(title, stand, load, balance), stand, 0);
        }
    }

    private static Outcome outcome(String title, Stand stand, Load load, Balance balance) {
        return new Outcome(title)
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
                .figure("the agent said", "%d lines", stand.said().size())
                .expect(load.failures() == 0, "%d requests failed: %s", load.failures(), load.firstFailure())
                .expect(balance.twice() == 0, "%d requests are told of under two event ids", balance.twice())
                .expect(balance.lost() == 0, "%d requests are lost", balance.lost())
                .expectNone(balance.customersOff())
                .expectNone(stand.books().wrongs());
    }
}
