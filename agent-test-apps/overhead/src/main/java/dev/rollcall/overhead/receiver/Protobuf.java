package dev.rollcall.overhead.receiver;

/**
 * Walks over the fields of one protobuf message without making anything of them
 * (protobuf.dev, "Encoding"). Groups, which nobody uses any more, are refused.
 */
final class Protobuf {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private long number;
    private int from;

    Protobuf(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private Protobuf(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** Goes to the next field; false at the end. */
    boolean next() {
        if (at >= end) {
            return false;
        }
        int tag = (int) varint();
        field = tag >>> 3;
        switch (tag & 7) {
            case VARINT -> number = varint();
            case FIXED64 -> at += 8;
            case FIXED32 -> at += 4;
            case LENGTH -> {
                int length = (int) varint();
                from = at;
                at += length;
            }
            default -> throw new IllegalArgumentException("a field of wire type " + (tag & 7));
        }
        if (at > end) {
            throw new IllegalArgumentException("a field that is longer than its message");
        }
        return true;
    }

    /** The number of the field. */
    int field() {
        return field;
    }

    /** The value of a field that is a number. */
    long number() {
        return number;
    }

    /** The value of a field that is a message. */
    Protobuf message() {
        return new Protobuf(bytes, from, at);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than ten bytes");
    }
}
