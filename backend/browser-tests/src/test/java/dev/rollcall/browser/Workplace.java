package dev.rollcall.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The backend's jar and APIs under the agent's jar, each in a JVM of its own. What the backend prints when it is started for
 * the first time is all that is used to connect them.
 */
final class Workplace implements AutoCloseable {
    private static final Path ROOT =
            Path.of(System.getProperty("rollcall.root")).toAbsolutePath().normalize();
    private static final Path AGENT = ROOT.resolve("agent/dist/target/rollcall-agent.jar");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Pattern SIGN_IN = Pattern.compile("(http://\\S+)/signin\\?code=(\\S+)");
    private static final Pattern TOKEN = Pattern.compile("-Drollcall\\.token=(\\S+)");
    private static final Pattern ENDPOINT = Pattern.compile("-Drollcall\\.endpoint=(\\S+)");
    private static final Pattern PASSWORD = Pattern.compile("admin password\\s+(\\S+)");
    private static final Pattern READY = Pattern.compile("READY http=(\\d+)");
    private static final int SECONDS = 60;

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final Map<String, Process> apis = new TreeMap<>();
    private final StringBuilder printed = new StringBuilder();

    Workplace(Path folder) {
        this.folder = folder;
    }

    /** Starts the backend, and waits until it says where it is. */
    void startBackend() throws Exception {
        Process backend = new ProcessBuilder(
                        JAVA,
                        "-Xmx512m",
                        "-jar",
                        ROOT.resolve("backend/target/rollcall-backend.jar").toString(),
                        "--port",
                        "0",
                        "--data",
                        data().toString())
                .redirectErrorStream(true)
                .start();
        processes.add(backend);
        // The last line of what it says at its first start.
        awaitLine(backend, TOKEN);
    }

    /** Starts an API under the agent for each of these names, all at once, and gives their ports. */
    Map<String, Integer> startApis(List<String> services) throws Exception {
        for (String service : services) {
            apis.put(service, startApi(service));
        }
        Map<String, Integer> ports = new TreeMap<>();
        for (String service : services) {
            ports.put(
                    service,
                    Integer.parseInt(awaitLine(apis.get(service), READY).group(1)));
        }
        return ports;
    }

    /** Lets the APIs come to their end, as a deployment does, and waits for it: their agents then tell of themselves for the last time. */
    void endApis() throws Exception {
        for (Process api : apis.values()) {
            api.getOutputStream().close();
        }
        for (Process api : apis.values()) {
            if (!api.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("still runs " + SECONDS + " s after its input has ended: " + printed);
            }
        }
    }

    /** The version of the agent, as its jar says. */
    static String agentVersion() throws IOException {
        try (JarFile jar = new JarFile(AGENT.toFile())) {
            return jar.getManifest().getMainAttributes().getValue("Implementation-Version");
        }
    }

    private Process startApi(String service) throws Exception {
        Path target = ROOT.resolve("agent-test-apps/demo-api/target");
        Process api = new ProcessBuilder(
                        JAVA,
                        "-javaagent:" + AGENT,
                        "-Drollcall.endpoint=" + printed(ENDPOINT, 1),
                        "-Drollcall.token=" + printed(TOKEN, 1),
                        "-Drollcall.service=" + service,
                        "-Drollcall.batch.age=200ms",
                        // What the agent says of itself at its end must have arrived, however busy this machine is.
                        "-Drollcall.shutdown.timeout=30s",
                        "-Drollcall.journal.dir=" + folder.resolve("journal"),
                        "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        target.resolve("classes")
                                + System.getProperty("path.separator")
                                + Files.readString(target.resolve("classpath.txt"))
                                        .trim(),
                        Files.readString(target.resolve("main-class.txt")).trim())
                .redirectError(Redirect.INHERIT)
                .start();
        processes.add(api);
        return api;
    }

    /** Where the backend keeps everything. */
    Path data() {
        return folder.resolve("data");
    }

    /** Where the pages are, without a slash at the end. */
    String url() {
        return printed(SIGN_IN, 1);
    }

    /** The address that signs in, once. */
    String signInUrl() {
        return printed(SIGN_IN, 0);
    }

    /** What events are sent with. */
    String token() {
        return printed(TOKEN, 1);
    }

    String password() {
        return printed(PASSWORD, 1);
    }

    private String printed(Pattern pattern, int group) {
        String text;
        synchronized (printed) {
            text = printed.toString();
        }
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " was printed: " + text);
        }
        return found.group(group);
    }

    /** Reads on until the process ends, so that it never waits for us. */
    private Matcher awaitLine(Process process, Pattern pattern) throws Exception {
        CompletableFuture<@Nullable Matcher> found = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, pattern, found), "output");
        reader.setDaemon(true);
        reader.start();
        Matcher line;
        try {
            line = found.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new IOException("not ready after " + SECONDS + " s: " + printed, late);
        }
        if (line == null) {
            throw new IOException("ended before it was ready: " + printed);
        }
        return line;
    }

    private void read(Process process, Pattern pattern, CompletableFuture<@Nullable Matcher> found) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (printed) {
                    printed.append(line).append('\n');
                }
                Matcher matcher = pattern.matcher(line);
                if (matcher.find()) {
                    found.complete(matcher);
                }
            }
        } catch (IOException | UncheckedIOException ended) {
            // Then there is nothing more to read.
        }
        found.complete(null);
    }

    /** Ends all of them. */
    @Override
    public void close() {
        for (Process process : processes) {
            process.destroy();
        }
        for (Process process : processes) {
            try {
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException stopped) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
