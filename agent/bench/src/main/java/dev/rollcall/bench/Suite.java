package dev.rollcall.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks and prints them as a table: the median of single calls, or the average where single calls are not
 * measured, and the bytes that a call allocates.
 */
public final class Suite {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private Suite() {}

    /**
     * Runs all benchmarks, or some.
     *
     * @param arguments {@code short} for a run of a few minutes whose figures are rough; any other word is a part of the
     *     names of the benchmarks that are to run
     */
    public static void main(String[] arguments) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder().addProfiler(GCProfiler.class);
        for (String argument : arguments) {
            if (argument.equals("short")) {
                options.warmupIterations(2)
                        .warmupTime(TimeValue.milliseconds(500))
                        .measurementIterations(2)
                        .measurementTime(TimeValue.milliseconds(500));
            } else {
                options.include(argument);
            }
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        System.out.println();
        System.out.println("| benchmark | | nanoseconds | bytes allocated |");
        System.out.println("| :--- | :--- | ---: | ---: |");
        results.forEach(Suite::print);
    }

    private static void print(RunResult result) {
        String name = result.getParams().getBenchmark();
        name = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
        StringJoiner what = new StringJoiner(", ");
        for (String key : result.getParams().getParamsKeys()) {
            what.add(key + " " + result.getParams().getParam(key).toLowerCase(Locale.ROOT));
        }
        boolean median = result.getParams().getMode() == Mode.SampleTime;
        Map<String, Result> parts = result.getSecondaryResults();
        Result allocated = parts.get(ALLOCATED);
        String bytes = allocated == null ? "" : Long.toString(Math.round(allocated.getScore()));
        Result primary = result.getPrimaryResult();
        boolean group = false;
        for (Map.Entry<String, Result> part : parts.entrySet()) {
            // The threads of a group have a figure each; profilers' have a dot in their names. Ours that drains mostly
            // sleeps.
            if (part.getKey().indexOf('.') < 0) {
                group = true;
            }
            if (part.getKey().startsWith("request")) {
                row(name + ", " + part.getKey(), what.toString(), median, part.getValue(), "");
            }
        }
        if (!group) {
            row(name, what.toString(), median, primary, bytes);
        }
    }

    private static void row(String name, String what, boolean median, Result result, String bytes) {
        double figure = median ? result.getStatistics().getPercentile(50) : result.getScore();
        System.out.printf(
                Locale.ROOT, "| %s | %s | %.0f%s | %s |%n", name, what, figure, median ? "" : " on average", bytes);
    }
}
