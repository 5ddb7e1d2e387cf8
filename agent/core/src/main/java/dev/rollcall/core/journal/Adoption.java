package dev.rollcall.core.journal;

import dev.rollcall.core.log.AgentLog;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the journals of dead processes, at the start and every few seconds, and gives what they hold to our readers. Who of
 * several processes gets one is decided by its lock. Runs on the shippers' threads.
 */
final class Adoption {
    private static final int MOST_AT_ONCE = 16;
    private static final long EXPIRE_NANOS = 60_000_000_000L;
    private static final int MOST_JOURNALS = 4;
    private static final long PAUSED_NANOS = Long.MAX_VALUE / 4;

    private final JournalSettings settings;
    private final JournalOwner us;
    private final Object lock;
    private final AgentLog log;
    private final Retention retention;
    private final List<JournalReader> readers = new ArrayList<>();
    private final List<Orphan> orphans = new ArrayList<>();

    /** Held by the thread that looks; the others have better things to do. */
    private final ReentrantLock looking = new ReentrantLock();

    private final Set<String> trimmed = new HashSet<>();
    private final Set<String> left = new HashSet<>();
    private volatile long lookAt = System.nanoTime();
    private long expireAt = System.nanoTime();

    Adoption(JournalSettings settings, JournalOwner us, Object lock, AgentLog log) {
        this.settings = settings;
        this.us = us;
        this.lock = lock;
        this.log = log;
        this.retention = new Retention(settings.root(), settings.ageMillis(), log);
    }

    void add(JournalReader reader) {
        readers.add(reader);
    }

    /** Nanoseconds until the next look; may be negative. */
    long pauseNanos() {
        return lookAt - System.nanoTime();
    }

    /** Looks, if it is time to and nobody else does. */
    void look() {
        if (pauseNanos() > 0 || !looking.tryLock()) {
            return;
        }
        try {
            for (File journal : Retention.journals(settings.root())) {
                if (orphans.size() < MOST_AT_ONCE && !left.contains(journal.getName())) {
                    look(journal);
                }
            }
            expire();
        } catch (RuntimeException problem) {
            log.failure("journals of other processes cannot be looked for", problem);
        } finally {
            lookAt = System.nanoTime() + settings.lookMillis() * 1_000_000;
            looking.unlock();
        }
    }

    /** What is wrong with one journal is no reason not to adopt the next. */
    private void look(File journal) {
        try {
            consider(journal);
        } catch (IOException | RuntimeException problem) {
            left.add(journal.getName());
            log.error("what a process left cannot be delivered: " + journal + ": " + problem.getMessage());
        }
    }

    private void consider(File journal) throws IOException {
        JournalOwner owner = JournalOwner.read(journal);
        if (owner == null || owner.keepsEventsHere()) {
            return;
        }
        JournalDirectory directory = JournalDirectory.take(journal);
        if (directory == null) {
            return;
        }
        boolean kept = false;
        try {
            Retention.trim(directory, log, trimmed);
            kept = adopt(new Orphan(directory, owner, log), owner);
        } finally {
            if (!kept) {
                left.add(journal.getName());
            }
        }
    }

    private boolean adopt(Orphan orphan, JournalOwner owner) throws IOException {
        boolean done = false;
        try {
            if (!orphan.isDelivered()) {
                List<OrphanWay> ways = new ArrayList<>();
                List<JournalReader> theirs = new ArrayList<>();
                for (JournalReader reader : readers) {
                    int slot = owner.slotOf(reader.key(), us);
                    if (slot >= 0) {
                        ways.add(new OrphanWay(orphan, slot, orphan.waiting(slot), reader.reading(), log));
                        theirs.add(reader);
                    }
                }
                if (!ways.isEmpty()) {
                    begin(orphan, ways, theirs);
                    done = true;
                }
            }
            return done;
        } finally {
            if (!done) {
                orphan.leave();
            }
        }
    }

    private void begin(Orphan orphan, List<OrphanWay> ways, List<JournalReader> theirs) {
        orphans.add(orphan);
        long waiting = 0;
        synchronized (lock) {
            for (int i = 0; i < ways.size(); i++) {
                orphan.begin();
                theirs.get(i).add(ways.get(i));
                waiting += ways.get(i).adoptedWaiting();
            }
            lock.notifyAll();
        }
        log.info("delivering what a process that has ended left: " + waiting + " requests of "
                + orphan.directory().instance());
    }

    /** A reader has all of it. */
    void finished(OrphanWay way) {
        boolean last;
        synchronized (lock) {
            last = way.orphan().end();
        }
        if (last) {
            looking.lock();
            try {
                if (!orphans.remove(way.orphan())) {
                    return;
                }
                left.add(way.orphan().directory().instance());
                way.orphan().leave();
            } finally {
                looking.unlock();
            }
        }
    }

    /** Gives all that was adopted back, and adopts nothing until {@link #resume}. */
    void closeFiles() {
        looking.lock();
        try {
            lookAt = System.nanoTime() + PAUSED_NANOS;
            synchronized (lock) {
                for (Orphan orphan : orphans) {
                    orphan.release();
                }
                lock.notifyAll();
            }
            orphans.clear();
        } finally {
            looking.unlock();
        }
    }

    void resume() {
        lookAt = System.nanoTime();
    }

    private void expire() {
        long now = System.nanoTime();
        if (now - expireAt < 0) {
            return;
        }
        expireAt = now + EXPIRE_NANOS;
        long nowMillis = System.currentTimeMillis();
        retention.expire(nowMillis);
        retention.shrink(settings.bytes());
        for (Orphan orphan : orphans) {
            File directory = orphan.directory().directory();
            if (Retention.lastWritten(directory) < nowMillis - settings.ageMillis()) {
                letGo(orphan, "is older than rollcall.journal.age");
            }
        }
        shrink();
    }

    /**
     * An application that is started again and again while its endpoint is away must not fill the disk. Several processes that
     * were killed together may still leave what each of them was allowed.
     */
    private void shrink() {
        long most = settings.bytes() * MOST_JOURNALS;
        long bytes = 0;
        List<File> oldestFirst = new ArrayList<>();
        for (File journal : Retention.journals(settings.root())) {
            if (retention.isUndelivered(journal) || adopted(journal) != null) {
                oldestFirst.add(journal);
                bytes += Retention.bytes(journal);
            }
        }
        if (bytes > most) {
            oldestFirst.sort(Comparator.comparingLong(Retention::lastWritten));
        }
        for (int i = 0; bytes > most && i < oldestFirst.size(); i++) {
            File journal = oldestFirst.get(i);
            long size = Retention.bytes(journal);
            Orphan orphan = adopted(journal);
            if (orphan != null) {
                letGo(orphan, "is, with that of others, more than four times rollcall.journal.bytes");
                bytes -= size;
            } else if (retention.delete(journal)) {
                log.error("what a process that has ended left is deleted, because all of it is more than"
                        + " four times rollcall.journal.bytes: " + journal);
                bytes -= size;
            }
        }
    }

    private @Nullable Orphan adopted(File journal) {
        for (Orphan orphan : orphans) {
            if (orphan.directory().instance().equals(journal.getName()) && !orphan.isExpired()) {
                return orphan;
            }
        }
        return null;
    }

    private void letGo(Orphan orphan, String why) {
        log.error("what a process that has ended left " + why + ", and is let go: "
                + orphan.directory().directory());
        synchronized (lock) {
            orphan.expire();
            lock.notifyAll();
        }
    }
}
