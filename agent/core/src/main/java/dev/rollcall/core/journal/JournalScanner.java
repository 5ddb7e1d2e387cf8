package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the events that processes without an endpoint, living and dead, keep on this machine, and, called again, what has been
 * added since. Takes no lock: files may be written, used again and deleted meanwhile. Confined to one thread.
 */
public final class JournalScanner {
    private final File root;
    private final Map<String, Progress> journals = new HashMap<>();
    private final RecordReader records = new RecordReader();

    /** Takes each event; the bytes are valid during the call only. */
    public interface Events {
        void event(EventKind kind, byte[] bytes, int offset, int length);
    }

    /** Reads below a directory ({@code rollcall.journal.dir}), which need not exist yet. */
    public JournalScanner(File root) {
        this.root = root;
    }

    /**
     * Reads what has been added since the last time.
     *
     * @throws IOException when a file can be seen but not read
     */
    public void read(Events events) throws IOException {
        for (File journal : Retention.journals(root)) {
            Progress progress = journals.computeIfAbsent(journal.getName(), name -> new Progress());
            JournalOwner owner = JournalOwner.read(journal);
            if (owner == null || owner.keepsEventsHere()) {
                read(journal, progress, events);
            }
        }
    }

    private void read(File journal, Progress progress, Events events) throws IOException {
        List<DeadSegment> segments = DeadSegment.list(journal);
        for (int i = 0; i < segments.size(); i++) {
            DeadSegment segment = segments.get(i);
            // Nothing is added to a segment that another one follows.
            boolean finished = i < segments.size() - 1;
            if (segment.number() >= progress.segment) {
                try {
                    read(journal.getName(), segment, finished, progress, events);
                } catch (FileNotFoundException gone) {
                    if (segment.file().exists()) {
                        throw gone;
                    }
                }
            }
        }
    }

    private void read(String instance, DeadSegment segment, boolean finished, Progress progress, Events events)
            throws IOException {
        if (segment.number() > progress.segment) {
            progress.segment = segment.number();
            progress.offset = SegmentHeader.SIZE;
        }
        ByteBuffer bytes = segment.read();
        records.begin(
                bytes, RecordFormat.seed(instance, segment.number()), progress.offset, bytes.capacity(), finished);
        while (records.next()) {
            if (!records.isEndOfBatch()) {
                events.event(records.kind(), records.payload(), 0, records.length());
            }
            progress.offset = records.position();
        }
        if (finished) {
            progress.segment = segment.number() + 1;
            progress.offset = SegmentHeader.SIZE;
        }
    }

    /** Of one process: the segment that is to be read next, and where. */
    private static final class Progress {
        private long segment = 1;
        private int offset = SegmentHeader.SIZE;
    }
}
