package dev.rollcall.overhead;

import dev.rollcall.conformance.process.AppProcess;
import dev.rollcall.overhead.load.Client;
import dev.rollcall.overhead.load.OpenLoop;
import dev.rollcall.overhead.load.Requests;
import dev.rollcall.overhead.process.Allocation;
import dev.rollcall.overhead.process.Gauges;
import dev.rollcall.overhead.receiver.Sink;
import dev.rollcall.overhead.receiver.Tally;
import dev.rollcall.overhead.report.Metric;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * One server from its start to its end, with one contender, and what was measured of it. The stages follow each other in
 * the order in which they disturb: start, warm-up, CPU, latency, memory, allocation, end.
 */
final class Life implements AutoCloseable {
    /** The same for all. With a fixed heap the collector does not decide anew each time how large it should be. */
    static final List<String> JVM_OPTIONS =
            List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4");

    /** Agents send late: what they do so long after the load ended is still its cost. The same for all. */
    private static final long AFTERMATH_SECONDS = 2;

    private final Contender contender;
    private final Plan plan;
    private final WorkFolder folder = new WorkFolder();
    private final Sink sink;
    private final Requests requests = new Requests();
    private final long begin = System.nanoTime();
    private final AppProcess process;
    private final Gauges gauges;
    private final Client client;
    private final int warmUp;
    private final int measured;
    private final Map<Metric, Double> figures = new EnumMap<>(Metric.class);

    /** Starts the server, and waits for its first answer. */
    Life(ServerApp server, Contender contender, Plan plan) {
        this.contender = contender;
        this.plan = plan;
        sink = new Sink(contender.protocol().get());
        List<String> options = new ArrayList<>(JVM_OPTIONS);
        options.add("-Djava.io.tmpdir=" + folder.path());
        options.addAll(server.options());
        options.addAll(contender.setUp().options(sink.address(), folder.path()));
        process = AppProcess.start(contender.app(server), plan.jdk(), options);
        gauges = new Gauges(process.pid(), plan.jdk());
        int port = process.port("http");
        try (Client first = new Client(port, 1, requests)) {
            first.saturate(1);
        }
        figures.put(Metric.START_WALL, (System.nanoTime() - begin) / 1e9);
        figures.put(Metric.START_CPU, gauges.cpuSeconds());
        warmUp = plan.warmUp(server);
        measured = plan.requests(server);
        client = new Client(port, plan.number(Option.CONNECTIONS), requests);
    }

    /** All stages; the server has ended when this returns. */
    Map<Metric, Double> measure() {
        client.saturate(warmUp);
        aftermath();
        measureCpu();
        if (plan.number(Option.SECONDS) > 0) {
            measureLatency();
        }
        figures.put(Metric.RSS, gauges.rssMegabytes());
        figures.put(Metric.CLASSES, (double) gauges.classes());
        figures.put(Metric.THREADS, (double) gauges.threads());
        figures.put(Metric.HEAP, gauges.heapMegabytesAfterCollection());
        if (plan.number(Option.ALLOCATION_REQUESTS) > 0) {
            measureAllocation();
        }
        finish();
        return figures;
    }

    private void measureCpu() {
        int count = measured;
        double before = gauges.cpuSeconds();
        double compilers = compilersCpuSeconds();
        double elsewhere = gauges.cpuSecondsOfThreads(contender.threadPrefix());
        Client.Pace pace = client.saturate(count);
        aftermath();
        double scale = 100_000.0 / count;
        figures.put(Metric.CPU, (gauges.cpuSeconds() - before) * scale);
        figures.put(Metric.CPU_COMPILERS, (compilersCpuSeconds() - compilers) * scale);
        if (!contender.threadPrefix().isEmpty()) {
            figures.put(
                    Metric.CPU_ELSEWHERE, (gauges.cpuSecondsOfThreads(contender.threadPrefix()) - elsewhere) * scale);
        }
        figures.put(Metric.THROUGHPUT, pace.perSecond());
    }

    /** What they still take varies from life to life, with an agent and without, and tells why whole processes differ. */
    private double compilersCpuSeconds() {
        return gauges.cpuSecondsOfThreads("C1 Compiler") + gauges.cpuSecondsOfThreads("C2 Compiler");
    }

    private void measureLatency() {
        double rate = plan.number(Option.RATE);
        // A second to get used to it.
        OpenLoop.run(client, rate, (long) rate);
        Histogram micros = OpenLoop.run(client, rate, (long) rate * plan.number(Option.SECONDS));
        figures.put(Metric.P50, (double) micros.getValueAtPercentile(50));
        figures.put(Metric.P99, (double) micros.getValueAtPercentile(99));
        figures.put(Metric.P999, (double) micros.getValueAtPercentile(99.9));
    }

    private void measureAllocation() {
        int count = plan.number(Option.ALLOCATION_REQUESTS);
        try (Allocation allocation = new Allocation(process.pid())) {
            aftermath();
            Allocation.Reading before = allocation.read();
            client.saturate(count);
            aftermath();
            Allocation.Reading after = allocation.read();
            figures.put(Metric.ALLOCATED, (double) after.since(before, "") / count);
            if (!contender.threadPrefix().isEmpty()) {
                figures.put(Metric.ALLOCATED_ELSEWHERE, (double) after.since(before, contender.threadPrefix()) / count);
            }
        }
    }

    /** As many requests as the server takes for so long; the server has ended when this returns. */
    Client.Pace saturate(long seconds) {
        client.saturate(warmUp);
        Client.Pace pace = client.saturateSeconds(seconds);
        finish();
        return pace;
    }

    private void finish() {
        client.close();
        process.close();
        if (contender.jar() != null) {
            figures.put(Metric.JAR, contender.jar().toFile().length() / 1e6);
            figures.put(Metric.REPORTED, sink.tally().requests() * 100.0 / requests.sent());
        }
        if (plan.isVerbose()) {
            System.out.println(process.printed());
        }
        if (!sink.unknown().isEmpty()) {
            System.out.println(contender.title() + " asked for what its backend does not know: " + sink.unknown());
        }
    }

    /** What the backend got; complete after the end. */
    Tally tally() {
        return sink.tally();
    }

    Requests requests() {
        return requests;
    }

    private static void aftermath() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(AFTERMATH_SECONDS);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.kill();
        }
        sink.close();
        folder.close();
    }
}
