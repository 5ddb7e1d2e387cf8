package dev.rollcall.backend.scale;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** JSON in ASCII, written by hand: the sender must not be what takes the time. Confined to one thread. */
final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
    private static final long DAY_MICROS = 86_400_000_000L;

    private byte[] bytes = new byte[1 << 20];
    private int length;
    private long day = Long.MIN_VALUE;
    private String date = "";

    void clear() {
        length = 0;
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    JsonBytes raw(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    JsonBytes raw(String ascii) {
        room(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    JsonBytes raw(byte[] ascii) {
        room(ascii.length);
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
        return this;
    }

    JsonBytes number(long number) {
        return raw(Long.toString(number));
    }

    /** So many hexadecimal digits of a number. */
    JsonBytes hex(long number, int digits) {
        room(digits);
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(int) (number >>> shift) & 15];
        }
        return this;
    }

    /** A time as {@code 2026-08-01T12:30:00.000001Z}. */
    JsonBytes time(long epochMicros) {
        long thisDay = Math.floorDiv(epochMicros, DAY_MICROS);
        if (thisDay != day) {
            day = thisDay;
            date = LocalDate.ofEpochDay(thisDay).toString();
        }
        long rest = Math.floorMod(epochMicros, DAY_MICROS);
        int seconds = (int) (rest / 1_000_000);
        raw(date).raw('T').digits(seconds / 3600, 2).raw(':').digits(seconds / 60 % 60, 2);
        return raw(':').digits(seconds % 60, 2)
                .raw('.')
                .digits((int) (rest % 1_000_000), 6)
                .raw('Z');
    }

    private JsonBytes digits(int number, int count) {
        room(count);
        int left = number;
        for (int i = count - 1; i >= 0; i--) {
            bytes[length + i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += count;
        return this;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
