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
    private byte[] bytes = new byte[16 << 10];
    private int end;

    /**
     * Reads the batch that begins at a position or behind it.
     *
     * @param limit where nothing is read any more
     * @return null when there is none up to the limit
     */
    @Nullable
    JournalBatch read(ByteBuffer segment, int seed, int from, int limit, String instance, boolean adopted) {
        records.begin(segment, seed, from, limit, true);
        int count = 0;
        int used = 0;
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
                grow(count, used + records.length());
                System.arraycopy(records.payload(), 0, bytes, used, records.length());
                used += records.length();
                kinds[count] = records.kind();
                requests[count] = records.requests();
                ends[count] = used;
                count++;
                end = records.position();
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
                Arrays.copyOf(bytes, used));
    }

    private void grow(int count, int needed) {
        if (count == kinds.length) {
            kinds = Arrays.copyOf(kinds, count * 2);
            requests = Arrays.copyOf(requests, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, needed));
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
