package dev.rollcall.demo.driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./rollcall demo}: the backend on a directory of its own, the API under the agent, its customers at work, and what the backend
 * then tells of them. Nothing in it was there before: every call on the page is one that was made here.
 *
 * <p>Ends with 0 when every call that was answered was counted, with 1 when not, and leaves neither a process nor a file.
 */
public final class Demo {
    private static final int BAR = 30;
    private static final int ENDPOINTS = 8;

    private final Path root;
    private final int seconds;
    private final boolean keep;
    private volatile boolean ending;

    private Demo(Path root, int seconds, boolean keep) {
        this.root = root;
        this.seconds = seconds;
        this.keep = keep;
    }

    /**
     * Runs the demo.
     *
     * @param arguments the project's root folder, for how many seconds the customers call, and {@code keep} when it is to stay until it
     *     is interrupted
     */
    public static void main(String[] arguments) throws Exception {
        int exitCode = 1;
        try {
            exitCode = new Demo(
                            Path.of(arguments[0]),
                            Integer.parseInt(arguments[1]),
                            arguments.length > 2 && arguments[2].equals("keep"))
                    .run();
        } catch (IOException problem) {
            System.err.println("rollcall: " + problem.getMessage());
        }
        System.exit(exitCode);
    }

    private int run() throws IOException, InterruptedException {
        Path agentJar = root.resolve("agent/dist/target/rollcall-agent.jar");
        Path target = root.resolve("agent-test-apps/demo-api/target");
        String classPath = target.resolve("classes")
                + System.getProperty("path.separator")
                + text(target.resolve("classpath.txt"));
        Path files = Files.createTempDirectory("rollcall-demo");
        CleanUp cleanUp = new CleanUp(files);
        Runtime.getRuntime().addShutdownHook(new Thread(cleanUp, "clean-up"));

        say("Starting the backend on an empty directory ...");
        Backend backend = new Backend(root.resolve("backend/target/rollcall-backend.jar"), files);
        cleanUp.backend = backend;
        backend.awaitReady();
        BackendApi backendApi = new BackendApi(backend.page(), backend.password());
        say("Starting a small payments API with -javaagent:rollcall-agent.jar ...");
        Api api = new Api(
                agentJar,
                files,
                classPath,
                text(target.resolve("main-class.txt")),
                backendApi.base().resolve("/v1/events"),
                backend.token());
        cleanUp.api = api;
        api.awaitReady();
        say("\nThe page, which fills while the customers call: " + backend.page() + "\n");

        Traffic traffic = new Traffic(api.port());
        traffic.start();
        watch(traffic);
        traffic.stop();
        if (!keep) {
            // What the agent still holds is sent when the JVM ends: nothing can arrive after the figures were read.
            api.stop();
        }
        boolean equal = tell(traffic, backendApi);
        if (!equal) {
            say("The backend said:\n" + backend.said());
        }
        say(next(agentJar));
        if (keep && equal) {
            stay(traffic, backend, backendApi, api);
        }
        if (!keep) {
            backend.stop();
        }
        return equal && traffic.failed() == 0 ? 0 : 1;
    }

    /** What the backend has stored, and whether that is what was answered. */
    private static boolean tell(Traffic traffic, BackendApi backendApi) throws IOException, InterruptedException {
        boolean stored = backendApi.awaitStored(traffic.total());
        JsonNode customers = backendApi.customers();
        Map<String, List<Integer>> counted = BackendApi.tally(customers);
        boolean equal = stored && Tally.equal(traffic.tally(), counted);
        say("");
        say(Tables.customers(customers, Instant.now()));
        say(Tables.endpoints(backendApi.endpoints(ENDPOINTS)));
        if (equal) {
            say(String.format(
                    "%,d calls were answered, %,d were counted, each for the customer who made it.",
                    traffic.total(), Tally.sum(counted)));
        } else {
            say(String.format("%,d calls were answered, but the backend says otherwise:", traffic.total()));
            say("answered " + traffic.tally());
            say("counted  " + counted);
        }
        return equal;
    }

    /** The customers go on calling, so that there is something to see, until somebody interrupts us. */
    private void stay(Traffic traffic, Backend backend, BackendApi backendApi, Api api) {
        say("\nThe customers go on calling until you press Ctrl-C; then all of it is deleted. The page:\n\n  "
                + backend.page() + "\n\nThe link signs in once; after that it is " + backendApi.base()
                + " with the user admin and the password " + backend.password());
        traffic.start();
        CompletableFuture.anyOf(backend.ended(), api.ended()).join();
        if (!ending) {
            say("The backend or the API has ended, and so does the demo.");
        }
    }

    private void watch(Traffic traffic) throws InterruptedException {
        boolean terminal = System.console() != null;
        long start = System.nanoTime();
        for (int second = 1; second <= seconds; second++) {
            long until = start + second * 1_000_000_000L;
            Thread.sleep(Math.max(0, (until - System.nanoTime()) / 1_000_000));
            int done = second * BAR / seconds;
            String line = String.format(
                    "%3d of %d s  %s%s  %,d calls by %d customers",
                    second, seconds, "#".repeat(done), ".".repeat(BAR - done), traffic.total(), traffic.heardOf());
            if (terminal) {
                System.out.print("\r" + line);
            } else if (second % 5 == 0 || second == seconds) {
                say(line);
            }
        }
        if (terminal) {
            say("");
        }
    }

    private String next(Path agentJar) {
        return "\nYour own: a backend that keeps what it gets, and your application, unchanged:\n\n"
                + "  ./rollcall serve\n"
                + "  java -javaagent:" + agentJar + " \\\n"
                + "    -Drollcall.endpoint=http://127.0.0.1:7070/v1/events -Drollcall.token=... -jar your-application.jar\n\n"
                + "The first start of ./rollcall serve prints the second line with its token, ready to copy. Without a backend:\n"
                + "leave out endpoint and token, and see the customers with ./rollcall top.\n"
                + "Who the customer is, if the default does not find it, is one option:\n"
                + "  -Drollcall.customer=header:X-Tenant        a header\n"
                + "  -Drollcall.customer=jwt:org_id,jwt:sub     claims of the bearer token, first hit wins\n"
                + "More: docs/quick-start.md, docs/backend.md"
                + (keep ? "" : "\nTo look around on the page: ./rollcall demo --keep");
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file).trim();
    }

    private static void say(String line) {
        System.out.println(line);
    }

    /** Ends what was started and deletes what was written, however the demo ends. */
    private final class CleanUp implements Runnable {
        private final Path files;
        private volatile @Nullable Backend backend;
        private volatile @Nullable Api api;

        CleanUp(Path files) {
            this.files = files;
        }

        @Override
        public void run() {
            ending = true;
            Api startedApi = api;
            if (startedApi != null) {
                startedApi.kill();
            }
            Backend startedBackend = backend;
            if (startedBackend != null) {
                startedBackend.kill();
            }
            delete(files);
        }

        private static void delete(Path directory) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException gone) {
                // Then there is nothing to delete.
            }
        }
    }
}
