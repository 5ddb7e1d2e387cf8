package dev.rollcall.core.journal;

import dev.rollcall.core.event.EventKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads the records of a segment one after another, whatever its bytes are: what is not a record is skipped, and nothing that
 * was not written as one is taken for one. Confined to one thread.
 */
final class RecordReader {
    private static final int HIGHEST_KIND = highestKind();
    private static final int SMALLEST = 2048;

    /** What one uncommonly large batch needed is not kept. */
    private static final int LARGEST_KEPT = 4 << 20;

    private final CRC32C sum = new CRC32C();
    private final byte[] head = new byte[RecordFormat.HEADER];
    private final ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    private byte[] payload = new byte[SMALLEST];
    /** Where the payload of this record begins; what was kept of others is before it. */
    private int offset;

    private ByteBuffer segment = fields;
    private int seed;
    private int limit;
    private boolean toTheLimit;
    private int at;
    private int following;
    private int damaged;

    /**
     * Begins to read.
     *
     * @param bytes a segment; its position and order are not changed
     * @param first where the first record should be, a multiple of eight
     * @param end where nothing is read any more
     * @param behindZeros whether to look for records behind a place where none was written; they are there when bytes were
     *     damaged, and looking costs as much as reading
     */
    void begin(ByteBuffer bytes, int segmentSeed, int first, int end, boolean behindZeros) {
        segment = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        seed = segmentSeed;
        following = first;
        at = first;
        limit = Math.min(end, bytes.capacity());
        toTheLimit = behindZeros;
        damaged = 0;
        offset = 0;
        if (payload.length > LARGEST_KEPT) {
            payload = new byte[SMALLEST];
        }
    }

    /**
     * Goes to the next record.
     *
     * @return false when there is none; {@link #position} is then where one would be added
     */
    boolean next() {
        int position = following;
        boolean garbage = false;
        while (position <= limit - RecordFormat.HEADER) {
            int length = segment.getInt(position);
            if (isRecord(position, length)) {
                at = position;
                following = position + (int) RecordFormat.size(length - RecordFormat.HEADER);
                damaged += garbage ? 1 : 0;
                return true;
            }
            if (length == 0 && !toTheLimit) {
                return false;
            }
            garbage = true;
            position += 8;
        }
        return false;
    }

    private boolean isRecord(int position, int length) {
        if (length < RecordFormat.HEADER
                || length > limit - position
                || !RecordFormat.isType(segment.getInt(position + 8), HIGHEST_KIND)) {
            return false;
        }
        int bytes = length - RecordFormat.HEADER;
        if (payload.length - offset < bytes) {
            payload = Arrays.copyOf(payload, Math.max(payload.length * 2, offset + bytes));
        }
        segment.position(position);
        segment.get(head, 0, RecordFormat.HEADER);
        segment.get(payload, offset, bytes);
        int expected = fields.getInt(4);
        fields.putInt(0, seed);
        fields.putInt(4, length);
        sum.reset();
        sum.update(head, 0, RecordFormat.HEADER);
        sum.update(payload, offset, bytes);
        fields.putInt(0, length);
        return (int) sum.getValue() == expected;
    }

    boolean isEndOfBatch() {
        return kindCode() == RecordFormat.END_OF_BATCH;
    }

    private int kindCode() {
        return RecordFormat.kind(fields.getInt(8));
    }

    EventKind kind() {
        return EventKind.of(kindCode());
    }

    int requests() {
        return fields.getInt(12);
    }

    long sequence() {
        return fields.getLong(16);
    }

    /** Where this record begins. */
    int start() {
        return at;
    }

    /** Behind this record. */
    int position() {
        return following;
    }

    /**
     * Keeps this record's payload, with a byte behind it: the payload of the next record is read behind that, until {@link
     * #begin}.
     */
    void keep(byte behind) {
        int end = offset + length();
        if (end == payload.length) {
            payload = Arrays.copyOf(payload, payload.length * 2);
        }
        payload[end] = behind;
        offset = end + 1;
    }

    /** Has the payload from {@link #offset} on, and before it what was kept; valid until the next call of {@link #next}. */
    byte[] payload() {
        return payload;
    }

    /** Where the payload begins in {@link #payload()}: at 0, unless others were kept. */
    int offset() {
        return offset;
    }

    int length() {
        return fields.getInt(0) - RecordFormat.HEADER;
    }

    /** How often something that is no record had to be skipped to find one. */
    int damaged() {
        return damaged;
    }

    private static int highestKind() {
        int highest = 0;
        for (EventKind kind : EventKind.values()) {
            highest = Math.max(highest, kind.code());
        }
        return highest;
    }
}
