package dev.rollcall.core.doctor;

import dev.rollcall.core.adapter.WeaveBook;
import dev.rollcall.core.identity.Identifier;
import dev.rollcall.core.identity.RuleHits;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Option;
import dev.rollcall.core.options.Options;
import dev.rollcall.core.pipeline.Accounting;
import dev.rollcall.core.pipeline.Destination;
import dev.rollcall.core.pipeline.Loss;
import dev.rollcall.core.pipeline.Pipeline;
import dev.rollcall.core.ship.Destinations;
import java.io.File;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the running agent is, as text for a person: what is woven, who the customer is, where events go, and what became of every
 * request. No value of a secret, no id of a customer. Asked for by {@code doctor}; any thread may write one.
 */
public final class Report {
    private final Options options;
    private final Identifier identifier;
    private final WeaveBook weaveBook;
    private final String version;
    private final Instant since;
    private final AgentLog log;
    private final @Nullable Pipeline pipeline;

    /**
     * Takes what it reports about.
     *
     * @param since when the agent started
     * @param pipeline null as long as no server was woven
     */
    public Report(
            Options options,
            Identifier identifier,
            WeaveBook weaveBook,
            String version,
            Instant since,
            AgentLog log,
            @Nullable Pipeline pipeline) {
        this.log = log;
        this.options = options;
        this.identifier = identifier;
        this.weaveBook = weaveBook;
        this.version = version;
        this.since = since;
        this.pipeline = pipeline;
    }

    /** The report of this moment; ends in a line break. */
    public String text() {
        StringBuilder text = new StringBuilder(4096);
        head(text);
        options(text);
        woven(text);
        rules(text);
        destinations(text);
        said(text);
        return text.toString();
    }

    private void head(StringBuilder text) {
        Instant now = Instant.now();
        text.append("Rollcall ")
                .append(version)
                .append(" in process ")
                .append(ProcessHandle.current().pid());
        text.append(": ").append(options.service()).append('\n');
        line(text, "since", since.truncatedTo(ChronoUnit.SECONDS) + ", for " + duration(since, now));
        line(
                text,
                "on",
                "Java " + System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vm.vendor"));
    }

    private void options(StringBuilder text) {
        text.append("\nOptions that were set\n");
        int set = 0;
        for (Option option : Option.values()) {
            String source = options.source(option);
            if (source != null && !option.isHidden()) {
                text.append("  ").append(option.propertyName()).append('=').append(options.shown(option));
                text.append("  (").append(source).append(")\n");
                set++;
            }
        }
        if (set == 0) {
            text.append("  none\n");
        }
        wrong(text, options.problems());
        wrong(text, Destinations.of(options).problems());
        wrong(text, identifier.problems());
    }

    private static void wrong(StringBuilder text, List<String> problems) {
        for (String problem : problems) {
            text.append("  wrong: ").append(problem).append('\n');
        }
    }

    private void woven(StringBuilder text) {
        text.append("\nWhat is watched\n");
        Map<String, List<String>> classes = new LinkedHashMap<>();
        for (WeaveBook.Entry entry : weaveBook.woven()) {
            String serverVersion = entry.version();
            String server = entry.adapter() + (serverVersion == null ? "" : ' ' + serverVersion) + " (class loader "
                    + entry.loader() + ')';
            classes.computeIfAbsent(server, name -> new ArrayList<>()).add(entry.subject());
        }
        if (classes.isEmpty()) {
            text.append("  nothing: no class of a server we know was loaded\n");
        }
        classes.forEach((server, names) -> {
            text.append("  ").append(server).append('\n');
            names.forEach(name -> text.append("    ").append(name).append('\n'));
        });
        for (WeaveBook.Entry entry : weaveBook.leftAlone()) {
            text.append("  left as it is: ")
                    .append(entry.subject())
                    .append(" in ")
                    .append(entry.loader());
            text.append(": ").append(entry.reason()).append('\n');
        }
        for (WeaveBook.Entry entry : weaveBook.switchedOff()) {
            text.append("  switched off: ")
                    .append(entry.subject())
                    .append(": ")
                    .append(entry.reason())
                    .append('\n');
        }
    }

    private void rules(StringBuilder text) {
        text.append("\nWho the customer is: the first of these that finds an id (and how often that was)\n");
        hits(text, identifier.customerRules());
        text.append("\nWho acts\n");
        hits(text, identifier.userRules());
        String suggestion = Suggestion.of(identifier);
        if (suggestion != null) {
            text.append("\nA suggestion\n  ").append(suggestion).append('\n');
        }
    }

    private static void hits(StringBuilder text, List<RuleHits> rules) {
        if (rules.isEmpty()) {
            text.append("  no rule\n");
        }
        for (RuleHits rule : rules) {
            String hits = rule.hits() == 0 ? "-" : String.format(Locale.ROOT, "%,d", rule.hits());
            text.append(String.format(Locale.ROOT, "  %12s  %s", hits, rule.rule()))
                    .append('\n');
        }
    }

    private void destinations(StringBuilder text) {
        Pipeline running = pipeline;
        text.append("\nWhere events go\n");
        if (running == null) {
            text.append("  nowhere yet: there was no server to watch\n");
        } else {
            List<Destination> destinations = running.destinations();
            List<Accounting> accountings = running.accountings();
            for (int i = 0; i < destinations.size(); i++) {
                text.append("  ").append(destinations.get(i).name()).append('\n');
                line(text, "state", destinations.get(i).state());
                figures(text, accountings.get(i));
                if (accountings.get(i).lost(Loss.SET_ASIDE) > 0) {
                    line(text, "", "those set aside are in " + new File(options.journalDirectory(), "set-aside"));
                }
            }
        }
        if (running != null && running.headersTooLong() > 0) {
            line(
                    text,
                    "headers",
                    String.format(
                            Locale.ROOT,
                            "%,d were too long to be read; their requests are told without them",
                            running.headersTooLong()));
        }
        line(text, "journal", options.journalDirectory().toString());
    }

    private static void figures(StringBuilder text, Accounting figures) {
        line(
                text,
                "requests",
                String.format(
                        Locale.ROOT,
                        "%,d seen = %,d delivered + %,d waiting + %,d excluded + %,d rolled up + %,d lost",
                        figures.seen(),
                        figures.delivered(),
                        figures.waiting(),
                        figures.excluded(),
                        figures.rolledUp(),
                        figures.lost()));
        if (figures.handedOver() > 0) {
            line(
                    text,
                    "",
                    String.format(
                            Locale.ROOT,
                            "+ %,d handed over: left in journals of this process under former names, to be adopted",
                            figures.handedOver()));
        }
        if (!figures.isBalanced()) {
            line(text, "", "(requests are being counted at this moment, and the sum is not even)");
        }
        if (figures.rolledUpWaiting() > 0) {
            line(
                    text,
                    "",
                    String.format(Locale.ROOT, "of those rolled up, %,d are on their way", figures.rolledUpWaiting()));
        }
        for (Loss reason : Loss.values()) {
            if (figures.lost(reason) > 0) {
                line(text, "", String.format(Locale.ROOT, "lost, %s: %,d", reason.wireName(), figures.lost(reason)));
            }
        }
        if (figures.hasAdopted()) {
            line(
                    text,
                    "adopted",
                    String.format(
                            Locale.ROOT,
                            "%,d delivered + %,d waiting + %,d expired, of processes that have died",
                            figures.adoptedDelivered(),
                            figures.adoptedWaiting(),
                            figures.adoptedExpired()));
        }
    }

    private void said(StringBuilder text) {
        text.append("\nWhat it said last\n");
        for (AgentLog.Line said : log.recent()) {
            text.append("  ").append(Instant.ofEpochMilli(said.millis()).truncatedTo(ChronoUnit.SECONDS));
            text.append("  ").append(said.message().replace('\n', ' ')).append('\n');
        }
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-9s ", name)).append(value).append('\n');
    }

    private static String duration(Instant from, Instant to) {
        long seconds = Math.max(0, ChronoUnit.SECONDS.between(from, to));
        long minutes = seconds / 60;
        long hours = minutes / 60;
        return hours >= 48
                ? hours / 24 + " days"
                : hours > 0
                        ? hours + " h " + minutes % 60 + " min"
                        : minutes > 0 ? minutes + " min " + seconds % 60 + " s" : seconds + " s";
    }
}
