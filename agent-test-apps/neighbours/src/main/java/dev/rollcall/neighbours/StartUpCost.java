package dev.rollcall.neighbours;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures what an agent costs a program that does nothing: CPU seconds of a whole run, classes loaded, and the most memory
 * it had when {@code main} began. No agent, Rollcall and the OpenTelemetry agent take turns, so that a busy machine is
 * unfair to all alike; medians are printed.
 *
 * <p>Needs Linux: {@code sh} tells the CPU time of its children, {@code /proc} the peak of resident memory.
 */
public final class StartUpCost {
    private final String java;
    private final String classPath = System.getProperty("java.class.path");
    private final int runs;

    private StartUpCost(String java, int runs) {
        this.java = java;
        this.runs = runs;
    }

    private static final class Contender {
        final String name;
        final List<String> options;
        final List<Double> cpuSeconds = new ArrayList<>();
        final List<Double> classes = new ArrayList<>();
        final List<Double> megabytes = new ArrayList<>();

        Contender(String name, String... options) {
            this.name = name;
            this.options = List.of(options);
        }
    }

    /**
     * Prints the table.
     *
     * @param arguments the jar of Rollcall, the jar of the OpenTelemetry agent, and how many runs each (10 when left out)
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        new StartUpCost(java, runs)
                .measure(List.of(
                        new Contender("no agent"),
                        new Contender("Rollcall", "-javaagent:" + new File(arguments[0]).getAbsolutePath()),
                        // Nothing is sent: waiting for a collector that is not there would be unfair.
                        new Contender(
                                "OpenTelemetry agent",
                                "-javaagent:" + new File(arguments[1]).getAbsolutePath(),
                                "-Dotel.traces.exporter=none",
                                "-Dotel.metrics.exporter=none",
                                "-Dotel.logs.exporter=none")));
    }

    private void measure(List<Contender> contenders) throws IOException, InterruptedException {
        System.out.printf(
                "An empty main, %d runs each, taking turns; medians. Java %s, %s %s, %d processors%n%n",
                runs,
                System.getProperty("java.vm.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
        for (int run = 0; run < runs; run++) {
            for (Contender contender : contenders) {
                contender.cpuSeconds.add(cpuSeconds(contender));
                contender.megabytes.add(peakMegabytes(contender));
                contender.classes.add((double) classes(contender));
            }
        }
        System.out.printf("| %-20s | %12s | %16s | %12s |%n", "", "CPU seconds", "classes loaded", "peak RSS, MB");
        System.out.println("| :------------------- | -----------: | ---------------: | -----------: |");
        Contender none = contenders.get(0);
        for (Contender contender : contenders) {
            System.out.printf(
                    "| %-20s | %12.2f | %16.0f | %12.1f |%n",
                    contender.name,
                    median(contender.cpuSeconds),
                    median(contender.classes),
                    median(contender.megabytes));
        }
        for (Contender contender : contenders.subList(1, contenders.size())) {
            System.out.printf(
                    "| %-20s | %+12.2f | %+16.0f | %+12.1f |%n",
                    contender.name + ", more",
                    median(contender.cpuSeconds) - median(none.cpuSeconds),
                    median(contender.classes) - median(none.classes),
                    median(contender.megabytes) - median(none.megabytes));
        }
    }

    /** What the shell's {@code times} says of its children, after one run. */
    private double cpuSeconds(Contender contender) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" >/dev/null 2>&1; times", "sh"));
        command.addAll(java(contender, Empty.class));
        List<String> lines = lines(command);
        double seconds = 0;
        for (String time : lines.get(lines.size() - 1).trim().split(" +", -1)) {
            int minutes = time.indexOf('m');
            seconds += 60 * Double.parseDouble(time.substring(0, minutes))
                    + Double.parseDouble(time.substring(minutes + 1, time.length() - 1));
        }
        return seconds;
    }

    private int classes(Contender contender) throws IOException, InterruptedException {
        Path log = Files.createTempFile("classes", ".txt");
        List<String> command = java(contender, Empty.class);
        command.add(1, "-Xlog:class+load:file=" + log);
        lines(command);
        try (Stream<String> loaded = Files.lines(log)) {
            return (int) loaded.filter(line -> line.contains(" source: ")).count();
        } finally {
            Files.delete(log);
        }
    }

    private double peakMegabytes(Contender contender) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(java(contender, Idle.class))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.equals("READY")) {
            line = output.readLine();
        }
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return status.filter(entry -> entry.startsWith("VmHWM:"))
                            .mapToDouble(entry -> Double.parseDouble(entry.replaceAll("[^0-9]", "")))
                            .sum()
                    / 1024;
        } finally {
            process.getOutputStream().close();
            process.waitFor();
        }
    }

    private List<String> java(Contender contender, Class<?> main) {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(contender.options);
        command.addAll(Arrays.asList("-cp", classPath, main.getName()));
        return command;
    }

    private static List<String> lines(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        }
        process.waitFor();
        return lines;
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
