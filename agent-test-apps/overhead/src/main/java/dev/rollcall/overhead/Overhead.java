package dev.rollcall.overhead;

import dev.rollcall.overhead.report.JsonReport;
import dev.rollcall.overhead.report.Metric;
import dev.rollcall.overhead.report.Results;
import dev.rollcall.overhead.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Measures what agents cost, side by side: every round starts each server once with each contender, in another order each
 * time, so that a machine that becomes slower or busier is unfair to all alike.
 *
 * <p>Its exit code is 1 when Rollcall lost or doubled a request in the saturated run, 2 when an option is wrong, 3 when a
 * server did not start or did not answer.
 */
public final class Overhead {
    private final Plan plan;
    private final Results results = new Results();

    private Overhead(Plan plan) {
        this.plan = plan;
    }

    public static void main(String[] arguments) {
        if (System.getProperty("rollcall.root") == null) {
            System.setProperty("rollcall.root", Path.of("").toAbsolutePath().toString());
        }
        List<String> all = Arrays.asList(arguments);
        if (all.contains("--help") || all.contains("help")) {
            System.out.print(help());
            return;
        }
        Plan plan;
        try {
            plan = new Plan(all);
        } catch (Plan.WrongOptionException e) {
            System.err.println("overhead: " + e.getMessage());
            System.exit(2);
            return;
        }
        int code = 3;
        try {
            code = new Overhead(plan).run() ? 0 : 1;
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
        }
        // Threads of a receiver must not keep this process, and with it the measured one, alive.
        System.exit(code);
    }

    private static String help() {
        return "overhead [brief] [options]: what agents cost real servers, side by side\n\n"
                + Arrays.stream(Option.values()).map(Option::helpLine).collect(Collectors.joining())
                + "\nContenders: "
                + Contenders.all(null).stream().map(Contender::key).collect(Collectors.joining(", ")) + "\n";
    }

    private boolean run() throws IOException {
        System.out.println(setting() + "\n");
        int rounds = plan.number(Option.ROUNDS);
        for (int round = 0; round < rounds + plan.number(Option.MORE_ROUNDS); round++) {
            boolean all = round < rounds;
            for (ServerApp server : plan.servers()) {
                List<Contender> order = new ArrayList<>(plan.contenders().stream()
                        .filter(contender ->
                                contender.isFor(server) && (all || Contenders.CLOSEST.contains(contender.key())))
                        .toList());
                Collections.rotate(order, -round);
                for (Contender contender : order) {
                    live(round, server, contender);
                }
            }
        }
        List<Saturation> saturations = saturate();
        String report = report(saturations);
        System.out.print("\n" + report);
        write(plan.file(Option.MARKDOWN), setting() + "\n\n" + report);
        write(
                plan.file(Option.JSON),
                new JsonReport(
                                results,
                                plan.described(),
                                saturations.stream().collect(Collectors.toMap(Saturation::server, Saturation::counts)))
                        .text());
        return saturations.stream().allMatch(Saturation::isExact);
    }

    private void live(int round, ServerApp server, Contender contender) {
        try (Life life = new Life(server, contender, plan)) {
            Map<Metric, Double> figures = life.measure();
            results.add(server.title(), contender.title(), figures);
            System.out.printf(
                    Locale.ROOT,
                    "round %d, %s, %s: %s%n",
                    round + 1,
                    server.key(),
                    contender.key(),
                    figures.entrySet().stream()
                            .map(figure -> figure.getKey().key() + "="
                                    + String.format(
                                            Locale.ROOT, "%." + figure.getKey().decimals() + "f", figure.getValue()))
                            .collect(Collectors.joining(" ")));
            life.tally().wrongs().forEach(System.out::println);
        }
    }

    private List<Saturation> saturate() {
        List<Saturation> done = new ArrayList<>();
        for (Contender contender : plan.contenders()) {
            if (contender.key().equals(Contenders.ROLLCALL) && plan.number(Option.SATURATION) > 0) {
                for (ServerApp server : plan.servers()) {
                    Saturation saturation = Saturation.run(server, contender, plan);
                    System.out.print(saturation.row());
                    done.add(saturation);
                }
            }
        }
        return done;
    }

    private String report(List<Saturation> saturations) {
        List<String> order = plan.contenders().stream().map(Contender::title).toList();
        String text = new Table(results, order, Contenders.NONE_TITLE).markdown();
        if (!saturations.isEmpty()) {
            text += "### Rollcall, saturated\n\n" + Saturation.header()
                    + saturations.stream().map(Saturation::row).collect(Collectors.joining());
        }
        return text;
    }

    private String setting() {
        return String.format(
                Locale.ROOT,
                "%s, %s %s, %d processors; %s; %d rounds and %d more; %s",
                plan.jdk(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                String.join(" ", Life.JVM_OPTIONS),
                plan.number(Option.ROUNDS),
                plan.number(Option.MORE_ROUNDS),
                plan.described());
    }

    private static void write(@Nullable Path file, String text) throws IOException {
        if (file != null) {
            Files.writeString(file, text);
        }
    }
}
