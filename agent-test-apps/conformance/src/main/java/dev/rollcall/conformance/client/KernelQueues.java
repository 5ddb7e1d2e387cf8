package dev.rollcall.conformance.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Linux still holds of a connection between two ports of this machine: the bytes that were sent and that the other
 * side's process has not read yet.
 */
final class KernelQueues {
    /** A socket that listens on IPv6 too is in the second table, with all its connections. */
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    private KernelQueues() {}

    /** Whether this system tells at all. */
    static boolean canTell() {
        return Files.isReadable(TABLES.get(0));
    }

    /**
     * Whether all that was sent from one port has been read by the process at the other.
     *
     * @throws IOException when the tables cannot be read
     */
    static boolean allTaken(int senderPort, int receiverPort) throws IOException {
        boolean arrived = false;
        boolean read = false;
        for (Path table : TABLES) {
            for (String line : Files.isReadable(table) ? Files.readAllLines(table) : List.<String>of()) {
                // sl, local address:port, remote address:port, state, bytes to send:bytes to read, ...; all hexadecimal
                String[] columns = line.trim().split("\\s+", 6);
                if (columns.length == 6 && connects(columns, senderPort, receiverPort)) {
                    arrived = columns[4].startsWith("00000000:");
                } else if (columns.length == 6 && connects(columns, receiverPort, senderPort)) {
                    read = columns[4].endsWith(":00000000");
                }
            }
        }
        return arrived && read;
    }

    private static boolean connects(String[] columns, int localPort, int remotePort) {
        return columns[1].endsWith(String.format(":%04X", localPort))
                && columns[2].endsWith(String.format(":%04X", remotePort));
    }
}
