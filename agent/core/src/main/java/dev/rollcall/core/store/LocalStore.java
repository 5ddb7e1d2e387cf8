package dev.rollcall.core.store;

import dev.rollcall.core.event.EventKind;
import dev.rollcall.core.event.Instance;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.pipeline.Destination;
import dev.rollcall.core.pipeline.DestinationFigures;
import dev.rollcall.core.pipeline.EventSink;
import dev.rollcall.core.pipeline.Loss;
import dev.rollcall.core.pipeline.Losses;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps events on this machine: appends them to files that only their owner can read, and deletes the oldest files when
 * all of them together are too large or too old.
 *
 * <p>What a round of the drain thread took is handed to the operating system at its end, in one write; a killed process loses
 * what ended in its last milliseconds. When the disk is full or cannot be written, events wait in memory, up to
 * {@value #MAX_WAITING_BYTES} bytes, and the disk is tried again every few seconds.
 */
public final class LocalStore implements EventSink, Destination {
    private static final int MAX_WAITING_BYTES = 8 << 20;
    private static final int SEGMENTS = 16;
    private static final long SMALLEST_SEGMENT = 64 << 10;
    private static final long LARGEST_SEGMENT = 16 << 20;
    private static final long RETRY_NANOS = 5_000_000_000L;
    private static final long CLEAN_NANOS = 60_000_000_000L;

    private final File directory;
    private final String instance;
    private final long maxBytes;
    private final long maxAgeMillis;
    private final Losses losses;
    private final AgentLog log;

    private byte[] waitingBytes = new byte[64 << 10];
    private int used;
    private long firstWaiting;
    private int waitingEvents;

    private @Nullable RandomAccessFile segment;
    private @Nullable File segmentFile;
    private long segmentBytes;
    private long retryAt;
    private volatile boolean hurried;
    private boolean proven;
    private volatile boolean failed;
    private long cleanAt;
    private boolean prepared;

    /** Together under one lock, so that an event is never seen twice or not at all. */
    private final Object figures = new Object();

    private long stored;
    private long waiting;
    private boolean givenUp;

    /**
     * A store that makes its directory when the first event comes.
     *
     * @param instance tells the files of this process from those of others
     * @param maxBytes how large all files in the directory may be together
     * @param maxAgeMillis how old an event may become
     */
    public LocalStore(File directory, String instance, long maxBytes, long maxAgeMillis, Losses losses, AgentLog log) {
        this.directory = directory;
        this.instance = instance;
        this.maxBytes = maxBytes;
        this.maxAgeMillis = maxAgeMillis;
        this.losses = losses;
        this.log = log;
        long now = System.nanoTime();
        this.retryAt = now;
        this.cleanAt = now;
    }

    @Override
    public boolean append(EventKind kind, int requests, long sequence, byte[] bytes, int offset, int length) {
        if (kind == EventKind.STATUS) {
            return false;
        }
        if (isGivenUp()) {
            losses.add(Loss.SHUTDOWN, 1);
            return true;
        }
        if (used + length + 1 > MAX_WAITING_BYTES) {
            endRound(System.nanoTime());
        }
        if (used + length + 1 > MAX_WAITING_BYTES) {
            losses.add(Loss.STORE_FAILED, 1);
            return true;
        }
        if (used + length + 1 > waitingBytes.length) {
            waitingBytes = Arrays.copyOf(waitingBytes, Math.max(waitingBytes.length * 2, used + length + 1));
        }
        if (waitingEvents == 0) {
            firstWaiting = sequence;
        }
        System.arraycopy(bytes, offset, waitingBytes, used, length);
        used += length;
        waitingBytes[used++] = '\n';
        waitingEvents++;
        synchronized (figures) {
            if (givenUp) {
                losses.add(Loss.SHUTDOWN, 1);
            } else {
                waiting++;
            }
        }
        return true;
    }

    private boolean isGivenUp() {
        synchronized (figures) {
            return givenUp;
        }
    }

    @Override
    public void endRound(long nowNanos) {
        if (waitingEvents > 0 && (hurried || nowNanos - retryAt >= 0) && !isGivenUp()) {
            try {
                write();
            } catch (IOException | RuntimeException problem) {
                fail(problem, nowNanos);
                if (hurried) {
                    lose();
                }
            }
        }
        if (prepared && nowNanos - cleanAt >= 0) {
            cleanAt = nowNanos + CLEAN_NANOS;
            clean();
        }
    }

    private void write() throws IOException {
        if (segment != null && segmentBytes >= segmentSize()) {
            close();
            clean();
        }
        if (segmentFile != null && segment != null && !segmentFile.exists()) {
            // Another process cleaned up the directory that it shares with this one.
            close();
        }
        RandomAccessFile out = segment == null ? open() : segment;
        out.write(waitingBytes, 0, used);
        segmentBytes += used;
        used = 0;
        synchronized (figures) {
            if (!givenUp) {
                stored += waitingEvents;
                waiting -= waitingEvents;
            }
        }
        waitingEvents = 0;
        if (!proven) {
            proven = true;
            failed = false;
            log.info("the first request is stored in " + directory);
        } else if (failed) {
            failed = false;
            log.info("events can be stored in " + directory + " again");
        }
    }

    private RandomAccessFile open() throws IOException {
        StoreFiles.prepare(directory);
        prepared = true;
        File file = StoreFiles.file(directory, instance, firstWaiting);
        RandomAccessFile out = new RandomAccessFile(file, "rw");
        segment = out;
        segmentFile = file;
        segmentBytes = 0;
        StoreFiles.ownerOnly(file);
        out.setLength(0);
        log.debug("events are stored in " + file);
        return out;
    }

    private void fail(Exception problem, long nowNanos) {
        retryAt = nowNanos + RETRY_NANOS;
        failed = true;
        log.error("events cannot be stored in " + directory + " and are kept in memory: " + problem.getMessage());
        RandomAccessFile broken = segment;
        if (broken != null) {
            try {
                // What a full disk took of the round would stand there twice after the next attempt.
                broken.setLength(segmentBytes);
            } catch (IOException stillBroken) {
                log.debug(segmentFile + " cannot be cut back: " + stillBroken.getMessage());
            }
            close();
        }
    }

    private void lose() {
        used = 0;
        synchronized (figures) {
            if (!givenUp) {
                waiting -= waitingEvents;
                losses.add(Loss.STORE_FAILED, waitingEvents);
            }
        }
        log.error(waitingEvents + " requests are lost, because they could not be stored before the shutdown");
        waitingEvents = 0;
    }

    private void close() {
        RandomAccessFile open = segment;
        segment = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                log.debug(segmentFile + " could not be closed: " + e.getMessage());
            }
        }
    }

    private long segmentSize() {
        return Math.max(SMALLEST_SEGMENT, Math.min(LARGEST_SEGMENT, maxBytes / SEGMENTS));
    }

    /** Deletes what is too old, and the oldest of what is too much; never the file that is being written. */
    private void clean() {
        List<File> files = StoreFiles.list(directory);
        long total = 0;
        for (File file : files) {
            total += file.length();
        }
        long oldest = System.currentTimeMillis() - maxAgeMillis;
        for (File file : files) {
            boolean current = segment != null && file.equals(segmentFile);
            // Room is kept for the file that is being begun.
            if (!current && (total > maxBytes - segmentSize() || file.lastModified() < oldest)) {
                total -= file.length();
                if (!file.delete()) {
                    log.debug(file + " could not be deleted");
                }
            }
        }
    }

    @Override
    public DestinationFigures figures() {
        synchronized (figures) {
            return new DestinationFigures(stored, waiting, 0, 0, new long[Loss.values().length], 0, 0);
        }
    }

    @Override
    public String name() {
        return directory.toString();
    }

    @Override
    public String state() {
        return failed ? "cannot be written" : "storing";
    }

    @Override
    public void renew(Instance renewed) {
        close();
    }

    /** Every round ends with a write already; but a disk that cannot be written now is not waited for. */
    @Override
    public void hurry() {
        hurried = true;
    }

    @Override
    public void giveUp() {
        synchronized (figures) {
            if (!givenUp) {
                givenUp = true;
                losses.add(Loss.SHUTDOWN, waiting);
                waiting = 0;
            }
        }
    }

    @Override
    public String place() {
        return directory.toString();
    }
}
