package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.log.AgentLog;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * What the drain thread has of a journal whose disk does not work, so that it is made in microseconds: segments are in memory.
 * Everything but the files is the journal's own.
 */
final class DrainSide {
    /** Segments are as small as the journal makes them: 64 KB. */
    private static final JournalSettings SETTINGS = new JournalSettings(
                    new File("nowhere"), 1 << 20, 3_600_000, 2, 1 << 20, 3_600_000)
            .with(1 << 20, 3_600_000);

    private static final JournalOwner OWNER =
            new JournalOwner(1, "stress", null, "0", List.of(new DestinationKey("endpoint", "token")));
    private static final AgentLog LOG =
            new AgentLog(new PrintStream(OutputStream.nullOutputStream(), false), AgentLog.Level.ERROR);
    private static final String INSTANCE = "00000000-0000-4000-8000-000000000000";

    final Way way;
    final Tally tally = new Tally();
    private final Life life;
    private int sequence;

    DrainSide() {
        Object lock = new Object();
        Chain chain = new Chain(INSTANCE, "nowhere");
        way = new Way(chain, 0, tally, new BatchScan(), lock, LOG);
        chain.add(way);
        long now = System.nanoTime();
        Supply supply = new Supply(SETTINGS, OWNER, chain, lock, null, LOG);
        supply.fail(new IOException("on purpose"), now);
        life = new Life(SETTINGS, chain, supply, new Counts(), lock, false, LOG, now);
    }

    /** Adds an event that is told from all others by its bytes. */
    void append(int length) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) ('a' + sequence));
        if (life.append(EventKind.REQUEST, 1, sequence, bytes, 0, length)) {
            sequence++;
        }
    }

    /** Ends the batch, as at the end of a round in a hurry. */
    void endRound() {
        life.endRound(System.nanoTime(), true);
    }
}
