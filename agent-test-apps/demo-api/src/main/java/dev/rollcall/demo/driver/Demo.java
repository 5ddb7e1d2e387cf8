package dev.rollcall.demo.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code ./rollcall demo}: the API under the agent, its customers at work, and the table of who made how many calls.
 *
 * <p>Ends with 0 when every call that was answered was counted, with 1 when not, and leaves neither a process nor a file.
 */
public final class Demo {
    private static final int BAR = 30;

    private final Path root;
    private final int seconds;

    private Demo(Path root, int seconds) {
        this.root = root;
        this.seconds = seconds;
    }

    /**
     * Runs the demo.
     *
     * @param arguments the project's root folder, and for how many seconds the customers call
     */
    public static void main(String[] arguments) throws Exception {
        System.exit(new Demo(Path.of(arguments[0]), Integer.parseInt(arguments[1])).run());
    }

    private int run() throws IOException, InterruptedException {
        Path agentJar = root.resolve("agent/dist/target/rollcall-agent.jar");
        Path target = root.resolve("agent-test-apps/demo-api/target");
        String classPath = target.resolve("classes")
                + System.getProperty("path.separator")
                + text(target.resolve("classpath.txt"));
        Path files = Files.createTempDirectory("rollcall-demo");
        Path journal = files.resolve("events");

        say("Starting a small payments API with -javaagent:rollcall-agent.jar ...");
        Api api = new Api(agentJar, journal, files, classPath, text(target.resolve("main-class.txt")));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            api.kill();
                            delete(files);
                        },
                        "clean-up"));
        api.awaitReady();
        Traffic traffic = new Traffic(api.port());
        traffic.start();
        watch(traffic);
        traffic.stop();
        api.stop();

        say("");
        say("$ java -jar rollcall-agent.jar top");
        Top top = new Top(agentJar, journal);
        int shown = top.print();
        Map<String, List<Integer>> counted = top.tally();
        say("");
        boolean equal = Tally.equal(traffic.tally(), counted);
        if (equal && shown == 0) {
            say(String.format(
                    "%,d calls were answered, %,d were counted, each for the customer who made it.",
                    traffic.total(), Tally.sum(counted)));
        } else {
            say(String.format("%,d calls were answered, but the table says otherwise:", traffic.total()));
            say("answered " + traffic.tally());
            say("counted  " + counted);
        }
        say(next(agentJar));
        return equal && shown == 0 && traffic.failed() == 0 ? 0 : 1;
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

    private static String next(Path agentJar) {
        return "\nYour own application, unchanged:\n\n"
                + "  java -javaagent:" + agentJar + " -jar your-application.jar\n\n"
                + "then, in another terminal, while it runs:\n\n"
                + "  java -jar " + agentJar + " top\n\n"
                + "Who the customer is, if the default does not find it, is one option:\n"
                + "  -Drollcall.customer=header:X-Tenant        a header\n"
                + "  -Drollcall.customer=jwt:org_id,jwt:sub     claims of the bearer token, first hit wins\n"
                + "Where events go, if not to this machine's disk:\n"
                + "  -Drollcall.endpoint=https://... -Drollcall.token=...\n"
                + "More: docs/quick-start.md, docs/configuration.md";
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file).trim();
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException gone) {
            // Then there is nothing to delete.
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
