package dev.rollcall.backend.scale;

import dev.rollcall.backend.lab.BackendJvm;
import dev.rollcall.backend.lab.Client;
import dev.rollcall.backend.lab.Tree;
import dev.rollcall.backend.scale.Load.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the backend does with a month of a company's calls: starts it as users do, sends the month over HTTP as fast as it is taken, opens every
 * page, and opens them again while calls keep coming in. Ends with 1 when a figure on a page is not what was sent.
 */
public final class Scale {
    private static final String API = "scale-api";
    private static final int CUSTOMERS_LOOKED_AT = 40;
    private static final int UNNAMED_EACH = 80;

    private final ScaleOptions options;
    private final ScaleReport report = new ScaleReport();
    private final Ledger ledger;

    Scale(ScaleOptions options) {
        this.options = options;
        this.ledger = new Ledger(options.customers());
    }

    /** Runs it; {@code --help} tells of the options. */
    public static void main(String[] arguments) throws Exception {
        ScaleOptions options;
        try {
            options = ScaleOptions.parse(arguments);
        } catch (IllegalArgumentException slip) {
            System.err.println(slip.getMessage());
            System.exit(2);
            return;
        }
        System.exit(new Scale(options).run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        Path directory = options.data();
        if (directory == null) {
            directory = Files.createTempDirectory("rollcall-scale");
        } else {
            Files.createDirectories(directory);
        }
        try {
            return run(directory);
        } finally {
            if (options.data() == null) {
                delete(directory);
            }
        }
    }

    private boolean run(Path directory) throws IOException, InterruptedException {
        Size size = size();
        report.machine(options, size);
        boolean equal;
        try (BackendJvm backend = start(directory)) {
            Client client = new Client(backend);
            ingest(backend, new Load(size, API));
            equal = isEqual(client, "after the load");
            report.storage(bytes(directory.resolve("data")), ledger.events(), backend);
            equal &= unnamed(backend, client);
            pages(client, "warm");
            equal &= pagesWhileSending(backend, client);
            report.memory("after all pages, at " + options.rate() + " events/s", backend);
        }
        report.storageAfterStop(bytes(directory.resolve("data")), ledger.events());
        long before = System.nanoTime();
        try (BackendJvm again = start(directory)) {
            report.line("Opens again in %.1f s.", (System.nanoTime() - before) / 1e9);
            equal &= isEqual(new Client(again), "after a restart");
        }
        report.print(options.markdown());
        return equal && ledger.isFine();
    }

    /** The whole month as the pages know it: today and 29 days before. */
    private Size size() {
        Instant to = Instant.now().truncatedTo(ChronoUnit.HOURS);
        Instant from = to.truncatedTo(ChronoUnit.DAYS).minus(options.days() - 1L, ChronoUnit.DAYS);
        if (!from.isBefore(to)) {
            from = from.minus(1, ChronoUnit.HOURS);
        }
        return new Size(options.events(), options.customers(), options.routes(), options.batch(), from, to);
    }

    private BackendJvm start(Path directory) throws IOException {
        return BackendJvm.fromJar(
                options.jar(), directory, List.of("-Xmx" + options.heap()), List.of("--memory", options.memory()));
    }

    private void ingest(BackendJvm backend, Load load) throws IOException, InterruptedException {
        Duration cpuBefore = backend.cpu();
        Duration ownBefore = ownCpu();
        long start = System.nanoTime();
        Senders senders = new Senders(load, backend.base(), backend.token(), ledger, 0).start(options.senders(), 1);
        Thread progress = new Thread(() -> report.progress(ledger, load.size().events()), "progress");
        progress.setDaemon(true);
        progress.start();
        senders.await();
        double seconds = (System.nanoTime() - start) / 1e9;
        progress.interrupt();
        senders.tellOfThemselves(options.senders(), 1);
        report.ingest(ledger, seconds, backend.cpu().minus(cpuBefore), ownCpu().minus(ownBefore));
    }

    private boolean unnamed(BackendJvm backend, Client client) throws IOException, InterruptedException {
        if (options.unnamed() == 0) {
            return true;
        }
        for (boolean ids : new boolean[] {false, true}) {
            OneByOne senders = new OneByOne(backend.base(), API, backend.token(), ledger, options.customers(), ids);
            Duration cpuBefore = backend.cpu();
            long before = ledger.events();
            long start = System.nanoTime();
            senders.send(options.unnamed(), UNNAMED_EACH);
            double seconds = (System.nanoTime() - start) / 1e9;
            report.unnamed(
                    options.unnamed(),
                    ids,
                    senders,
                    ledger.events() - before,
                    seconds,
                    backend.cpu().minus(cpuBefore));
        }
        return isEqual(client, "after events one by one");
    }

    private static Duration ownCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private void pages(Client client, String when) throws IOException, InterruptedException {
        List<Pages.Page> pages = Pages.of(client, API, options.customers());
        try (Visitor visitor = new Visitor(client)) {
            visitor.visit(pages, false);
            for (int i = 0; i < options.rounds(); i++) {
                visitor.visit(pages, true);
            }
            report.pages(when, visitor);
        }
    }

    private boolean pagesWhileSending(BackendJvm backend, Client client) throws IOException, InterruptedException {
        if (options.rate() == 0) {
            return true;
        }
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
        // An hour of it: more than the pages take.
        Size size = new Size(
                options.rate() * 3600L,
                options.customers(),
                options.routes(),
                options.batch(),
                hour.minus(1, ChronoUnit.HOURS),
                hour);
        long before = ledger.events();
        long start = System.nanoTime();
        Senders senders = new Senders(new Load(size, API), backend.base(), backend.token(), ledger, options.rate())
                .start(options.senders(), 2);
        pages(client, "at " + options.rate() + " events/s");
        senders.stop();
        double seconds = (System.nanoTime() - start) / 1e9;
        report.line(
                "While these pages were opened, %,.0f events a second were sent and stored.",
                (ledger.events() - before) / seconds);
        return isEqual(client, "after the pages");
    }

    /** Compares pages with what the answers to the senders had promised. */
    private boolean isEqual(Client client, String when) throws IOException, InterruptedException {
        String failure = ledger.failure();
        if (failure != null) {
            report.line("A sender gave up: %s", failure);
            return false;
        }
        Tree totals = client.json("/api/workspace?window=all").at("totals");
        boolean equal = report.equal(
                "requests " + when, ledger.events(), totals.at("requests").number());
        equal &= report.equal(
                "customers " + when, ledger.customers(), totals.at("customers").number());
        equal &= report.equal(
                "unidentified " + when,
                ledger.unidentified(),
                totals.at("unidentified_requests").number());
        int step = Math.max(1, options.customers() / CUSTOMERS_LOOKED_AT);
        for (int rank = 0; rank < options.customers(); rank += step) {
            if (ledger.of(rank) > 0) {
                String id = Load.customerId(rank);
                long requests = client.json("/api/customer?window=all&customer=" + Client.encoded(id))
                        .at("customer")
                        .at("requests")
                        .number();
                equal &= report.equal(id + ' ' + when, ledger.of(rank), requests);
            }
        }
        return equal;
    }

    private static long bytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
