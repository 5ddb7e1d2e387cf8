package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.log.AgentLog;
import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/**
 * What the drain thread does with a journal whose disk does not work, so that one is made in microseconds: its segments are in
 * memory. Everything but the files is as it is with a disk.
 */
final class DrainSide {
    /** There is no folder within a file. */
    private static final File NO_FOLDER = new File(new File(System.getProperty("java.home"), "release"), "journal");

    /** Batches end with two events; segments are as small as the journal makes them, 64 KB. */
    private static final JournalSettings SETTINGS =
            new JournalSettings(NO_FOLDER, 1 << 20, 3_600_000, 2, 1 << 20, 3_600_000).with(1 << 20, 3_600_000);

    private static final JournalOwner OWNER =
            new JournalOwner(1, "stress", null, "0", List.of(new DestinationKey("endpoint", "token")));
    private static final AgentLog LOG =
            new AgentLog(new PrintStream(OutputStream.nullOutputStream(), false), AgentLog.Level.ERROR);
    private static final Instance INSTANCE = Instance.random();

    private final Journal journal = new Journal(SETTINGS, OWNER, INSTANCE, LOG);
    private int sequence;

    /** With one event written, so that the disk has been tried and given up before two threads meet. */
    DrainSide() {
        journal.hurry();
        append(1);
        endRound();
    }

    BatchReader reader() {
        return journal.reader(0);
    }

    /** Adds an event that is told from all others by its bytes. */
    void append(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) ('a' + sequence));
        if (journal.append(EventKind.REQUEST, 1, sequence, bytes, 0, length)) {
            sequence++;
        }
    }

    /** Ends the batch, because the process is in a hurry. */
    void endRound() {
        journal.endRound(System.nanoTime());
    }
}
