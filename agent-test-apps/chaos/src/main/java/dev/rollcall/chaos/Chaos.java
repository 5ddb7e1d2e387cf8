package dev.rollcall.chaos;

import dev.rollcall.chaos.experiments.Disk;
import dev.rollcall.chaos.experiments.Kills;
import dev.rollcall.chaos.experiments.Moods;
import dev.rollcall.chaos.experiments.Outage;
import dev.rollcall.chaos.experiments.Saturation;
import dev.rollcall.chaos.experiments.Siblings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs the experiments and prints one table, in Markdown. Its exit code is 1 when something was lost that should not have
 * been.
 *
 * <p>Arguments: {@code brief} for the form of {@code mvn verify}, and the numbers of the experiments to run; all of them in
 * their full form, which takes about half an hour, when there is none.
 */
public final class Chaos {
    private Chaos() {}

    public static void main(String[] arguments) {
        List<String> wanted = new ArrayList<>(List.of(arguments));
        Settings settings = wanted.remove("brief") ? Settings.brief() : Settings.full();
        if (System.getProperty("rollcall.root") == null) {
            System.setProperty("rollcall.root", Path.of("").toAbsolutePath().toString());
        }
        System.out.printf(
                "%s, %s %s, %d processors%n%n",
                System.getProperty("java.vm.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
        System.out.println("| experiment | | what was seen |");
        System.out.println("| :--- | :--- | :--- |");
        boolean failed = false;
        for (Map.Entry<String, Supplier<Outcome>> experiment :
                experiments(settings).entrySet()) {
            if (wanted.isEmpty() || wanted.stream().anyMatch(experiment.getKey()::startsWith)) {
                Outcome outcome = run(experiment.getKey(), experiment.getValue());
                System.out.print(outcome.rows());
                failed |= !outcome.wrongs().isEmpty();
            }
        }
        System.exit(failed ? 1 : 0);
    }

    private static Outcome run(String name, Supplier<Outcome> experiment) {
        try {
            return experiment.get();
        } catch (RuntimeException e) {
            return new Outcome(name + ".").expectNone(List.of(String.valueOf(e)));
        }
    }

    private static Map<String, Supplier<Outcome>> experiments(Settings settings) {
        Map<String, Supplier<Outcome>> all = new LinkedHashMap<>();
        all.put("1a", () -> new Kills(settings).moderate("netty-4.2"));
        all.put("1b", () -> new Kills(settings).saturated("tomcat-11"));
        all.put("2", () -> new Outage(settings).run("tomcat-11"));
        all.put("3a", () -> new Moods(settings).overHttp("netty-4.2"));
        all.put("3b", () -> new Moods(settings).overTls("netty-4.2"));
        all.put("4a", () -> new Disk(settings).readOnly("tomcat-11"));
        all.put("4b", () -> new Disk(settings).removed("tomcat-11"));
        all.put("4c", () -> new Disk(settings).full("tomcat-11"));
        all.put("4d", () -> new Disk(settings).bounded("tomcat-11"));
        all.put("5", () -> new Saturation(settings).run("netty-4.2"));
        all.put("6", () -> new Siblings(settings).run("tomcat-11"));
        return all;
    }
}
