package dev.rollcall.backend.scale;

import dev.rollcall.backend.lab.BackendJvm;
import dev.rollcall.backend.scale.Load.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what was measured, says it as it comes, and makes tables of it at the end. */
final class ScaleReport {
    private static final int SLOWEST_TOLD = 15;
    private static final long PROGRESS_MILLIS = 10_000;

    private final List<String> lines = new ArrayList<>();
    private final Map<String, Map<String, Visitor.Times>> pages = new LinkedHashMap<>();
    private final Map<String, Map<String, Visitor.Times>> questions = new LinkedHashMap<>();

    /** One line of the report. */
    void line(String format, Object... values) {
        String line = String.format(Locale.ROOT, format, values);
        System.out.println(line);
        lines.add(line);
    }

    void machine(ScaleOptions options, Size size) {
        line(
                "%,d events of %,d customers on %,d end points over %d days, %,d a request; %d processors, Java %s,"
                        + " -Xmx%s, --memory %s.",
                size.events(),
                size.customers(),
                size.routes(),
                options.days(),
                size.batch(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                options.heap(),
                options.memory());
    }

    /** Says how far it is, until interrupted. */
    void progress(Ledger ledger, long wanted) {
        try {
            for (long before = 0; ; before = ledger.events()) {
                Thread.sleep(PROGRESS_MILLIS);
                System.out.printf(
                        Locale.ROOT,
                        "  %,d of %,d events; %,d a second%n",
                        ledger.events(),
                        wanted,
                        (ledger.events() - before) * 1000 / PROGRESS_MILLIS);
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    void ingest(Ledger ledger, double seconds, Duration cpu, Duration ownCpu) {
        long events = Math.max(1, ledger.events());
        line("Ingest over HTTP: %,d events in %,.1f s, %,.0f events a second.", events, seconds, events / seconds);
        line(
                "For an event: %.1f us of CPU in the backend, %.1f us in the senders beside it on the same processors, %.0f"
                        + " bytes on the wire.",
                cpu.toNanos() / 1e3 / events, ownCpu.toNanos() / 1e3 / events, (double) ledger.bytes() / events);
        line(
                "Answers to batches: median %.0f ms, 99 %% within %.0f ms; put off (429, 503) %,d times.",
                ledger.answerMillis(0.5), ledger.answerMillis(0.99), ledger.timesPutOff());
    }

    void unnamed(int count, boolean ids, OneByOne senders, long events, double seconds, Duration cpu) {
        line(
                "One event a request, %,d at a time, %s: %,d events in %,.1f s, %,.0f a second; %.0f us of CPU for an event in"
                        + " the backend; answers: median %.0f ms, 99 %% within %.0f ms.",
                count,
                ids ? "with ids" : "without ids",
                events,
                seconds,
                events / seconds,
                cpu.toNanos() / 1e3 / Math.max(1, events),
                senders.answerMillis(0.5),
                senders.answerMillis(0.99));
    }

    void storage(long bytes, long events, BackendJvm backend) throws IOException {
        line("On disk: %,d MB, %.1f bytes an event.", bytes >> 20, (double) bytes / Math.max(1, events));
        memory("after the load", backend);
    }

    void storageAfterStop(long bytes, long events) {
        line(
                "On disk after it was stopped: %,d MB, %.1f bytes an event.",
                bytes >> 20, (double) bytes / Math.max(1, events));
    }

    void memory(String when, BackendJvm backend) throws IOException {
        line(
                "Resident memory %s: %,d MB, at most %,d MB; %d threads.",
                when, backend.residentBytes() >> 20, backend.peakResidentBytes() >> 20, backend.threads());
    }

    /** Says when two figures differ. */
    boolean equal(String what, long sent, long shown) {
        if (sent != shown) {
            line("WRONG: %s: %,d were stored, and the page says %,d.", what, sent, shown);
        }
        return sent == shown;
    }

    void pages(String when, Visitor visitor) {
        pages.put(when, visitor.pages());
        questions.put(when, visitor.questions());
        System.out.println(table("page, ms " + when, Map.of(when, visitor.pages())));
    }

    /** All of it, as Markdown. */
    void print(@Nullable Path markdown) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append("* ").append(line).append('\n'));
        text.append('\n').append(table("page, milliseconds until all of it is there: median (most)", pages));
        text.append('\n').append(slowest());
        System.out.println("\n" + text);
        if (markdown != null) {
            Files.writeString(markdown, text);
        }
    }

    private static String table(String title, Map<String, Map<String, Visitor.Times>> columns) {
        StringBuilder table = new StringBuilder("| " + title + " |");
        columns.keySet().forEach(when -> table.append(' ').append(when).append(" |"));
        table.append("\n| :--- |").append(" ---: |".repeat(columns.size())).append('\n');
        columns.values().stream().findFirst().orElse(Map.of()).keySet().forEach(page -> {
            table.append("| ").append(page).append(" |");
            columns.values().forEach(times -> table.append(cell(times.get(page))));
            table.append('\n');
        });
        return table.toString();
    }

    private static String cell(Visitor.@Nullable Times times) {
        return times == null ? " |" : String.format(Locale.ROOT, " %,.0f (%,.0f) |", times.median(), times.most());
    }

    private String slowest() {
        Map<String, Map<String, Visitor.Times>> some = new LinkedHashMap<>();
        questions.forEach((when, all) -> {
            Map<String, Visitor.Times> slow = new LinkedHashMap<>();
            if (some.isEmpty()) {
                all.entrySet().stream()
                        .sorted((a, b) -> Double.compare(
                                b.getValue().median(), a.getValue().median()))
                        .limit(SLOWEST_TOLD)
                        .forEach(entry -> slow.put(entry.getKey(), entry.getValue()));
            } else {
                slow.putAll(all);
            }
            some.put(when, slow);
        });
        return table("slowest questions, milliseconds: median (most), beside the others of their page", some);
    }
}
