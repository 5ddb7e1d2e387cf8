package dev.rollcall.core.journal;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Writes records. Allocates nothing. Confined to one thread.
 *
 * <p>The checksum is computed from arrays and never from the mapped bytes: the JVM turns a fault in a copy from or to a mapping
 * whose file was cut short into an error that can be caught, but one in the checksum's machine code would end the process.
 */
final class RecordWriter {
    private final CRC32C sum = new CRC32C();
    private final byte[] head = new byte[RecordFormat.HEADER];
    private final ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Writes one record, and a zero behind it if that is still inside the target.
     *
     * @param target little-endian; its position is used
     * @param at a multiple of eight with enough room behind it
     * @param seed of the segment
     */
    void write(
            ByteBuffer target,
            int at,
            int seed,
            int kind,
            int requests,
            long sequence,
            byte[] bytes,
            int offset,
            int length) {
        int size = RecordFormat.HEADER + length;
        fields.putInt(0, seed);
        fields.putInt(4, size);
        fields.putInt(8, RecordFormat.type(kind));
        fields.putInt(12, requests);
        fields.putLong(16, sequence);
        sum.reset();
        sum.update(head, 0, RecordFormat.HEADER);
        sum.update(bytes, offset, length);
        target.position(at + 8);
        target.put(head, 8, RecordFormat.HEADER - 8);
        target.put(bytes, offset, length);
        target.putInt(at + 4, (int) sum.getValue());
        int next = at + (int) RecordFormat.size(length);
        if (next <= target.capacity() - Integer.BYTES) {
            target.putInt(next, 0);
        }
        // A killed process has done its stores in the order of the machine code: only the compiler must be kept from
        // moving
        // the length before the rest. Other processes that look on check the sum.
        VarHandle.releaseFence();
        target.putInt(at, size);
    }
}
