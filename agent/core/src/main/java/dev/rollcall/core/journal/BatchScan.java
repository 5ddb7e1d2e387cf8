package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the next batch in a segment. A batch ends where the drain thread has marked its end, where a sequence number is missing
 * because its record is damaged, and at the end of the segment: the same places, whoever reads, and however often. Confined to
 * one thread.
 */
final class BatchScan {
    private final RecordReader records = new RecordReader();
    private EventKind[] kinds = new EventKind[64];
    private int[] requests = new int[64];
    private int[] ends = new int[64];
    private int end;

    /**
     * Reads the batch that begins at a position or behind it. Its bytes are ours, and valid until the next call: they are as
     * much as a collector calls humongous, and would be as often as ten times a second.
     *
     * @param limit where nothing is read any more
     * @return null when there is none up to the limit
     */
    @Nullable
    JournalBatch read(ByteBuffer segment, int seed, int from, int limit, String instance, boolean adopted) {
        records.begin(segment, seed, from, limit, true);
        int count = 0;
        long first = 0;
        end = from;
        while (records.next()) {
            if (records.isEndOfBatch()) {
                end = records.position();
                if (count > 0) {
                    break;
                }
            } else {
                if (count == 0) {
                    first = records.sequence();
                } else if (records.sequence() != first + count) {
                    break;
                }
                grow(count);
                kinds[count] = records.kind();
                requests[count] = records.requests();
                ends[count] = records.offset() + records.length();
                count++;
                end = records.position();
                records.keep(JournalBatch.SEPARATOR);
            }
        }
        if (count == 0) {
            return null;
        }
        return new JournalBatch(
                instance,
                adopted,
                first,
                Arrays.copyOf(kinds, count),
                Arrays.copyOf(requests, count),
                Arrays.copyOf(ends, count),
                records.payload());
    }

    private void grow(int count) {
        if (count == kinds.length) {
            kinds = Arrays.copyOf(kinds, count * 2);
            requests = Arrays.copyOf(requests, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
    }

    /** Where the next batch begins. */
    int end() {
        return end;
    }

    /** How often bytes that are no record were skipped. */
    int damaged() {
        return records.damaged();
    }
}
