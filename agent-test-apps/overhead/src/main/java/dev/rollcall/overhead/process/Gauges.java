package dev.rollcall.overhead.process;

import dev.rollcall.conformance.process.Jdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The gauges of one JVM, read without its help where that is possible: CPU time and resident memory are the kernel's,
 * classes and threads stand in the file the JVM shares with {@code jcmd}. Resident memory needs Linux.
 */
public final class Gauges {
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final long pid;
    private final Jdk jdk;

    public Gauges(long pid, Jdk jdk) {
        this.pid = pid;
        this.jdk = jdk;
    }

    /** CPU time of all its threads since its start, compilers and collectors included; in steps of 10 ms on Linux. */
    public double cpuSeconds() {
        return ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElseThrow(() -> new IllegalStateException("no CPU time of process " + pid))
                        .toNanos()
                / 1e9;
    }

    /** CPU time of those of its threads that live, by how their names begin; Linux cuts names after 15 characters. */
    public double cpuSecondsOfThreads(String prefix) {
        long nanos = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads) {
                nanos += nanosOfThread(thread, prefix);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nanos / 1e9;
    }

    private static long nanosOfThread(Path thread, String prefix) {
        try {
            if (!Files.readString(thread.resolve("comm")).startsWith(prefix)) {
                return 0;
            }
            String onProcessor = Files.readString(thread.resolve("schedstat"));
            return Long.parseLong(onProcessor.substring(0, onProcessor.indexOf(' ')));
        } catch (IOException endedMeanwhile) {
            return 0;
        }
    }

    /** Resident memory. */
    public double rssMegabytes() {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                            .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                            .sum()
                    / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Classes loaded so far, from jars and from the JDK's archive. */
    public long classes() {
        String counters = jcmd("PerfCounter.print");
        return counter(counters, "java.cls.loadedClasses") + counter(counters, "java.cls.sharedLoadedClasses");
    }

    /** Java threads that live. */
    public long threads() {
        return counter(jcmd("PerfCounter.print"), "java.threads.live");
    }

    private static long counter(String counters, String name) {
        Matcher matcher = Pattern.compile("^" + Pattern.quote(name) + "=(\\d+)$", Pattern.MULTILINE)
                .matcher(counters);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in what jcmd PerfCounter.print says:\n" + counters);
        }
        return Long.parseLong(matcher.group(1));
    }

    /** What is on the heap after a full collection. */
    public double heapMegabytesAfterCollection() {
        jcmd("GC.run");
        long kilobytes = 0;
        for (String line : jcmd("GC.heap_info").lines().toList()) {
            String generation = line.trim();
            Matcher used = USED.matcher(generation);
            if (!generation.startsWith("Metaspace") && !generation.startsWith("class space") && used.find()) {
                kilobytes += Long.parseLong(used.group(1));
            }
        }
        if (kilobytes == 0) {
            throw new IllegalStateException("jcmd GC.heap_info says nothing of the heap");
        }
        return kilobytes / 1024.0;
    }

    private String jcmd(String command) {
        List<String> line = List.of(jdk.home().resolve("bin").resolve("jcmd").toString(), Long.toString(pid), command);
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", line) + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
