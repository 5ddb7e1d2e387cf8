package dev.rollcall.core.event;

import java.io.OutputStream;
import java.util.Arrays;

/** Bytes that can be read where they were written, without a copy. Confined to one thread. */
public final class EventBytes extends OutputStream {
    private byte[] bytes = new byte[2048];
    private int length;

    void clear() {
        length = 0;
    }

    @Override
    public void write(int b) {
        room(1);
        bytes[length++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        room(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /** The bytes from 0 to before {@link #length()}; not to be kept or changed. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }
}
