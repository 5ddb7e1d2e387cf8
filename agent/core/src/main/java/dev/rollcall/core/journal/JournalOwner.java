package dev.rollcall.core.journal;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Who writes a journal and where its events are to go: the file {@code owner} in its directory. Immutable. */
public final class JournalOwner {
    static final String FILE = "owner";
    private static final String FORMAT = "1";

    private final long pid;
    private final String service;
    private final String environment;
    private final String version;
    private final List<DestinationKey> destinations;

    /**
     * Keeps what it is given.
     *
     * @param environment null when it has none
     * @param version of the agent
     * @param destinations in the order of their shippers; none when events stay on this machine
     */
    public JournalOwner(
            long pid, String service, @Nullable String environment, String version, List<DestinationKey> destinations) {
        this.pid = pid;
        this.service = service;
        this.environment = environment == null ? "" : environment;
        this.version = version;
        this.destinations = List.copyOf(destinations);
    }

    List<DestinationKey> destinations() {
        return destinations;
    }

    /** Whether no endpoint was configured: the events are only for those who look at this machine. */
    boolean keepsEventsHere() {
        return destinations.isEmpty();
    }

    /**
     * Which of a dead process's destinations is one of ours: the same endpoint in the same format, and the same credentials or,
     * after a change of token, the same service.
     *
     * @return the number among its destinations, or -1
     */
    int slotOf(DestinationKey ours, JournalOwner us) {
        boolean sameService = service.equals(us.service) && environment.equals(us.environment);
        for (int slot = 0; slot < destinations.size(); slot++) {
            DestinationKey theirs = destinations.get(slot);
            if (theirs.key().equals(ours.key())
                    && (sameService || theirs.token().equals(ours.token()))) {
                return slot;
            }
        }
        return -1;
    }

    void write(File directory) throws IOException {
        Properties lines = new Properties();
        lines.setProperty("format", FORMAT);
        lines.setProperty("pid", Long.toString(pid));
        lines.setProperty("service", service);
        lines.setProperty("environment", environment);
        lines.setProperty("agent_version", version);
        for (int slot = 0; slot < destinations.size(); slot++) {
            lines.setProperty(
                    "destination." + slot + ".key", destinations.get(slot).key());
            lines.setProperty(
                    "destination." + slot + ".token", destinations.get(slot).token());
        }
        File file = new File(directory, FILE);
        if (!file.exists()) {
            OwnerOnly.file(file);
        }
        try (OutputStream out = new FileOutputStream(file)) {
            lines.store(out, "Who writes this journal of events");
        }
    }

    /**
     * Reads what a process wrote about itself.
     *
     * @return null when it cannot be understood
     */
    static @Nullable JournalOwner read(File directory) {
        Properties lines = new Properties();
        try (InputStream in = new FileInputStream(new File(directory, FILE))) {
            lines.load(in);
            if (!FORMAT.equals(lines.getProperty("format"))) {
                return null;
            }
            List<DestinationKey> destinations = new ArrayList<>();
            for (int slot = 0; ; slot++) {
                String key = lines.getProperty("destination." + slot + ".key");
                if (key == null) {
                    break;
                }
                destinations.add(new DestinationKey(key, lines.getProperty("destination." + slot + ".token", "")));
            }
            return new JournalOwner(
                    Long.parseLong(lines.getProperty("pid", "0")),
                    lines.getProperty("service", ""),
                    lines.getProperty("environment", ""),
                    lines.getProperty("agent_version", ""),
                    destinations);
        } catch (IOException | IllegalArgumentException notOurs) {
            return null;
        }
    }
}
