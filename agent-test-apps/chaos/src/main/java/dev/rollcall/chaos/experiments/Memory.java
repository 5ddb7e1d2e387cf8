package dev.rollcall.chaos.experiments;

import dev.rollcall.conformance.process.AppProcess;
import dev.rollcall.conformance.process.Jdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process has in memory.
 *
 * @param liveHeapMegabytes its objects after a collection; -1 when that cannot be known
 * @param residentMegabytes its pages in memory, those of mapped files among them; -1 when that cannot be known
 * @param privateMegabytes those that are not of files; -1 when that cannot be known
 */
record Memory(double liveHeapMegabytes, double residentMegabytes, double privateMegabytes) {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    static Memory of(AppProcess process, Jdk jdk) {
        return new Memory(liveHeap(process, jdk), status(process, "VmRSS"), status(process, "RssAnon"));
    }

    /** The histogram counts what is reachable, after a full collection. */
    private static double liveHeap(AppProcess process, Jdk jdk) {
        Path jcmd = jdk.home().resolve("bin").resolve("jcmd");
        if (!Files.isExecutable(jcmd)) {
            return -1;
        }
        try {
            Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            asked.getOutputStream().close();
            Matcher total = TOTAL.matcher(new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return total.find() ? Double.parseDouble(total.group(1)) / (1 << 20) : -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double status(AppProcess process, String name) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return -1;
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "live heap %.1f MB, resident %.1f MB, of it not of files %.1f MB",
                liveHeapMegabytes,
                residentMegabytes,
                privateMegabytes);
    }
}
