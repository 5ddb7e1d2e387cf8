package dev.rollcall.bench;

import dev.rollcall.core.Agent;
import dev.rollcall.core.exchange.Recorder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What the agent keeps on the heap in the worst hour: its backend is dead, its journal is full, and 100,000 customers call.
 *
 * <p>Two figures that cannot be larger at one time than their sum: the ring when it is full and nobody drains it, and all that
 * is kept when the drain thread has emptied it: rollups, credentials, routes, records to be used again, and events, when
 * there is no disk for them. Ends its JVM.
 */
public final class DeadBackendMemory {
    private static final int CUSTOMERS = 100_000;
    private static final int LONGEST_SECONDS = 120;
    private static final int ENOUGH_REFUSED = 1000;
    private static final int WAITING_AT_ONCE = 10_000;
    private static final int COLLECTIONS = 10;

    private DeadBackendMemory() {}

    /**
     * Prints the figures.
     *
     * @param arguments {@code no-disk} when the journal is to find none
     */
    public static void main(String[] arguments) throws IOException {
        boolean noDisk = arguments.length > 0 && arguments[0].equals("no-disk");
        Path folder = Files.createTempDirectory("rollcall-bench");
        Path journal = noDisk ? Files.createFile(folder.resolve("a file")) : folder.resolve("journal");
        Agent agent = Agent.create(
                "log=off,secret=a secret of the benchmarks,journal.bytes=1MB,journal.dir=" + journal
                        + ",endpoint=http://127.0.0.1:" + closedPort(),
                List.of());
        Recorder recorder = agent.recorder();
        long before = liveBytes();
        int sent = 0;
        while (recorder.lostRingFull() < ENOUGH_REFUSED) {
            Parts.exchange(recorder, customer(sent++));
        }
        long ring = liveBytes() - before;
        agent.start();
        await("the ring to be drained", () -> recorder.waiting() == 0);
        for (int i = 0; i < CUSTOMERS; i++) {
            Parts.exchange(recorder, customer(sent++));
            if (recorder.waiting() > WAITING_AT_ONCE) {
                await("the drain thread to come along", () -> recorder.waiting() < WAITING_AT_ONCE / 2);
            }
        }
        await("the ring to be drained", () -> recorder.waiting() == 0);
        long others = liveBytes() - before;
        print("a full ring", ring);
        print("all others", others);
        print("together", ring + others);
        // The agent would wait for its backend. The journal is left: it is in the JVM's temporary directory, whose
        // owner sees to it.
        Runtime.getRuntime().halt(0);
    }

    /** Known by a token, a key and a header; with a path of its own. */
    private static Sample customer(int i) {
        return new Sample(Caller.JWT_NEW, i)
                .with("X-API-Key", Caller.API_KEY_NEW.value(i))
                .with("X-Customer-ID", "a customer whose id is as long as ids become, number " + i)
                .at("/v1/organizations/" + i + "/payments/8812");
    }

    /** What stays: the least after several collections, between which the shipper may hold a batch, or not. */
    private static long liveBytes() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
            LockSupport.parkNanos(20_000_000);
        }
        return least;
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST_SECONDS * 1_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("waited in vain for " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void print(String what, long bytes) {
        System.out.printf(Locale.ROOT, "%-12s %,12d bytes%n", what, bytes);
    }
}
